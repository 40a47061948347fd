internal import ByteScan

extension String {
  /// Creates printable text from untrusted bytes.
  ///
  /// Well-formed UTF-8 stays. Control characters (C0, DEL, C1), line and paragraph separators,
  /// characters that change the direction of writing, the backslash itself and bytes that are no
  /// UTF-8 become `\xNN`, byte by byte, so that no two byte strings look the same.
  package init(escaping bytes: Span<UInt8>) {
    self = ""
    var offset = 0
    while offset < bytes.count {
      let length = Self.scalarByteCount(bytes[offset])
      if length > 0, offset + length <= bytes.count {
        let copy = [UInt8](bytes.extracting(offset..<(offset + length)))
        if let text = String(validating: copy, as: UTF8.self), text.unicodeScalars.count == 1,
          let scalar = text.unicodeScalars.first, !Self.isHarmful(scalar)
        {
          append(text)
          offset += length
          continue
        }
      }
      append(Self.hexEscape(bytes[offset]))
      offset += 1
    }
  }

  private static func scalarByteCount(_ first: UInt8) -> Int {
    switch first {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x5C, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF:
      true
    default: false
    }
  }

  private static func hexEscape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
  }
}
