internal import Detection
internal import RuleLanguage
internal import RuleProgram

/// Returns a warning for each comparison of totals that no test of its rule makes true.
///
/// A rule without tests is told of by itself. A comparison that is all of a rule's condition is
/// reached by any finding of its tests, so it is not run again.
func unreachedLimits(of rules: CompiledRules) -> [Diagnostic] {
  let program = rules.program
  var tests: [String: [RuleTest]] = [:]
  for test in program.tests { tests[program.rules[test.rule].id, default: []].append(test) }
  let indices = Dictionary(
    program.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  guard
    let bench = try? RuleTestBench(
      program, zone: { name in try RunContext.zone(named: name) })
  else { return [] }
  return rules.limits.compactMap { limit in
    guard let index = indices[limit.rule], let own = tests[limit.rule] else { return nil }
    var rule = program.rules[index]
    if rule.condition == limit.condition, own.contains(where: \.mustAlert) { return nil }
    // The rule fires where the comparison holds, whatever else it asks of the totals.
    rule.condition = limit.condition
    rule.scoreTerms = []
    let isReached = own.contains { test in
      (try? bench.scores(of: test, on: rule).isEmpty) != true
    }
    guard !isReached else { return nil }
    return Diagnostic(limit.complaint, source: limit.place.source, at: limit.place.range)
  }
}
