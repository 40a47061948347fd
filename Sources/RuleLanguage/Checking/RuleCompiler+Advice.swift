internal import EventModel
internal import RuleProgram

/// What an author probably meant by something that has no meaning where it stands.
extension RuleCompiler {
  /// Returns the complaint about a name on the right side of a comparison that is neither a field
  /// nor a `let`.
  func complaint(
    aboutUnknown name: String, comparedWith field: ResolvedField, in scope: Scope
  ) -> Complaint {
    if Self.wordsForMissing.contains(name.lowercased()) {
      return .missingAsValue(name, field: field.name)
    }
    if field.type == .user, UserFlag(rawValue: name) != nil { return .statusAsText(name) }
    return .unknownNameOfText(name, known: scope.names)
  }

  /// Returns the complaint about a test of a single event in `if`.
  func complaint(aboutEventTest expression: ExpressionSyntax) -> Complaint {
    if case .test(let test) = expression, let name = test.subject.name?.text,
      Aggregate.Function(rawValue: name) != nil
    {
      return .functionWithoutParentheses(name)
    }
    return .eventTestInIf
  }

  /// Returns the complaint about `is WORD` where the word means "missing".
  func complaint(aboutIs flag: String, isNegated: Bool) -> Complaint? {
    guard Self.wordsForMissing.contains(flag.lowercased()) else { return nil }
    return .missingByOtherName(flag, isNegated: isNegated)
  }

  private static let wordsForMissing: Set<String> = [
    "missing", "null", "nil", "none", "empty", "undefined", "unset", "blank", "absent", "unknown",
  ]
}
