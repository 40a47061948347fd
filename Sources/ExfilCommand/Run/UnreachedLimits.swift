internal import Detection
internal import Dispatch
internal import RuleLanguage
internal import RuleProgram
internal import Synchronization
internal import SystemBoundary

/// Returns a warning for each comparison of totals that no test of its rule makes true.
///
/// A rule without tests is told of by itself. A comparison without which a rule's condition cannot
/// hold is reached by any finding of its tests, so it is not run again; the others are run on all
/// processors.
func unreachedLimits(of rules: CompiledRules) -> [Diagnostic] {
  let program = rules.program
  var tests: [String: [RuleTest]] = [:]
  for test in program.tests { tests[program.rules[test.rule].id, default: []].append(test) }
  // Those that must alert are the likelier to reach a limit.
  let ordered = tests.mapValues { $0.filter(\.mustAlert) + $0.filter { !$0.mustAlert } }
  let indices = Dictionary(
    program.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  guard
    let bench = try? RuleTestBench(
      program, zone: { name in try RunContext.zone(named: name) })
  else { return [] }
  let limits = rules.limits
  let groups = Dictionary(grouping: limits.indices) { limits[$0].rule }.sorted { $0.key < $1.key }
  let unreached = Mutex<Set<Int>>([])
  let workerCount = min(Machine.processorCount, max(1, groups.count))
  DispatchQueue.concurrentPerform(iterations: workerCount) { worker in
    for number in stride(from: worker, to: groups.count, by: workerCount) {
      let (id, own) = groups[number]
      guard let index = indices[id], let tests = ordered[id] else { continue }
      let left = comparisonsNotReached(
        own.map { limits[$0].condition }, of: program.rules[index], by: tests, on: bench)
      unreached.withLock { $0.formUnion(left.map { own[$0] }) }
    }
  }
  return unreached.withLock { $0 }.sorted().map { number in
    let limit = limits[number]
    return Diagnostic(limit.complaint, source: limit.place.source, at: limit.place.range)
  }
}

/// The comparisons, by their places, that no test of the rule makes true; its tests that must alert
/// come first.
private func comparisonsNotReached(
  _ comparisons: [TotalsCondition], of rule: CompiledRule, by tests: [RuleTest],
  on bench: RuleTestBench
) -> [Int] {
  guard let condition = rule.condition else { return [] }
  let alerts = tests.first?.mustAlert == true
  var left = comparisons.indices.filter { !(alerts && condition.demands(comparisons[$0])) }
  for test in tests where !left.isEmpty {
    // Where a comparison alone makes the rule fire, a test that must not alert cannot reach it.
    let open = left.filter { test.mustAlert || !condition.isEnough(comparisons[$0]) }
    let variants = open.map { number in
      // The rule fires where the comparison holds, whatever else it asks of the totals.
      var variant = rule
      variant.condition = comparisons[number]
      variant.scoreTerms = []
      return variant
    }
    // What cannot be run says nothing against a rule.
    let reached = (try? bench.findsAnything(in: test, with: variants)) ?? open.map { _ in true }
    for (number, isReached) in zip(open, reached) where isReached {
      left.removeAll { $0 == number }
    }
  }
  return left
}

extension TotalsCondition {
  /// Whether the condition holds only where another does, as far as its outermost `and` tells.
  fileprivate func demands(_ other: TotalsCondition) -> Bool {
    if self == other { return true }
    guard case .all(let parts) = self else { return false }
    return parts.contains { $0.demands(other) }
  }

  /// Whether the condition holds wherever another does, as far as its outermost `or` tells.
  fileprivate func isEnough(_ other: TotalsCondition) -> Bool {
    if self == other { return true }
    guard case .any(let parts) = self else { return false }
    return parts.contains { $0.isEnough(other) }
  }
}
