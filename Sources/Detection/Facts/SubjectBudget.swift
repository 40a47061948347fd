internal import RuleProgram
internal import Synchronization

/// How much memory the reduction may use for what belongs to one subject.
///
/// A subject is evaluated on all of its records, so one with very many events needs very much. Each
/// worker holds up to its share of half the budget; beyond that one worker at a time goes on, up to
/// ``byteCount``, so that all of them together are never above one and a half times that.
/// Above it the rule that needs most is left out for this subject, which the run must tell.
package struct SubjectBudget: Sendable {
  /// The most that the state of one subject may come to, in bytes as ``StateCost`` counts them.
  package let byteCount: Int
  /// Up to here workers need not wait for one another.
  let shareByteCount: Int
  /// Held by the worker that is above its share.
  private let gate = Gate()

  private final class Gate: Sendable {
    let mutex = Mutex<Void>(())
  }

  /// The least worth bounding: no run is refused what any machine has.
  package static let leastByteCount = 32_000_000

  /// Creates the budget of a run: half of its memory, the other half being that of the facts.
  ///
  /// - Parameters:
  ///   - memoryByteCount: What `--memory` says.
  ///   - jobCount: How many workers there are.
  package init(memoryByteCount: Int, jobCount: Int) {
    self.init(
      byteCount: max(memoryByteCount / 2, Self.leastByteCount), jobCount: jobCount)
  }

  /// Creates a budget of so many bytes.
  package init(byteCount: Int, jobCount: Int) {
    self.byteCount = byteCount
    shareByteCount = byteCount / 2 / max(jobCount, 1)
  }

  /// Does what needs more than a worker's share; one worker at a time.
  func alone<Result, Failure: Error>(
    _ body: () throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try gate.mutex.withLock { (_: inout Void) throws(Failure) -> Result in try body() }
  }
}

/// What the evaluation of records will need, estimated from what was measured where rules alert.
///
/// Held for all rules together:
///
/// | for | bytes |
/// |---|---|
/// | a fact | its record, and 128 for its place in the timeline |
/// | a rule that it matched | 64 for its row |
/// | a partial | its record |
/// | a sighting | its record, and 48 |
///
/// Rules are evaluated one after another, so that of the following the most that any rule needs is
/// held at a time:
///
/// | for | bytes |
/// |---|---|
/// | a row | 256: its part in an episode, destination, and what orders the evidence |
/// | a row of a rule with further `per` fields | 192 more |
/// | a total that keeps values | 160 for each row: `distinct`, `largest`, `smallest` |
/// | such a total over a field of several values | 160 more for each of them |
/// | a partial | four times its record: it is decoded and merged |
struct StateCost: Sendable {
  /// What one row takes while its rule is evaluated, by rule.
  private let rowByteCounts: [Int]
  /// What each value of a list field takes beside that, by rule.
  private let elementByteCounts: [Int]

  init(of program: RuleProgram) {
    rowByteCounts = program.rules.map { rule in
      let keptCount = rule.aggregates.count { RunningTotals.keepsValues($0.function) }
      return 256 + (rule.groupBy.isEmpty ? 0 : 192) + 160 * keptCount
    }
    elementByteCounts = program.rules.map { rule in
      160
        * rule.aggregates.count {
          guard case .field(let field) = $0.operand?.origin else { return false }
          return field.holdsElements && RunningTotals.keepsValues($0.function)
        }
    }
  }

  /// What the record takes apart from its rules.
  func ownByteCount(ofRecordAt offset: Int, of bytes: [UInt8]) -> Int {
    var reader = RecordReader(bytes.span, at: offset)
    let byteCount = Int(reader.readUInt32())
    return switch bytes[offset + FactRecord.eventKindOffset] {
    case FactRecord.partialKind: byteCount
    case FactRecord.sightingKind: byteCount + 48
    default: byteCount + 128
    }
  }

  /// What a rule adds to a fact that it matched, for as long as the subject is evaluated.
  static let matchByteCount = 64

  /// What a rule adds to a fact of so many elements that it matched while it is evaluated itself.
  func evaluationByteCount(ofMatchOf rule: Int, elementCount: Int) -> Int {
    rowByteCounts[rule] + elementByteCounts[rule] * elementCount
  }

  /// What a partial adds to its record while its rule is evaluated.
  static func evaluationByteCount(ofPartialOf byteCount: Int) -> Int { 4 * byteCount }
}
