internal import ByteScan

/// The characters that stand for others in XML.
///
/// Source: <https://www.w3.org/TR/xml/#sec-predefined-ent>, sections 4.1 and 4.6.
enum XMLEntity {
  /// Appends the text of a range with its entities undone; what is no entity stays as it is.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func append(_ block: Span<UInt8>, _ range: Range<Int>, to decoded: inout [UInt8]) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard block[offset] == UInt8(ascii: "&"),
        let end = semicolon(block, after: offset, in: range),
        let scalar = scalar(block.extracting((offset + 1)..<end))
      else {
        decoded.append(block[offset])
        offset += 1
        continue
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { decoded.append(byte) }
      offset = end + 1
    }
  }

  private static func semicolon(
    _ block: Span<UInt8>, after start: Int, in range: Range<Int>
  ) -> Int? {
    var end = start + 1
    while end < min(range.upperBound, start + 12) {
      if block[end] == UInt8(ascii: ";") { return end }
      end += 1
    }
    return nil
  }

  private static func scalar(_ name: Span<UInt8>) -> Unicode.Scalar? {
    if name.equals("amp") { return "&" }
    if name.equals("lt") { return "<" }
    if name.equals("gt") { return ">" }
    if name.equals("quot") { return "\"" }
    if name.equals("apos") { return "'" }
    guard name.count > 1, name[0] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = name[1] | 0x20 == UInt8(ascii: "x")
    var value: UInt32 = 0
    let start = isHexadecimal ? 2 : 1
    guard start < name.count else { return nil }
    for offset in start..<name.count {
      guard let digit = SquidText.hexDigit(name[offset]), isHexadecimal || digit < 10 else {
        return nil
      }
      value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}
