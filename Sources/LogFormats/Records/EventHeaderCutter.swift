internal import ByteScan

/// Takes CEF and LEEF records apart: a header of values between `|`, then `key=value` pairs.
///
/// CEF: ArcSight Common Event Format, implementation standard 1.2 (Micro Focus); `\|` and `\\` in the header,
/// `\=`, `\\`, `\n` and `\r` in values, which may hold blanks and end before the next key. LEEF: Log Event
/// Extended Format 1.0 and 2.0 (IBM QRadar); pairs stand between tabs or, in 2.0, the byte that the
/// header names, as itself or as `x` or `0x` with its hexadecimal number. Firewalls of Palo Alto Networks write 1.0 with
/// `|` between the pairs; a record without any tab is read so.
struct EventHeaderCutter: RecordCutter {
  static let cefNames = [
    "Version", "Device Vendor", "Device Product", "Device Version", "Signature ID", "Name",
    "Severity",
  ]
  static let leefNames = ["LEEF Version", "Vendor", "Product", "Version", "EventID"]

  private let isCEF: Bool
  private let headerSlots: [Int?]
  private let names: SlotNames
  /// Texts of which each must be a value of the header.
  private let expected: [[UInt8]]

  init(_ names: [String?], isCEF: Bool, expecting expected: [String]) {
    self.isCEF = isCEF
    let header = isCEF ? Self.cefNames : Self.leefNames
    headerSlots = header.map { name in names.firstIndex { $0 == name } }
    self.names = SlotNames(
      names.map { name in name.flatMap { header.contains($0) ? nil : $0 } })
    self.expected = expected.map { Array($0.utf8) }
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    let text = block.extracting(line)
    guard isCEF ? text.starts(with: "CEF:") : text.starts(with: "LEEF:") else {
      return .rejected(.malformed)
    }
    var offset = line.lowerBound + (isCEF ? 4 : 5)
    var found = 0
    var isSecondLEEF = false
    for index in headerSlots.indices {
      let start = offset
      var hasEscapes = false
      while offset < line.upperBound, block[offset] != UInt8(ascii: "|") {
        if block[offset] == UInt8(ascii: "\\"), isCEF {
          hasEscapes = true
          offset += 1
        }
        offset += 1
      }
      guard offset < line.upperBound else { return .rejected(.malformed) }
      if let slot = headerSlots[index] {
        cells.set(slot, start, offset, hasEscapes ? .backslash : .plain)
      }
      for name in expected where name.span.hasSameBytes(as: block.extracting(start..<offset)) {
        found += 1
      }
      if index == 0, !isCEF { isSecondLEEF = block[start] == UInt8(ascii: "2") }
      offset += 1
    }
    guard found >= expected.count else { return .ignored(.irrelevant) }
    if isCEF {
      cutExtension(block, offset..<line.upperBound, into: &cells)
    } else {
      let delimiter =
        isSecondLEEF
        ? Self.delimiter(block, &offset, line.upperBound)
        : block.extracting(offset..<line.upperBound).firstOffset(of: 0x09) == nil
          ? UInt8(ascii: "|") : 0x09
      cutPairs(block, offset..<line.upperBound, between: delimiter, into: &cells)
    }
    return .record
  }

  /// Reads the delimiter that a LEEF 2.0 header names; without one it is the tab.
  private static func delimiter(_ block: Span<UInt8>, _ offset: inout Int, _ end: Int) -> UInt8 {
    guard let bar = block.extracting(offset..<end).firstOffset(of: UInt8(ascii: "|")), bar <= 4
    else { return 0x09 }
    let text = offset..<(offset + bar)
    var digits = text
    if block.extracting(digits).starts(with: "0x") {
      digits = (text.lowerBound + 2)..<text.upperBound
    } else if block.extracting(digits).starts(with: "x"), text.count > 1 {
      digits = (text.lowerBound + 1)..<text.upperBound
    }
    var value: UInt8? = bar == 0 ? 0x09 : nil
    if digits.lowerBound > text.lowerBound {
      var number: UInt32? = 0
      for place in digits {
        number = SquidText.hexDigit(block[place]).flatMap { digit in
          number.map { $0 << 4 | UInt32(digit) }
        }
      }
      value = number.flatMap { UInt8(exactly: $0) }
    } else if bar == 1 {
      value = block[text.lowerBound]
    }
    guard let value else { return 0x09 }
    offset += bar + 1
    return value
  }

  private func cutPairs(
    _ block: Span<UInt8>, _ range: Range<Int>, between delimiter: UInt8,
    into cells: inout RecordCells
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      var equal: Int?
      while end < range.upperBound, block[end] != delimiter {
        if equal == nil, block[end] == UInt8(ascii: "=") { equal = end }
        end += 1
      }
      if let equal, let slot = names.slot(of: block.extracting(start..<equal)),
        !cells.isSet(slot)
      {
        cells.set(slot, equal + 1, end)
      }
      start = end + 1
    }
  }

  /// A value ends before the word that the next `=` follows.
  private func cutExtension(
    _ block: Span<UInt8>, _ range: Range<Int>, into cells: inout RecordCells
  ) {
    let end = range.upperBound
    var offset = range.lowerBound
    while offset < end, block[offset] == 0x20 { offset += 1 }
    let start = offset
    var slot: Int?
    var valueStart = -1
    var hasEscapes = false
    // The last blank of the value that is no part of an escape, as far as it has been looked at.
    var blank = -1
    var lookedTo = start
    func close(at valueEnd: Int) {
      var valueEnd = valueEnd
      while valueEnd > valueStart, block[valueEnd - 1] == 0x20 { valueEnd -= 1 }
      if let slot, !cells.isSet(slot), valueEnd > valueStart {
        cells.set(slot, valueStart, valueEnd, hasEscapes ? .backslash : .plain)
      }
    }
    while true {
      let found = block.nearOffset(
        of: UInt8(ascii: "="), or: UInt8(ascii: "\\"), from: offset, to: end)
      guard found < end else { break }
      var place = found
      while place > lookedTo, block[place - 1] != 0x20 { place -= 1 }
      if place > lookedTo { blank = place - 1 }
      if block[found] == UInt8(ascii: "\\") {
        hasEscapes = true
        offset = min(found + 2, end)
        lookedTo = offset
        continue
      }
      offset = found + 1
      lookedTo = offset
      let isFirst = valueStart < 0
      guard isFirst || (blank >= 0 && blank + 1 < found) else { continue }
      let keyStart = isFirst ? start : blank + 1
      if !isFirst { close(at: keyStart) }
      slot = names.slot(of: block.extracting(keyStart..<found))
      valueStart = offset
      hasEscapes = false
      blank = -1
    }
    if valueStart >= 0 { close(at: end) }
  }
}
