internal import EventModel
internal import RuleProgram
internal import Synchronization
internal import Testing

@testable internal import Detection

/// A reduction that is asked to stop hands out findings that are whole, and says that some are missing.
@Suite struct StoppedReductionTests {
  /// Answers no so many times, and then yes for ever.
  private final class Patience: Sendable {
    private let left: Atomic<Int>
    init(_ count: Int) { left = Atomic(count) }
    var isOver: Bool { left.wrappingSubtract(1, ordering: .relaxed).oldValue <= 0 }
  }

  private let engine: PeriodEngine
  private let facts: PartitionedFacts

  init() throws {
    engine = try PeriodEngine()
    var random = SeededRandom(seed: 3)
    facts = try engine.facts(
      of: PeriodEvent.random(700, dayCount: 20, using: &random), combines: true,
      budgetByteCount: 60_000)
  }

  private func reduction(stoppingAfter askCount: Int) throws -> ([Finding], ReductionNotes) {
    let patience = Patience(askCount)
    let context = EvaluationContext(
      program: engine.program, matcher: engine.matcher, people: engine.people,
      companyDomains: engine.companyDomains, zone: engine.zone, files: PeriodEvent.files,
      isStopped: { patience.isOver })
    var findings: [Finding] = []
    var notes = ReductionNotes()
    for partition in 0..<PartitionedFacts.partitionCount {
      findings += try reduce(partition: partition, of: [facts], in: context, notes: &notes)
    }
    return (findings, notes)
  }

  @Test func `what was found until then is found by the whole run, too`() throws {
    let (whole, wholeNotes) = try reduction(stoppingAfter: .max)
    #expect(!whole.isEmpty && !wholeNotes.isStopped)
    let all = Set(whole)
    var counts: Set<Int> = []
    for askCount in stride(from: 0, to: 3_000, by: 61) {
      let (findings, notes) = try reduction(stoppingAfter: askCount)
      #expect(notes.isStopped || findings == whole)
      #expect(all.isSuperset(of: findings), "stopped after asking \(askCount) times")
      counts.insert(findings.count)
    }
    #expect(counts.contains(0) && counts.count > 5)
  }

  @Test func `a worker tells the others that it stopped`() {
    var (whole, own) = (ReductionNotes(), ReductionNotes())
    whole.add(own)
    #expect(!whole.isStopped)
    own.isStopped = true
    whole.add(own)
    whole.add(ReductionNotes())
    #expect(whole.isStopped)
  }
}
