internal import Detection
internal import RuleLanguage
internal import RuleProgram

/// What became of the changes of one rule or define.
struct ChangeOutcome {
  var subject: ChangedSubject
  var changeCount = 0
  /// The changes that no test noticed, those of one group together.
  var unnoticed: [[RuleChange]] = []

  var unnoticedCount: Int { unnoticed.reduce(0) { $0 + $1.count } }
  var noticedCount: Int { changeCount - unnoticedCount }

  /// What to say of the changes that no test noticed, in the order of the file.
  var diagnostics: [Diagnostic] {
    unnoticed.compactMap { changes in
      guard let place = changes.first?.place,
        let complaint = RuleChange.complaint(ofUnnoticed: changes, test: nil)
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
    var groups: [Int: Int] = [:]
    for change in changes.changes(of: subject) {
      outcome.changeCount += 1
      guard try !isNoticed(change) else { continue }
      if let place = groups[change.group] {
        outcome.unnoticed[place].append(change)
      } else {
        groups[change.group] = outcome.unnoticed.count
        outcome.unnoticed.append([change])
      }
    }
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
}
