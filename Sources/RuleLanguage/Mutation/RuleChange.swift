package import RuleProgram

/// One small change of a rule or define, compiled.
package struct RuleChange: Sendable {
  /// Where the words stand that are changed.
  package var place: Place
  package var edit: RuleEdit
  /// Changes of the same words in the same direction have the same number: a test that notices the
  /// smallest of them notices all.
  package var group: Int
  /// The rules that come out otherwise, by their index in the program.
  package var rules: [(index: Int, rule: CompiledRule)]
  /// The lists of the changed program.
  package var lists: [ValueList]
  var hint: ChangeHint

  /// Whether this change leaves out something that the other one changes a part of.
  package func contains(_ other: RuleChange) -> Bool {
    guard case .without = edit, place.source == other.place.source else { return false }
    let (outer, inner) = (place.range, other.place.range)
    return outer != inner && outer.lowerBound <= inner.lowerBound
      && inner.upperBound <= outer.upperBound
  }

  /// What to say of changes of one group that no test notices.
  ///
  /// - Parameters:
  ///   - changes: The changes; at least one.
  ///   - test: A test that would notice the first of them, if one was found.
  /// - Returns: The complaint; `nil` for no change.
  package static func complaint(
    ofUnnoticed changes: [RuleChange], test: String?
  ) -> Complaint? {
    guard let first = changes.first else { return nil }
    return .unnoticed(changes.map(\.edit), first.hint, test: test)
  }
}

/// A rule or define of which changes are made.
package struct ChangedSubject: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case rule, define }

  package var kind: Kind
  package var name: String
  /// The rules whose tests should notice, by their index in the program.
  package var rules: [Int]
}
