internal import Digests
internal import RuleProgram

/// The form in which a partial waits among the facts of its subject.
///
/// After the subject stand
///
///     u16 rule   i64 period   u16 groups   groups
///     u64 count  u64 lines  u8 cap  order of the first event  u8 tells bytes  i128 bytes out
///     totals, first events of conditions, texts, destinations, contributions
///
/// A list has its length before it where the rule does not tell it. Records never outlive a run, so
/// there is no version in them.
enum PartialRecord {
  /// Writes a partial under the subject of another record.
  ///
  /// - Parameters:
  ///   - partial: The partial; its contributions are trimmed.
  ///   - key: Its key.
  ///   - offset: Where a record of the subject begins in the timeline.
  ///   - timeline: The timeline of the subject, which holds lines that are not hashed yet.
  /// - Returns: The record.
  /// - Complexity: linear in the partial; hashes the lines of events that are new in it.
  static func encode(
    _ partial: Partial, key: PartialKey, subjectOfRecordAt offset: Int, of timeline: Timeline
  ) -> [UInt8] {
    var writer = RecordWriter()
    let bytes = timeline.records.bytes
    writer.append(UInt32(0))
    writer.bytes += bytes[(offset + FactRecord.subjectCountOffset)..<(offset + 16)]
    writer.bytes[FactRecord.eventKindOffset] = FactRecord.partialKind
    writer.append(
      EventOrder(
        time: key.period, lineHash: 0, place: SourcePlace(source: 0, line: 0, offset: 0)))
    // No matches, numbers, texts, elements or lines as facts have them.
    writer.bytes += [UInt8](repeating: 0, count: FactRecord.headerByteCount - writer.bytes.count)
    writer.bytes += bytes[subjectRange(recordAt: offset, of: bytes.span)]
    writer.append(key)
    writer.append(partial, of: timeline)
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.bytes.count))
    return writer.bytes
  }

  /// Reads the index of the rule of a partial's record.
  static func rule(ofRecordAt offset: Int, of bytes: Span<UInt8>) -> Int {
    var reader = RecordReader(bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    return Int(reader.readUInt16())
  }

  /// Reads the key of a partial's record.
  static func key(ofRecordAt offset: Int, of bytes: Span<UInt8>) -> PartialKey {
    var reader = RecordReader(
      bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    return reader.readPartialKey()
  }

  /// Reads the totals of a partial's record, and nothing else.
  static func totals(
    ofRecordAt offset: Int, of bytes: Span<UInt8>, program: RuleProgram
  ) -> [PartialTotal] {
    var reader = RecordReader(
      bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    let key = reader.readPartialKey()
    return reader.readHead(of: program.rules[Int(key.rule)]).totals
  }

  /// Reads the record of a partial.
  static func decode(
    recordAt offset: Int, of bytes: Span<UInt8>, program: RuleProgram
  ) -> (key: PartialKey, partial: Partial) {
    var reader = RecordReader(
      bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    let key = reader.readPartialKey()
    return (key, reader.readPartial(of: program.rules[Int(key.rule)]))
  }
}

extension RecordWriter {
  fileprivate mutating func append(_ key: PartialKey) {
    append(key.rule)
    append(key.period)
    append(UInt16(truncatingIfNeeded: key.group.count))
    for value in key.group { append(counted: value) }
  }

  fileprivate mutating func append(_ partial: Partial, of timeline: Timeline) {
    guard let first = partial.first else { return }
    append(Int64(partial.count))
    append(Int64(partial.lineCount))
    append(partial.cap)
    append(first)
    append(UInt8(partial.bytesOut == nil ? 0 : 1))
    append(partial.bytesOut ?? 0)
    for total in partial.totals { append(total) }
    append(UInt32(truncatingIfNeeded: partial.firsts.count))
    for first in partial.firsts {
      append(first.value)
      append(first.order)
    }
    for text in partial.texts {
      append(UInt8(text == nil ? 0 : 1))
      guard let text else { continue }
      append(text.order)
      append(counted: Array(text.value.utf8))
    }
    append(UInt32(truncatingIfNeeded: partial.destinations.byteCounts.count))
    for (destination, byteCount) in partial.destinations.byteCounts {
      append(counted: destination)
      append(byteCount)
    }
    var contributions = partial.contributions
    contributions.trim()
    append(UInt32(truncatingIfNeeded: contributions.entries.count))
    for entry in contributions.entries { append(entry, of: timeline) }
  }

  private mutating func append(_ total: PartialTotal) {
    switch total {
    case .count(let count): append(Int64(count))
    case .sum(let sum): append(sum)
    case .largest(let number), .smallest(let number):
      append(UInt8(number == nil ? 0 : 1))
      append(number ?? 0)
    case .distinct(let texts):
      append(UInt32(truncatingIfNeeded: texts.count))
      for text in texts { append(counted: text) }
    }
  }

  private mutating func append(_ entry: Contribution, of timeline: Timeline) {
    append(entry.order)
    append(entry.byteCount)
    let lines = timeline.digests(of: entry.lines)
    append(UInt32(truncatingIfNeeded: lines.count))
    for (index, line) in lines.enumerated() {
      // The first line stands where the event does.
      if index > 0 { append(line.place) }
      line.digest.forEachWord { append($0) }
    }
  }
}

extension RecordReader {
  fileprivate mutating func readPartialKey() -> PartialKey {
    var key = PartialKey(rule: readUInt16(), period: readInt64(), group: [])
    let count = Int(readUInt16())
    for _ in 0..<count { key.group.append(readCounted()) }
    return key
  }

  /// Reads a partial up to its totals.
  fileprivate mutating func readHead(of rule: CompiledRule) -> Partial {
    var partial = Partial(of: rule)
    partial.count = Int(readInt64())
    partial.lineCount = Int(readInt64())
    let cap = readUInt8()
    partial.noteFirst(readEventOrder(), cap: cap)
    let tellsBytes = readUInt8() != 0
    let bytesOut = readInt128()
    partial.bytesOut = tellsBytes ? bytesOut : nil
    for index in partial.totals.indices {
      partial.totals[index] = readTotal(rule.aggregates[index].function)
    }
    return partial
  }

  fileprivate mutating func readPartial(of rule: CompiledRule) -> Partial {
    var partial = readHead(of: rule)
    let firstCount = readUInt32()
    for _ in 0..<firstCount {
      let conditions = readUInt64()
      partial.firsts.append(Partial.First(order: readEventOrder(), value: conditions))
    }
    for index in partial.texts.indices where readUInt8() != 0 {
      let order = readEventOrder()
      partial.texts[index] = Partial.First(
        order: order, value: String(decoding: readCounted(), as: UTF8.self))
    }
    let destinationCount = readUInt32()
    for _ in 0..<destinationCount {
      let destination = readCounted()
      partial.destinations.add(folded: destination, byteCount: readInt128())
    }
    let entryCount = readUInt32()
    var entries: [Contribution] = []
    entries.reserveCapacity(Int(entryCount))
    for _ in 0..<entryCount { entries.append(readContribution()) }
    partial.contributions = ContributionList(entries)
    return partial
  }

  private mutating func readTotal(_ function: Aggregate.Function) -> PartialTotal {
    switch function {
    case .count: return .count(Int(readInt64()))
    case .sum: return .sum(readInt128())
    case .largest, .smallest:
      let exists = readUInt8() != 0
      let number = readInt64()
      let value = exists ? number : nil
      return function == .largest ? .largest(value) : .smallest(value)
    case .distinct:
      let count = readUInt32()
      var texts: Set<[UInt8]> = []
      for _ in 0..<count { texts.insert(readCounted()) }
      return .distinct(texts)
    }
  }

  private mutating func readContribution() -> Contribution {
    let order = readEventOrder()
    let byteCount = readInt64()
    let lineCount = readUInt32()
    var lines: [Contribution.Line] = []
    for index in 0..<lineCount {
      let place = index == 0 ? order.place : readPlace()
      let digest = SHA256Digest(
        words: (readUInt64(), readUInt64(), readUInt64(), readUInt64()))
      lines.append(Contribution.Line(place: place, digest: digest))
    }
    return Contribution(order: order, byteCount: byteCount, lines: .digests(lines))
  }
}
