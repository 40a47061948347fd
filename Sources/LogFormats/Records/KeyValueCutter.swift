internal import ByteScan
internal import EventModel

/// Takes `key=value key="quoted \"value\""` apart, as firewalls and many programs write it.
///
/// Words without `=` are passed over, and so is what a syslog daemon puts in front; of a key that comes
/// twice the first one counts.
struct KeyValueCutter: RecordCutter {
  private let names: SlotNames
  private let delimiter: UInt8

  /// The place of the first word of a record, if that is wanted.
  private let firstWord: Int?

  init(_ plan: RecordPlan) {
    names = SlotNames(plan.names)
    delimiter = plan.declaration.delimiter ?? 0x20
    firstWord = plan.places.firstIndex(of: .numbered(1))
  }

  @inline(__always)
  private func separates(_ byte: UInt8) -> Bool {
    byte == delimiter || (delimiter == 0x20 && byte == 0x09)
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    var hasPair = false
    var offset = line.lowerBound
    let end = line.upperBound
    offset = SyslogLine.afterPriority(block, line)
    if let firstWord {
      let start = offset
      while offset < end, !separates(block[offset]) { offset += 1 }
      cells.set(firstWord, start, offset)
    }
    while true {
      while offset < end, separates(block[offset]) || block[offset] == 0x20 { offset += 1 }
      guard offset < end else { break }
      let start = offset
      while offset < end, block[offset] != UInt8(ascii: "="), !separates(block[offset]) {
        offset += 1
      }
      guard offset < end, block[offset] == UInt8(ascii: "=") else { continue }
      let slot = names.slot(of: block.extracting(start..<offset))
      hasPair = true
      offset += 1
      guard offset < end, block[offset] == UInt8(ascii: "\"") else {
        let first = offset
        while offset < end, !separates(block[offset]) { offset += 1 }
        if let slot, !cells.isSet(slot) { cells.set(slot, first, offset) }
        continue
      }
      let first = offset + 1
      guard let quoted = block.quotedEnd(from: first, to: end) else { return .rejected(.openQuote) }
      offset = quoted.end + 1
      if let slot, !cells.isSet(slot) {
        cells.set(slot, first, quoted.end, quoted.hasEscapes ? .backslash : .plain)
      }
    }
    return hasPair ? .record : .rejected(.malformed)
  }
}

extension Span<UInt8> {
  /// Returns where the quote stands that ends a text in which `\` takes away the meaning of the
  /// next byte; `nil` if there is none.
  func quotedEnd(from start: Int, to end: Int) -> (end: Int, hasEscapes: Bool)? {
    var offset = start
    var hasEscapes = false
    while offset < end {
      offset = stringEnd(from: offset)
      guard offset < end else { return nil }
      let byte = self[offset]
      if byte == UInt8(ascii: "\"") { return (offset, hasEscapes) }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        offset += 1
      }
      // Other bytes at which the search stops are control characters.
      offset += 1
    }
    return nil
  }
}
