internal import EventModel
internal import RuleProgram

/// What it means for a condition that a field is not recorded.
struct AbsenceReading {
  /// Fields without which the condition can never be true.
  private(set) var needed: [ResolvedField] = []
  /// Fields whose absence makes only their own tests not true.
  private(set) var partial: [ResolvedField] = []
  /// The names of all fields without which it cannot be true, also where it says so itself.
  private var required: Set<String> = []

  /// Reads a condition on events of a scope.
  ///
  /// - Complexity: O(*n* · *f*) in the tests and the fields they name.
  init(of condition: ExpressionSyntax, in scope: Scope) {
    for field in Self.fields(of: condition, in: scope) {
      let isRequired = !Self.canHold(condition, without: field, in: scope, isNegated: false)
      if isRequired { required.insert(field.name) }
      if Self.isSpokenOf(field.name, in: condition) {
        continue
      } else if isRequired {
        needed.append(field)
      } else {
        partial.append(field)
      }
    }
    // A field may be required and not tested otherwise: `tenant is not missing`.
    Self.forEachTest(of: condition, in: scope) { subject, _, scope in
      guard let field = subject?.name.flatMap({ scope.resolve($0.text) }),
        !Self.canHold(condition, without: field, in: scope, isNegated: false)
      else { return }
      required.insert(field.name)
    }
  }

  /// The single fields that may be missing and are tested, each once, in order of use.
  static func fields(of condition: ExpressionSyntax, in scope: Scope) -> [ResolvedField] {
    var found: [ResolvedField] = []
    func note(_ name: String, _ scope: Scope) {
      guard let field = scope.resolve(name), field.isOptional, !field.isList,
        field.operand.origin != .element, !found.contains(where: { $0.name == name })
      else { return }
      found.append(field)
    }
    forEachTest(of: condition, in: scope) { subject, tail, scope in
      guard tail.map(Self.isAboutAbsence) != true else { return }
      if let name = subject?.name?.text { note(name, scope) }
      switch tail {
      case .compare(_, let value, _)?:
        if let name = value.name?.text { note(name, scope) }
      case .resembles(_, let name, _)?: note(name.text, scope)
      default: break
      }
    }
    return found
  }

  /// The reading of an exemption from a condition: what the condition needs is always there.
  func assuming(_ condition: AbsenceReading?) -> AbsenceReading {
    guard let condition else { return self }
    var reading = self
    reading.needed = needed.filter { !condition.required.contains($0.name) }
    reading.partial = partial.filter { !condition.required.contains($0.name) }
    return reading
  }

  private static func isAboutAbsence(_ tail: TailSyntax) -> Bool {
    if case .isMissing = tail { true } else { false }
  }

  /// Whether the condition itself asks if a field is missing.
  private static func isSpokenOf(_ name: String, in condition: ExpressionSyntax) -> Bool {
    var isSpokenOf = false
    forEachTest(of: condition, in: Scope(kinds: [])) { subject, tail, _ in
      if tail.map(isAboutAbsence) == true, subject?.name?.text == name { isSpokenOf = true }
    }
    return isSpokenOf
  }

  private static func forEachTest(
    of condition: ExpressionSyntax, in scope: Scope,
    _ body: (ValueSyntax?, TailSyntax?, Scope) -> Void
  ) {
    switch condition {
    case .not(let inner, _), .group(let inner, _): forEachTest(of: inner, in: scope, body)
    case .quantified(_, let field, .group(let inner), _):
      let element = Scope(kinds: scope.kinds, element: scope.resolve(field.text)?.type)
      forEachTest(of: inner, in: element, body)
    case .all(let parts), .any(let parts):
      for part in parts { forEachTest(of: part, in: scope, body) }
    case .quantified(_, _, .tail(let tail), _): body(nil, tail, scope)
    case .test(let test): body(test.subject, test.tail, scope)
    case .calendar: break
    }
  }

  /// Whether a condition can be true of an event that lacks a field.
  private static func canHold(
    _ condition: ExpressionSyntax, without field: ResolvedField, in scope: Scope, isNegated: Bool
  ) -> Bool {
    switch condition {
    case .not(let inner, _):
      return canHold(inner, without: field, in: scope, isNegated: !isNegated)
    case .group(let inner, _):
      return canHold(inner, without: field, in: scope, isNegated: isNegated)
    case .all(let parts), .any(let parts):
      let answers = parts.map { canHold($0, without: field, in: scope, isNegated: isNegated) }
      var needsAll = isNegated
      if case .all = condition { needsAll.toggle() }
      return needsAll ? !answers.contains(false) : answers.contains(true)
    case .calendar: return true
    case .quantified(let quantifier, _, let body, _):
      guard !quantifier.holdsOfNothing, !isNegated else { return true }
      switch body {
      case .group(let inner):
        return canHold(inner, without: field, in: scope, isNegated: false)
      case .tail(let tail): return !names(field, nil, tail)
      }
    case .test(let test):
      guard names(field, test.subject, test.tail) else { return true }
      if case .isMissing(let isNot) = test.tail { return isNot == isNegated }
      return false
    }
  }

  private static func names(
    _ field: ResolvedField, _ subject: ValueSyntax?, _ tail: TailSyntax
  ) -> Bool {
    if subject?.name?.text == field.name { return true }
    switch tail {
    case .compare(_, let value, _): return value.name?.text == field.name
    case .resembles(_, let name, _): return name.text == field.name
    default: return false
    }
  }
}
