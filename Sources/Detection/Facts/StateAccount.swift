internal import RuleProgram

/// How much memory the evaluation of the records of one subject will need.
///
/// Rules are evaluated one after another, so that beside what is held for all of them it is what the
/// rule that needs most takes.
struct StateAccount: Sendable {
  /// What the records take as they are.
  private var heldByteCount = 0
  /// What each rule takes beside that while it is evaluated.
  private var evaluationByteCounts: [Int]
  /// The rules that take something, some of them several times.
  private var rules: [Int] = []
  private var largestEvaluationByteCount = 0
  private let cost: StateCost

  init(of program: RuleProgram) {
    cost = StateCost(of: program)
    evaluationByteCounts = [Int](repeating: 0, count: program.rules.count)
  }

  /// What it comes to.
  var byteCount: Int { heldByteCount + largestEvaluationByteCount }

  mutating func removeAll() {
    guard heldByteCount > 0 else { return }
    heldByteCount = 0
    largestEvaluationByteCount = 0
    // Most subjects have facts of a handful of a thousand rules.
    for rule in rules { evaluationByteCounts[rule] = 0 }
    rules.removeAll(keepingCapacity: true)
  }

  /// Adds what a record costs.
  mutating func add(recordAt offset: Int, of bytes: [UInt8]) {
    let own = cost.ownByteCount(ofRecordAt: offset, of: bytes)
    heldByteCount += own
    if bytes[offset + FactRecord.eventKindOffset] == FactRecord.partialKind {
      let rule = PartialRecord.rule(ofRecordAt: offset, of: bytes.span)
      return add(StateCost.evaluationByteCount(ofPartialOf: own), for: rule)
    }
    var count = RecordReader(bytes.span, at: offset + FactRecord.matchCountOffset)
    let matchCount = Int(count.readUInt16())
    guard matchCount > 0 else { return }
    var elements = RecordReader(bytes.span, at: offset + FactRecord.elementCountOffset)
    let elementCount = Int(elements.readUInt16())
    var matches = RecordReader(
      bytes.span, at: subjectRange(recordAt: offset, of: bytes.span).upperBound)
    for _ in 0..<matchCount {
      let rule = Int(matches.readMatch().rule)
      heldByteCount += StateCost.matchByteCount
      add(cost.evaluationByteCount(ofMatchOf: rule, elementCount: elementCount), for: rule)
    }
  }

  private mutating func add(_ byteCount: Int, for rule: Int) {
    if evaluationByteCounts[rule] == 0 { rules.append(rule) }
    evaluationByteCounts[rule] += byteCount
    largestEvaluationByteCount = max(largestEvaluationByteCount, evaluationByteCounts[rule])
  }

  /// The rule that needs most, with the records that it has; `nil` if no rule has anything.
  ///
  /// - Complexity: O(*n*) in the records.
  func mostExpensiveRule(in records: SubjectRecords) -> Int? {
    var shares = evaluationByteCounts
    for offset in records.offsets {
      let own = cost.ownByteCount(ofRecordAt: offset, of: records.bytes)
      if records.bytes[offset + FactRecord.eventKindOffset] == FactRecord.partialKind {
        shares[PartialRecord.rule(ofRecordAt: offset, of: records.bytes.span)] += own
        continue
      }
      var count = RecordReader(records.bytes.span, at: offset + FactRecord.matchCountOffset)
      let matchCount = Int(count.readUInt16())
      guard matchCount > 0 else { continue }
      var matches = RecordReader(
        records.bytes.span, at: subjectRange(recordAt: offset, of: records.bytes.span).upperBound)
      for _ in 0..<matchCount {
        shares[Int(matches.readMatch().rule)] += own + StateCost.matchByteCount
      }
    }
    let most = shares.indices.max { (shares[$0], $1) < (shares[$1], $0) }
    return most.flatMap { shares[$0] > 0 ? $0 : nil }
  }
}
