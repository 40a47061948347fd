internal import Detection
internal import EventModel
internal import RuleLanguage
internal import RuleProgram

/// Holds the product's opinion of each case against the prototype's.
struct OracleComparison {
  struct Counts {
    var bothAccept = 0
    var bothRefuse = 0
    var testsAgree = 0
    /// Cases and tests on which the prototype breaks down.
    var undecided = 0
    var demandedDifferences = 0
  }

  let corpus: OracleCorpus
  private(set) var disagreements: [String] = []
  private(set) var counts = Counts()
  private let differences: [OracleDifference]

  init(corpus: OracleCorpus) throws {
    self.corpus = corpus
    differences = try oracleDifferences()
  }

  mutating func compare(_ one: OracleCase, _ answer: OracleAnswer) throws {
    let compilation = compileRules(
      roots: ["case.exfil"],
      provider: OracleSources(files: [
        "prelude.exfil": corpus.preludes[one.prelude]?.rules ?? "",
        "case.exfil": "exfil 1\nuse \"prelude.exfil\"\n\(one.text)\n",
      ]))
    let complaint = compilation.hasErrors ? compilation.renderedDiagnostics() : nil
    switch (answer.decision, complaint) {
    case ("undecided", _):
      counts.undecided += 1
    case ("reject", .some): counts.bothRefuse += 1
    case ("accept", .some(let complaint)):
      settle(.productRefuses, one, complaint, "the product says:\n\(complaint)")
    case ("reject", nil):
      let saysMissing = one.text.contains(" is missing") || one.text.contains(" is not missing")
      let isOverlooked = answer.message.contains("can be missing") && saysMissing
      settle(
        .productAccepts, one, isOverlooked ? "said: \(answer.message)" : answer.message,
        "the prototype says: \(answer.message)")
    default:
      counts.bothAccept += 1
      if let program = compilation.program { try compareTests(one, answer, program) }
    }
  }

  private mutating func compareTests(
    _ one: OracleCase, _ answer: OracleAnswer, _ program: RuleProgram
  ) throws {
    let outcomes = try runRuleTests(of: program) { name in try CivilZone(named: name) }
    guard outcomes.count == answer.tests.count else {
      disagreements.append("\(one.name): \(outcomes.count) and \(answer.tests.count) tests")
      return
    }
    for (index, (outcome, theirs)) in zip(outcomes, answer.tests).enumerated() {
      guard let fired = theirs.fired else {
        counts.undecided += 1
        continue
      }
      let mustAlert = program.tests[index].mustAlert
      var passes = fired == mustAlert
      if mustAlert, fired, let score = program.tests[index].expectedScore {
        guard let theirScore = theirs.score else {
          counts.undecided += 1
          continue
        }
        passes = score == theirScore
      }
      guard passes != outcome.passed else {
        counts.testsAgree += 1
        continue
      }
      settle(
        .testDiffers, one, one.text,
        """
        test \(index) "\(outcome.name)": the product came to \(outcome.got), \
        the prototype \(fired ? "alerts with score \(theirs.score ?? -1)" : "is silent")
        """)
    }
  }

  /// Finds the reason of a difference, or keeps it as a disagreement.
  private mutating func settle(
    _ kind: OracleDifference.Kind, _ one: OracleCase, _ text: String, _ story: String
  ) {
    let index = differences.firstIndex { difference in
      difference.kind == kind && (difference.isRightInFiles || !one.isOriginal)
        && text.firstMatch(of: difference.mark) != nil
    }
    guard index != nil else {
      disagreements.append("\(one.name)\n\(one.text)\n\(story)")
      return
    }
    counts.demandedDifferences += 1
  }
}
