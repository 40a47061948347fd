internal import Foundation
internal import Testing

/// The product against the prototype: what is accepted, and what inline tests come to.
///
/// `ORACLE_SEED=7 swift test --filter OracleTests` compares other changes of the same rules.
@Suite struct OracleTests {
  private static let seed =
    ProcessInfo.processInfo.environment["ORACLE_SEED"].flatMap(UInt64.init) ?? 20_251_121

  @Test func `the product agrees with the prototype`() throws {
    let corpus = try OracleCorpus(seed: Self.seed)
    let answers = try OraclePrototype.answers(to: corpus)
    try #require(answers.count == corpus.cases.count)
    var comparison = try OracleComparison(corpus: corpus)
    for (one, answer) in zip(corpus.cases, answers) {
      let before = comparison.counts
      try comparison.compare(one, answer)
      // Rules over `alert` stand among others that they name, and both sides run their tests.
      guard one.isOriginal, one.text.contains("alert where") else { continue }
      #expect(comparison.counts.bothAccept == before.bothAccept + 1, "\(one.name)")
      let compared = comparison.counts.testsAgree - before.testsAgree
      #expect(compared >= answer.tests.count - 1 && compared >= 2, "\(one.name)")
    }
    for disagreement in comparison.disagreements.prefix(20) {
      Issue.record("seed \(Self.seed): \(disagreement)")
    }
    #expect(comparison.disagreements.count == 0, "seed \(Self.seed)")
    // A comparison of nothing would agree as well.
    let counts = comparison.counts
    #expect(counts.bothAccept > 300 && counts.bothRefuse > 800, "\(counts)")
    #expect(counts.testsAgree > 300, "\(counts)")
    #expect(counts.undecided < 120, "\(counts)")
    #expect(counts.demandedDifferences < 300, "\(counts)")
  }
}
