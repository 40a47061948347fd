internal import RuleProgram

/// Melts the facts of rules over civil periods into partials, so that what waits for the reduction
/// grows with subjects and periods instead of events.
///
/// It works on whatever facts and partials of a subject happen to be together: those of one worker
/// that memory holds at the moment. The reduction merges what is left of other workers and of
/// spilled runs, so it does not matter when and on which share of the facts a combiner ran.
struct FactCombiner: Sendable {
  private let context: EvaluationContext
  /// By the index of the rule.
  private let isCombinable: [Bool]

  /// With fewer events of one key, partials would hardly be smaller than the facts.
  static let leastMeltedCount = 8

  /// Creates a combiner; `nil` if no rule of the program can make use of one.
  init?(_ context: EvaluationContext) {
    isCombinable = context.traits.map(\.isCombinable)
    guard context.combines, isCombinable.contains(true) else { return nil }
    self.context = context
  }

  /// Appends to `buffer` what is left of the records of one subject.
  ///
  /// The events of a key stay facts while they are few.
  ///
  /// - Complexity: O(*n*) in the rows; hashes each line that enters a partial once.
  func combine(_ records: SubjectRecords, into buffer: inout FactBuffer) {
    guard records.offsets.count > 1 else {
      for offset in records.offsets { buffer.append(recordAt: offset, of: records.bytes) }
      return
    }
    let timeline = Timeline(records)
    let values = FactValues(timeline: timeline, people: context.people)
    let table = PartialTable(of: values, in: context)
    // A row without a key counts nowhere, and so is melted into nothing.
    var isMelted = isCombinable.indices.map { rule in
      isCombinable[rule]
        ? [Bool](repeating: true, count: timeline.rows[UInt16(rule)]?.count ?? 0) : []
    }
    for entry in table.entries {
      if entry.rows.count >= Self.leastMeltedCount || entry.partials.count > 1 {
        for part in pieces(of: entry) {
          let record = PartialRecord.encode(
            table.partial(of: part), key: part.key, subjectOfRecordAt: records.offsets[0],
            of: timeline)
          buffer.append(record: record.span)
        }
      } else {
        for position in entry.rows { isMelted[Int(entry.key.rule)][position] = false }
        for offset in entry.partials { buffer.append(recordAt: offset, of: records.bytes) }
      }
    }
    keepFacts(of: records, isMelted: isMelted, in: &buffer)
  }

  /// Splits what would become a partial of very many values: each run of spilled facts has a record
  /// in memory while runs are merged, so that records must not be large.
  private func pieces(of entry: PartialTable.Entry) -> [PartialTable.Entry] {
    let rule = context.program.rules[Int(entry.key.rule)]
    guard entry.rows.count > Self.pieceRowCount,
      rule.aggregates.contains(where: { RunningTotals.keepsValues($0.function) })
    else { return [entry] }
    return stride(from: 0, to: entry.rows.count, by: Self.pieceRowCount).map { start in
      var piece = entry
      piece.rows = Array(entry.rows[start..<min(start + Self.pieceRowCount, entry.rows.count)])
      if start > 0 { piece.partials = [] }
      return piece
    }
  }

  /// The most events of a rule with totals that keep values that go into one partial.
  static let pieceRowCount = 1024

  /// Whether a record is a partial so large that no more is melted into it.
  ///
  /// One that keeps very many values is not read and written again for a few more: the reduction
  /// merges those that are full, and no record grows without end.
  static func isFull(recordAt offset: Int, of bytes: [UInt8]) -> Bool {
    guard bytes[offset + FactRecord.eventKindOffset] == FactRecord.partialKind else {
      return false
    }
    var length = RecordReader(bytes.span, at: offset)
    return Int(length.readUInt32()) >= fullPartialByteCount
  }

  private static let fullPartialByteCount = 64 << 10

  /// Appends the facts that some rule still needs, each with the matches of those rules only.
  private func keepFacts(
    of records: SubjectRecords, isMelted: [[Bool]], in buffer: inout FactBuffer
  ) {
    var next = [Int](repeating: 0, count: isMelted.count)
    var left: [RuleMatch] = []
    for offset in records.offsets
    where records.bytes[offset + FactRecord.eventKindOffset] != FactRecord.partialKind {
      left.removeAll(keepingCapacity: true)
      let subject = subjectRange(recordAt: offset, of: records.bytes.span)
      var reader = RecordReader(records.bytes.span, at: offset + FactRecord.matchCountOffset)
      let matchCount = Int(reader.readUInt16())
      var matches = RecordReader(records.bytes.span, at: subject.upperBound)
      for _ in 0..<matchCount {
        let match = matches.readMatch()
        let rule = Int(match.rule)
        guard isCombinable[rule] else {
          left.append(match)
          continue
        }
        if !isMelted[rule][next[rule]] { left.append(match) }
        next[rule] += 1
      }
      if left.count == matchCount {
        buffer.append(recordAt: offset, of: records.bytes)
      } else if !left.isEmpty {
        let record = records.record(at: offset, with: left, instead: matchCount)
        buffer.append(record: Array(record).span)
      }
    }
  }
}
