internal import ByteScan

/// Numbers as exports write them: `1234`, `1,234`, and with a unit `1.5`.
enum RecordNumber {
  /// Reads a number of units, in bytes or as it is.
  ///
  /// Commas may group the digits before the point by three. A fraction is rounded down to whole
  /// bytes, and only allowed where the unit is more than one.
  ///
  /// - Throws: ``RecordFault`` `badNumber`, or `negativeSize` for a number below zero.
  /// - Complexity: O(*n*) in the bytes.
  static func read(
    _ block: Span<UInt8>, _ range: Range<Int>, factor: Int64
  ) throws(RecordFault) -> Int64 {
    if let digits = plain(block.extracting(range)) {
      let (bytes, overflows) = digits.multipliedReportingOverflow(by: factor)
      if overflows { throw .badNumber }
      return bytes
    }
    var value: Int64 = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = block[offset]
      if byte.isAsciiDigit {
        let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
        let (sum, tooLarge) = tens.addingReportingOverflow(Int64(byte &- 0x30))
        if tooMany || tooLarge { throw .badNumber }
        value = sum
      } else if byte == UInt8(ascii: ",") {
        guard offset > range.lowerBound, groups(block, offset, range.upperBound) else {
          throw .badNumber
        }
      } else {
        break
      }
      offset += 1
    }
    guard offset > range.lowerBound else {
      let isNegative =
        block[offset] == UInt8(ascii: "-") && offset + 1 < range.upperBound
        && block[offset + 1].isAsciiDigit
      throw isNegative ? .negativeSize : .badNumber
    }
    let (bytes, overflows) = value.multipliedReportingOverflow(by: factor)
    if overflows { throw .badNumber }
    if offset == range.upperBound { return bytes }
    guard block[offset] == UInt8(ascii: "."), factor > 1, offset + 1 < range.upperBound else {
      throw .badNumber
    }
    return try bytes + fraction(block, (offset + 1)..<range.upperBound, of: factor)
  }

  /// The number of 1 to 18 digits and nothing else, which nearly all are; no sum of them overflows.
  @inline(__always)
  static func plain(_ text: Span<UInt8>) -> Int64? {
    guard text.count > 0, text.count <= 18 else { return nil }
    var value: Int64 = 0
    for index in text.indices {
      let digit = text[index] &- 0x30
      if digit > 9 { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// Whether three digits and no fourth follow a comma.
  private static func groups(_ block: Span<UInt8>, _ comma: Int, _ end: Int) -> Bool {
    guard comma + 3 < end else { return false }
    for place in (comma + 1)...(comma + 3) where !block[place].isAsciiDigit { return false }
    return comma + 4 >= end || !block[comma + 4].isAsciiDigit
  }

  private static func fraction(
    _ block: Span<UInt8>, _ digits: Range<Int>, of factor: Int64
  ) throws(RecordFault) -> Int64 {
    // Nine digits tell every byte of a unit up to a gigabyte.
    var value: Int64 = 0
    var scale: Int64 = 1
    for offset in digits {
      guard block[offset].isAsciiDigit else { throw .badNumber }
      guard scale < 1_000_000 else { continue }
      value = value * 10 + Int64(block[offset] &- 0x30)
      scale *= 10
    }
    return Int64(clamping: Int128(value) * Int128(factor) / Int128(scale))
  }
}
