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
  /// The keys of CEF.
  private var keys: KeySequence
  /// Texts of which each must be a value of the header, one after the other, and where each ends.
  private let expected: [UInt8]
  private let expectedEnds: [Int]

  init(_ names: [String?], isCEF: Bool, expecting expected: [String]) {
    self.isCEF = isCEF
    let header = isCEF ? Self.cefNames : Self.leefNames
    headerSlots = header.map { name in names.firstIndex { $0 == name } }
    self.names = SlotNames(
      names.map { name in name.flatMap { header.contains($0) ? nil : $0 } })
    keys = KeySequence(self.names)
    self.expected = expected.flatMap { Array($0.utf8) }
    var end = 0
    expectedEnds = expected.map { text in
      end += text.utf8.count
      return end
    }
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
      while true {
        offset = block.nearOffset(
          of: UInt8(ascii: "|"), or: isCEF ? UInt8(ascii: "\\") : UInt8(ascii: "|"), from: offset,
          to: line.upperBound)
        guard offset < line.upperBound, block[offset] == UInt8(ascii: "\\") else { break }
        hasEscapes = true
        offset += 2
      }
      guard offset < line.upperBound else { return .rejected(.malformed) }
      if let slot = headerSlots[index] {
        cells.set(slot, start, offset, hasEscapes ? .backslash : .plain)
      }
      found += expectedCount(block, start..<offset)
      if index == 0, !isCEF { isSecondLEEF = block[start] == UInt8(ascii: "2") }
      offset += 1
    }
    guard found >= expectedEnds.count else { return .ignored(.irrelevant) }
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

  /// How many of the expected texts a value of the header is.
  @inline(__always)
  private func expectedCount(_ block: Span<UInt8>, _ value: Range<Int>) -> Int {
    var (found, first) = (0, 0)
    for end in expectedEnds {
      if end &- first == value.count,
        expected.span.extracting(first..<end).hasSameBytes(as: block.extracting(value))
      {
        found += 1
      }
      first = end
    }
    return found
  }

  /// A value ends before the word that the next `=` follows.
  private mutating func cutExtension(
    _ block: Span<UInt8>, _ range: Range<Int>, into cells: inout RecordCells
  ) {
    let end = range.upperBound
    var start = range.lowerBound
    while start < end, block[start] == 0x20 { start += 1 }
    var places = cells.places
    var slot = -1
    var valueStart = -1
    var hasEscapes = false
    // The last blank of the value that is no part of an escape, as far as it has been looked at.
    var blank = -1
    var lookedTo = start
    // Which bytes from `base` on may end a key or begin an escape.
    var base = start
    var marks = Self.marks(block, base)
    keys.begin()
    while true {
      while marks == 0, base &+ 64 < end {
        base &+= 64
        marks = Self.marks(block, base)
      }
      let found = base &+ marks.trailingZeroBitCount
      guard marks != 0, found < end else { break }
      marks &= marks &- 1
      let isFirst = valueStart < 0
      let isEscape = block[found] == UInt8(ascii: "\\")
      let keyStart: Int
      let nextSlot: Int
      if !isEscape,
        let expected = keys.expected(
          in: block, from: isFirst ? start : lookedTo, before: found &+ 1, isFirst: isFirst)
      {
        (nextSlot, keyStart) = expected
      } else {
        var place = found
        while place > lookedTo, block[place - 1] != 0x20 { place -= 1 }
        if place > lookedTo { blank = place - 1 }
        if isEscape {
          hasEscapes = true
          lookedTo = min(found + 2, end)
          // The byte behind it means nothing.
          if lookedTo - base < 64 {
            marks &= ~0 << UInt64(lookedTo - base)
          } else {
            base = lookedTo
            marks = Self.marks(block, base)
          }
          continue
        }
        lookedTo = found + 1
        guard isFirst || (blank >= 0 && blank + 1 < found) else { continue }
        keyStart = isFirst ? start : blank + 1
        nextSlot = keys.slot(of: keyStart..<found, in: block)
      }
      if slot >= 0 {
        Self.set(slot, valueStart, keyStart, hasEscapes, of: block, in: &places)
      }
      slot = nextSlot
      valueStart = found &+ 1
      lookedTo = valueStart
      hasEscapes = false
      blank = -1
    }
    if slot >= 0 { Self.set(slot, valueStart, end, hasEscapes, of: block, in: &places) }
  }

  @inline(__always)
  private static func marks(_ block: Span<UInt8>, _ offset: Int) -> UInt64 {
    block.marks(of: UInt8(ascii: "="), or: UInt8(ascii: "\\"), at: offset)
  }

  /// Sets a value unless its key came before; the blanks behind it do not belong to it.
  @inline(__always)
  private static func set(
    _ slot: Int, _ start: Int, _ end: Int, _ hasEscapes: Bool, of block: Span<UInt8>,
    in places: inout RecordCells.Places
  ) {
    var end = end
    while end > start, block[end &- 1] == 0x20 { end &-= 1 }
    if end > start, !places.isSet(slot) {
      places.set(slot, start, end, hasEscapes ? .backslash : .plain)
    }
  }
}
