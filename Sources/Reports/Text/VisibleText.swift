/// Text from logs in a form that a terminal shows harmlessly.
package enum VisibleText {
  /// Returns the text with control characters as `\x1b` and bidirectional controls as `⟦U+202E⟧`.
  ///
  /// Line feeds are escaped too: one value can never look like two lines of a report.
  ///
  /// - Complexity: O(*n*) in the length of the text; a harmless text is returned as it is.
  package static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: HarmfulScalars.contains) else { return text }
    var visible = ""
    for scalar in text.unicodeScalars {
      if !HarmfulScalars.contains(scalar) {
        visible.unicodeScalars.append(scalar)
      } else if scalar.value < 0x100 {
        visible += #"\x"# + hexadecimal(scalar.value, digitCount: 2)
      } else {
        visible += "⟦U+\(hexadecimal(scalar.value, digitCount: 4).uppercased())⟧"
      }
    }
    return visible
  }

  /// Returns bytes of a log as harmless text; a byte that is not UTF-8 becomes `\x8e`.
  package static func of(_ bytes: [UInt8]) -> String {
    var text = ""
    var offset = 0
    while offset < bytes.count {
      let (scalar, byteCount) = UTF8Decoding.scalar(in: bytes.span, at: offset)
      if let scalar {
        text.unicodeScalars.append(scalar)
      } else {
        text += #"\x"# + hexadecimal(UInt32(bytes[offset]), digitCount: 2)
      }
      offset += byteCount
    }
    return of(text)
  }

  private static func hexadecimal(_ value: UInt32, digitCount: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
  }
}
