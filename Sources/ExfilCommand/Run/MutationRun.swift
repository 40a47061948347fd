internal import Detection
internal import RuleLanguage
internal import RuleProgram

/// What became of the changes of one rule or define.
struct ChangeOutcome {
  var subject: ChangedSubject
  var changeCount = 0
  var unnoticedCount = 0
  /// The changes that no test noticed, those of one group together; those that lie inside of
  /// something that could be left out as a whole are not told apart.
  var unnoticed: [[RuleChange]] = []
  /// For each group a test that would notice, as it would stand in the rule, if one was found.
  var proposals: [String?] = []

  var noticedCount: Int { changeCount - unnoticedCount }

  /// What to say of the changes that no test noticed, in the order of the file.
  var diagnostics: [Diagnostic] {
    zip(unnoticed, proposals).compactMap { changes, proposal in
      guard let place = changes.first?.place,
        let complaint = RuleChange.complaint(ofUnnoticed: changes, test: proposal)
      else { return nil }
      return Diagnostic(complaint, source: place.source, at: place.range)
    }
  }
}

/// Makes every small change of some rules and runs their tests on each.
struct MutationRun {
  let changes: RuleChanges
  private let bench: RuleTestBench
  private let tests: [Int: [RuleTest]]

  /// Prepares the run.
  ///
  /// - Throws: ``RunFailure`` if a zone of the rules is not known to this machine.
  init(_ changes: RuleChanges) throws {
    self.changes = changes
    let program = changes.program
    bench = try RuleTestBench(program) { name in try RunContext.zone(named: name) }
    tests = Dictionary(grouping: program.tests, by: \.rule)
  }

  /// Changes a rule or define in every way, one after the other.
  ///
  /// - Throws: What the rosters of tests throw.
  func outcome(of subject: ChangedSubject) throws -> ChangeOutcome {
    var outcome = ChangeOutcome(subject: subject)
    var unnoticed: [RuleChange] = []
    for change in changes.changes(of: subject) {
      outcome.changeCount += 1
      if try !isNoticed(change) { unnoticed.append(change) }
    }
    outcome.unnoticedCount = unnoticed.count
    for change in unnoticed where !unnoticed.contains(where: { $0.contains(change) }) {
      let place = outcome.unnoticed.firstIndex { $0.first?.group == change.group }
      if let place {
        outcome.unnoticed[place].append(change)
      } else {
        outcome.unnoticed.append([change])
      }
    }
    outcome.proposals = try outcome.unnoticed.map { try $0.first.flatMap(proposal) }
    return outcome
  }

  private func isNoticed(_ change: RuleChange) throws -> Bool {
    for (index, rule) in change.rules {
      for test in tests[index] ?? [] {
        let scores = try bench.scores(of: test, on: rule, lists: change.lists)
        if !test.isPassed(by: scores) { return true }
      }
    }
    return false
  }

  /// Looks for a test that passes with the rule as it is and fails with the change.
  private func proposal(for change: RuleChange) throws -> String? {
    guard let (index, rule) = change.rules.first(where: { tests[$0.index] != nil }) else {
      return nil
    }
    for proposed in changes.proposals(for: change, toRule: index) {
      // People whom a variation makes up may be no people.
      guard
        let now = try? bench.scores(of: proposed.test, on: changes.original(index)),
        let changed = try? bench.scores(of: proposed.test, on: rule, lists: change.lists)
      else { continue }
      if now.isEmpty != changed.isEmpty {
        return proposed.text(mustAlert: !now.isEmpty, score: nil)
      }
      if let score = now.first, Set(now) != Set(changed), !changed.contains(score) {
        return proposed.text(mustAlert: true, score: score)
      }
    }
    return nil
  }
}
