internal import ByteScan
internal import EventModel

/// One record of the Linux audit, as `type=… msg=audit(TIME:SERIAL): key=value …`.
///
/// Several records with one time and serial are one event. After byte 0x1D stands what auditd has
/// looked up for numbers (`log_format = ENRICHED`), in capital keys.
struct AuditRecord {
  /// The machine, where auditd is told to name it (`name_format`).
  var node: Range<Int>
  var type: Range<Int>
  /// `TIME:SERIAL`, as it was written.
  var serial: Range<Int>
  var time: Timestamp
  /// The values of the record, with what was looked up.
  var values: Range<Int>

  enum Failure: Error { case malformed, badTime }

  init(_ block: Span<UInt8>, _ line: Range<Int>) throws(Failure) {
    var scanner = TextScanner(line)
    node = line.lowerBound..<line.lowerBound
    if scanner.skip("node=", in: block) {
      guard let name = scanner.word(in: block) else { throw .malformed }
      node = name
    }
    guard scanner.skip("type=", in: block), let type = scanner.word(in: block),
      scanner.skip("msg=audit(", in: block), let serial = scanner.upTo(")", in: block),
      scanner.skip(":", in: block)
    else { throw .malformed }
    scanner.skipBlanks(in: block)
    (self.type, self.serial, values) = (type, serial, scanner.rest)
    var stamp = TextScanner(serial)
    guard let seconds = stamp.upTo(":", in: block), !seconds.isEmpty else { throw .malformed }
    guard let time = try? block.extracting(seconds).epochMicroseconds() else { throw .badTime }
    self.time = Timestamp(microseconds: time)
  }

  /// Returns where the value of a key stands, quotes and all; `nil` if the record has none.
  ///
  /// - Complexity: O(*n*) in the bytes of the record.
  func value(_ key: StaticString, in block: Span<UInt8>) -> Range<Int>? {
    let count = key.utf8CodeUnitCount
    var offset = values.lowerBound
    while offset + count < values.upperBound {
      if block[offset + count] == UInt8(ascii: "="),
        block.extracting(offset..<values.upperBound).starts(with: key),
        offset == values.lowerBound || Self.separates(block[offset - 1])
      {
        return Self.valueRange(block, from: offset + count + 1, to: values.upperBound)
      }
      // What stands in quotes is no key.
      if block[offset] == UInt8(ascii: "\"") {
        offset = block.firstOffset(of: UInt8(ascii: "\""), from: offset + 1) ?? values.upperBound
      }
      offset += 1
    }
    return nil
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x1D || byte == UInt8(ascii: "'")
  }

  private static func valueRange(_ block: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    var offset = start
    if offset < end, block[offset] == UInt8(ascii: "\"") {
      offset += 1
      while offset < end, block[offset] != UInt8(ascii: "\"") { offset += 1 }
      return start..<min(offset + 1, end)
    }
    while offset < end, !separates(block[offset]) { offset += 1 }
    return start..<offset
  }

  /// Returns the text of a value: without its quotes, or out of the hex digits that stand for it.
  ///
  /// A name with a blank, a quote or a byte that is no printable ASCII is written in hex without quotes;
  /// `(null)` and `?` are missing.
  func text(_ key: StaticString, in block: Span<UInt8>) -> [UInt8]? {
    guard let range = value(key, in: block), !range.isEmpty else { return nil }
    let value = block.extracting(range)
    if value[0] == UInt8(ascii: "\"") {
      let end = value.count > 1 && value[value.count - 1] == UInt8(ascii: "\"") ? 1 : 0
      return [UInt8](value.extracting(1..<(value.count - end)))
    }
    if value.equals("(null)") || value.equals("?") { return nil }
    guard value.count % 2 == 0, value.count > 0 else { return [UInt8](value) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count / 2)
    var offset = 0
    while offset < value.count {
      guard let high = SquidText.hexDigit(value[offset]),
        let low = SquidText.hexDigit(value[offset + 1])
      else { return [UInt8](value) }
      bytes.append(high << 4 | low)
      offset += 2
    }
    return bytes
  }

  /// Returns a number that stands in hex without a mark, as the arguments of a call do.
  func argument(_ key: StaticString, in block: Span<UInt8>) -> UInt64? {
    guard let range = value(key, in: block), 1...16 ~= range.count else { return nil }
    var number: UInt64 = 0
    for offset in range {
      guard let digit = SquidText.hexDigit(block[offset]) else { return nil }
      number = number << 4 | UInt64(digit)
    }
    return number
  }

  /// Returns a number that stands in octal, as flags of OPENAT2 do.
  func octal(_ key: StaticString, in block: Span<UInt8>) -> UInt64? {
    guard let range = value(key, in: block), 1...21 ~= range.count else { return nil }
    var number: UInt64 = 0
    for offset in range {
      guard UInt8(ascii: "0")...UInt8(ascii: "7") ~= block[offset] else { return nil }
      number = number << 3 | UInt64(block[offset] - UInt8(ascii: "0"))
    }
    return number
  }
}
