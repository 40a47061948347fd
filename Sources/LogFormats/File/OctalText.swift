internal import ByteScan

/// Undoes `\351\241\247` and `\\`, as OpenSSH writes bytes that are no printable ASCII.
enum OctalText {
  static func decoded(_ text: Span<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      offset += 1
      guard byte == UInt8(ascii: "\\"), offset < text.count else {
        decoded.append(byte)
        continue
      }
      if let value = text.octalByte(at: offset) {
        decoded.append(value)
        offset += 3
      } else {
        decoded.append(text[offset])
        offset += 1
      }
    }
    return decoded
  }
}

extension Span<UInt8> {
  /// The byte that three octal digits stand for, as the logs of Unix programs write it behind a backslash;
  /// `nil` if there are fewer, or they are more than a byte.
  func octalByte(at start: Int) -> UInt8? {
    guard start + 3 <= count else { return nil }
    var value = 0
    for offset in start..<(start + 3) {
      let digit = self[offset] &- 0x30
      guard digit < 8 else { return nil }
      value = value * 8 + Int(digit)
    }
    return UInt8(exactly: value)
  }
}
