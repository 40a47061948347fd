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
  /// Which values of the header are wanted, and where they go.
  private let wanted: [(column: Int, slot: Int)]
  private let names: SlotNames
  private var pairs = KeyPairs()
  private var headers: EventHeaders

  /// - Parameters:
  ///   - names: The names of the wanted values.
  ///   - isCEF: Whether records are CEF, else LEEF.
  ///   - expected: Texts of which each must be a value of the header.
  init(_ names: [String?], isCEF: Bool, expecting expected: [String]) {
    self.isCEF = isCEF
    let header = isCEF ? Self.cefNames : Self.leefNames
    wanted = header.enumerated().compactMap { column, name in
      names.firstIndex { $0 == name }.map { (column, $0) }
    }
    self.names = SlotNames(
      names.map { name in name.flatMap { header.contains($0) ? nil : $0 } })
    headers = EventHeaders(columnCount: header.count, isCEF: isCEF, expecting: expected)
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    guard let header = headers.find(in: block, line) else { return .rejected(.malformed) }
    guard headers.isExpected(header) else { return .ignored(.irrelevant) }
    for (column, slot) in wanted {
      let value = headers.value(column, of: header, at: line.lowerBound)
      cells.set(slot, value.range.lowerBound, value.range.upperBound, value.form)
    }
    var offset = headers.end(of: header, at: line.lowerBound)
    let form: KeyPairs.Form =
      isCEF ? .extension : .bars(delimiter(block, &offset, line))
    _ = cells.set(
      &pairs, names, block, offset..<line.upperBound, as: form)
    return .record
  }

  /// Reads the delimiter that a LEEF 2.0 header names; without one it is the tab.
  private func delimiter(
    _ block: Span<UInt8>, _ offset: inout Int, _ line: Range<Int>
  ) -> UInt8 {
    let end = line.upperBound
    guard block[line.lowerBound + "LEEF:".utf8.count] == UInt8(ascii: "2") else {
      return block.extracting(offset..<end).firstOffset(of: 0x09) == nil
        ? UInt8(ascii: "|") : 0x09
    }
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
}
