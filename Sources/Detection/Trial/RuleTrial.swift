internal import EventModel
package import RuleProgram

/// What one rule makes of some logs: what it finds, what came near, and what each of its conditions
/// let through.
package struct RuleTrial: Sendable {
  /// A program whose only rule is the one that was tried.
  package var program: RuleProgram
  /// Exactly the findings of the rule in a scan of the same logs.
  package var findings: [Finding] = []
  /// The further findings that there would be without exceptions.
  package var exemptedFindings: [Finding] = []
  /// In the order of steps and kinds.
  package var funnels: [StepFunnel] = []
  /// By step: the nearest of the events that it did not select.
  package var nearEvents: [NearestFew<NearEvent>] = []
  /// By step: events that it selects as far as each tells alone, and that history takes back.
  package var takenBack: [NearestFew<NearEvent>]
  /// The nearest of the subjects and groups without a match; none if the rule has no window, totals
  /// or steps.
  package var nearGroups: NearestFew<NearGroup>
  /// By step: how many events it selects.
  package var selectedCounts: [Int]
  /// By step: how many of them history leaves.
  package var settledCounts: [Int]
  /// How many events exceptions, or the rule being disabled, keep from it.
  package var leftOutCount = 0
  /// Selected events that lack a further `per` field, and so count nowhere.
  package var ungroupedCount = 0
  /// The inputs as evidence names them.
  package var files: [String]

  /// The rule that was tried.
  package var rule: CompiledRule { program.rules[0] }

  /// Puts together what workers and partitions came to.
  ///
  /// - Parameters:
  ///   - program: A program of one rule.
  ///   - yields: What is left of the events, worker by worker.
  ///   - reduction: What all partitions of the facts came to.
  ///   - unexempted: The findings without exceptions; `nil` if no exception concerns the rule.
  ///   - files: The inputs as evidence names them.
  package init(
    of program: RuleProgram, yields: [RuleTracer.Yield], reduction: TrialReduction,
    unexempted: [Finding]?, files: [String]
  ) {
    self.program = program
    self.files = files
    findings = reduction.findings
    findings.sortForReports()
    let known = Set(findings.map(\.id))
    exemptedFindings = (unexempted ?? []).filter { !known.contains($0.id) }
    exemptedFindings.sortForReports()
    nearGroups = reduction.nearest
    settledCounts = reduction.settledCounts
    ungroupedCount = reduction.ungroupedCount
    selectedCounts = program.rules[0].steps.map { _ in 0 }
    for yield in yields {
      if funnels.isEmpty {
        funnels = yield.funnels
        nearEvents = yield.nearest
      } else {
        for index in funnels.indices { funnels[index].add(yield.funnels[index]) }
        for index in nearEvents.indices { nearEvents[index].formUnion(yield.nearest[index]) }
      }
      leftOutCount += yield.leftOut.flatMap(\.eventsByRule).reduce(0, +)
    }
    takenBack = reduction.takenBack
    for funnel in funnels { selectedCounts[funnel.step] += funnel.selectedCount }
  }
}
