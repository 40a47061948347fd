internal import ByteScan

/// Writes JSON values into a byte buffer, in one fixed order and spelling.
///
/// The text of a log is hostile: besides what JSON demands, DEL, the C1 controls, invisible
/// characters and the bidirectional controls are written as `\u` escapes, so that a report shown on
/// a terminal or in an editor cannot reorder or erase what a person reads.
package enum JSONText {
  /// Appends a string, in quotes.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  package static func append(_ text: String, to buffer: inout [UInt8]) {
    append(text.utf8.span, to: &buffer)
  }

  /// Appends bytes of a log as a string, in quotes; a byte that is not UTF-8 becomes the four
  /// characters `\xNN`.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package static func append(_ bytes: Span<UInt8>, to buffer: inout [UInt8]) {
    buffer.append(UInt8(ascii: "\""))
    var offset = 0
    while offset < bytes.count {
      let start = offset
      while offset < bytes.count, isPlain(bytes[offset]) { offset += 1 }
      if offset > start { buffer.append(copying: bytes.extracting(start..<offset)) }
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      let (scalar, byteCount) = UTF8Decoding.scalar(in: bytes, at: offset)
      if let scalar {
        append(scalar, to: &buffer)
      } else {
        buffer.append(contentsOf: #"\\x"#.utf8)
        buffer.append(hexDigit(byte >> 4))
        buffer.append(hexDigit(byte & 15))
      }
      offset += byteCount
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Appends an integer.
  package static func append(_ number: some BinaryInteger, to buffer: inout [UInt8]) {
    guard let small = Int64(exactly: number), small >= 0 else {
      buffer.append(contentsOf: String(number).utf8)
      return
    }
    let start = buffer.count
    var rest = small
    repeat {
      buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    buffer[start...].reverse()
  }

  /// Whether the byte is an ASCII character that stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func append(_ scalar: Unicode.Scalar, to buffer: inout [UInt8]) {
    switch scalar {
    case "\"": buffer.append(contentsOf: #"\""#.utf8)
    case "\\": buffer.append(contentsOf: #"\\"#.utf8)
    case "\n": buffer.append(contentsOf: #"\n"#.utf8)
    case "\r": buffer.append(contentsOf: #"\r"#.utf8)
    case "\t": buffer.append(contentsOf: #"\t"#.utf8)
    default:
      if HarmfulScalars.contains(scalar) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          appendEscape(of: unit, to: &buffer)
        }
      } else {
        buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private static func appendEscape(of unit: UInt16, to buffer: inout [UInt8]) {
    buffer.append(contentsOf: #"\u"#.utf8)
    for shift in stride(from: 12, through: 0, by: -4) {
      buffer.append(hexDigit(UInt8(truncatingIfNeeded: (unit >> shift) & 15)))
    }
  }

  static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
