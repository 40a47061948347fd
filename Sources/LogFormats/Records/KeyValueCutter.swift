internal import ByteScan
internal import EventModel

/// Takes `key=value key="quoted \"value\""` apart, as firewalls and many programs write it.
///
/// Words without `=` are passed over, and so is what a syslog daemon puts in front; of a key that comes
/// twice the first one counts.
struct KeyValueCutter: RecordCutter {
  private(set) var keys: KeySequence
  private let delimiter: UInt8
  /// What separates words too: a tab where a blank does.
  private let otherDelimiter: UInt8

  /// The place of the first word of a record, if that is wanted.
  private let firstWord: Int?

  init(_ plan: RecordPlan) {
    keys = KeySequence(SlotNames(plan.names))
    delimiter = plan.declaration.delimiter ?? 0x20
    otherDelimiter = delimiter == 0x20 ? 0x09 : delimiter
    firstWord = plan.places.firstIndex(of: .numbered(1))
  }

  /// Takes pairs apart that blanks separate.
  init(_ keys: KeySequence) {
    self.keys = keys
    (delimiter, otherDelimiter, firstWord) = (0x20, 0x09, nil)
  }

  @inline(__always)
  private func separates(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == otherDelimiter
  }

  @inline(__always)
  private func wordEnd(_ block: Span<UInt8>, from start: Int, to end: Int) -> Int {
    block.nearOffset(of: delimiter, or: otherDelimiter, from: start, to: end)
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    var places = cells.places
    places.clear()
    keys.begin()
    var hasPair = false
    let end = line.upperBound
    var offset = SyslogLine.afterPriority(block, line)
    if let firstWord {
      let start = offset
      offset = wordEnd(block, from: start, to: end)
      places.set(firstWord, start, offset)
    }
    while true {
      while offset < end, separates(block[offset]) || block[offset] == 0x20 { offset += 1 }
      guard offset < end else { break }
      let slot: Int
      if let expected = keys.expected(in: block, at: offset, to: end) {
        (slot, offset) = expected
      } else {
        let start = offset
        while offset < end, block[offset] != UInt8(ascii: "="), !separates(block[offset]) {
          offset += 1
        }
        guard offset < end, block[offset] == UInt8(ascii: "=") else { continue }
        slot = keys.slot(of: start..<offset, in: block)
        offset += 1
      }
      hasPair = true
      guard offset < end, block[offset] == UInt8(ascii: "\"") else {
        let first = offset
        offset = wordEnd(block, from: first, to: end)
        if slot >= 0, !places.isSet(slot) { places.set(slot, first, offset) }
        continue
      }
      let first = offset + 1
      // Most quotes are short and hold no escapes.
      let near = block.nearOffset(
        of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: first, to: end)
      if near < end, block[near] == UInt8(ascii: "\"") {
        offset = near &+ 1
        if slot >= 0, !places.isSet(slot) { places.set(slot, first, near) }
        continue
      }
      guard let quoted = block.quotedEnd(from: near, to: end) else { return .rejected(.openQuote) }
      offset = quoted.end + 1
      if slot >= 0, !places.isSet(slot) {
        places.set(slot, first, quoted.end, quoted.hasEscapes ? .backslash : .plain)
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
