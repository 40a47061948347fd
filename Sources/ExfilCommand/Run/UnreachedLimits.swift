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
  let reached = Mutex([Bool](repeating: true, count: limits.count))
  let workerCount = min(Machine.processorCount, max(1, limits.count))
  DispatchQueue.concurrentPerform(iterations: workerCount) { worker in
    for number in stride(from: worker, to: limits.count, by: workerCount) {
      let limit = limits[number]
      guard let index = indices[limit.rule], let own = ordered[limit.rule] else { continue }
      let isReached = isReached(limit.condition, of: program.rules[index], by: own, on: bench)
      if !isReached { reached.withLock { $0[number] = false } }
    }
  }
  return zip(limits, reached.withLock { $0 }).filter { !$0.1 }.map { limit, _ in
    Diagnostic(limit.complaint, source: limit.place.source, at: limit.place.range)
  }
}

/// Whether a test of the rule makes a comparison true; its tests that must alert come first.
private func isReached(
  _ comparison: TotalsCondition, of rule: CompiledRule, by tests: [RuleTest],
  on bench: RuleTestBench
) -> Bool {
  if rule.condition?.demands(comparison) == true, tests.first?.mustAlert == true { return true }
  // Where the comparison alone makes the rule fire, a test that must not alert cannot reach it.
  let isEnough = rule.condition?.isEnough(comparison) == true
  // The rule fires where the comparison holds, whatever else it asks of the totals.
  var rule = rule
  rule.condition = comparison
  rule.scoreTerms = []
  return tests.contains { test in
    if isEnough, !test.mustAlert { return false }
    return (try? bench.scores(of: test, on: rule).isEmpty) != true
  }
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
