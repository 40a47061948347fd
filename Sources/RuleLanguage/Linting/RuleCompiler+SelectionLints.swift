internal import EventModel
internal import RuleProgram

/// Patterns that select nothing, and kinds, conditions and exemptions in them that do nothing.
extension RuleCompiler {
  /// Warns of whatever in a pattern comes out the same for every event.
  mutating func warnOfConstants(_ pattern: PatternSyntax) {
    guard let resolved = quietly({ $0.resolve(pattern) }), resolved.isComplete else { return }
    if resolved.alternatives.allSatisfy({ $0.condition == .constant(false) }) {
      report(.never, at: pattern.range)
      return
    }
    let place = ConditionPlace(scope: Scope(kinds: resolved.kinds))
    let before = diagnostics.count
    if let condition = pattern.condition { warnOfConstants(condition, in: place) }
    if let exemption = pattern.exemption { warnOfConstants(exemption, in: place) }
    guard diagnostics.count == before else { return }
    let dead = resolved.alternatives.filter {
      !ConditionSolver.mayBeTrue($0.condition, of: $0.kind)
    }
    if dead.count == resolved.alternatives.count {
      warnThatNothingIsSelected(pattern)
    } else {
      for alternative in dead { warnOfDeadKind(alternative.kind, in: pattern) }
      if dead.isEmpty { warnOfEmptyLists(pattern, resolved) }
    }
  }

  private mutating func warnThatNothingIsSelected(_ pattern: PatternSyntax) {
    var withoutExemption = pattern
    withoutExemption.exemption = nil
    let inner = quietly { $0.resolve(withoutExemption) }
    let isExempted =
      inner?.alternatives.contains { ConditionSolver.mayBeTrue($0.condition, of: $0.kind) } ?? false
    if isExempted, let exemption = pattern.exemption {
      report(.exemptsAll, at: exemption.range)
    } else {
      let names = pattern.kinds.map(\.text).joined(separator: " or ")
      report(
        .contradictsDefine(names), at: pattern.condition?.range ?? pattern.range)
    }
  }

  private mutating func warnOfDeadKind(_ kind: EventKind, in pattern: PatternSyntax) {
    let names = pattern.kinds.filter { name in
      if let define = resolvedDefines[name.text] { return define?.kinds == [kind] }
      return name.text == kind.name
    }
    // Where two names stand for the kind, or one for several, no word can be taken away.
    guard names.count == 1, let name = names.first, pattern.kinds.count > 1 else { return }
    report(.deadKind(name.text), at: name.range)
  }

  /// Warns where nothing is selected only because a list is empty.
  private mutating func warnOfEmptyLists(_ pattern: PatternSyntax, _ resolved: ResolvedPattern) {
    let empty = lint.emptyLists
    guard !empty.isEmpty,
      resolved.alternatives.allSatisfy({
        !ConditionSolver.mayBeTrue($0.condition, of: $0.kind, emptyLists: empty)
      })
    else { return }
    var use = NamePlaces()
    if let condition = pattern.condition { use.add(condition) }
    let name = use.lists.first { symbols.lists[$0.text].map(empty.contains) ?? false }
    if let name { lint.reportedLists.insert(name.text) }
    report(.emptyList(name?.text), at: name?.range ?? pattern.range)
  }

  /// Calls a function whose complaints have been made before.
  mutating func quietly<Result>(_ body: (inout RuleCompiler) -> Result) -> Result {
    let count = diagnostics.count
    defer { diagnostics.removeLast(diagnostics.count - count) }
    return body(&self)
  }
}
