/// Reads single characters from bytes that may be anything.
enum UTF8Decoding {
  /// Returns the character at an offset and its length in bytes; `nil` and 1 for a byte that does
  /// not begin a well-formed sequence (The Unicode Standard, table 3-7).
  static func scalar(
    in bytes: Span<UInt8>, at offset: Int
  ) -> (scalar: Unicode.Scalar?, byteCount: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: count = 2
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: count = 3
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: count = 4
    default: return (nil, 1)
    }
    guard offset + count <= bytes.count, second.contains(bytes[offset + 1]) else { return (nil, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for index in 1..<count {
      let byte = bytes[offset + index]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value), count)
  }
}
