internal import Reports
internal import SystemBoundary

/// Carries arguments of any bytes through a parser that knows only text, and back.
///
/// A file name in Shift_JIS is not UTF-8. Each byte that is not part of well-formed UTF-8 becomes
/// the private-use character U+F700 + byte; such a character in the argument itself is treated
/// the same way, byte by byte, so that every argument comes back exactly as it was given.
enum ArgumentText {
  /// Returns text that stands for the bytes; plain UTF-8 stands for itself.
  ///
  /// - Complexity: O(*n*).
  static func text(of bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while !rest.isEmpty {
      var decoder = UTF8()
      var iterator = rest.prefix(4).makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&iterator), byte(of: scalar) == nil {
        text.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else if let first = rest.popFirst(), let scalar = Unicode.Scalar(0xF700 + UInt32(first)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  /// Returns the bytes that a text of ``text(of:)`` stands for.
  ///
  /// - Complexity: O(*n*).
  static func bytes(of text: String) -> [UInt8] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let byte = byte(of: scalar) {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return bytes
  }

  /// Returns the path that an argument names.
  static func path(_ text: String) -> RawPath { RawPath(bytes(of: text)) }

  /// Returns the argument in a form that a terminal shows harmlessly.
  static func visible(_ text: String) -> String { VisibleText.of(bytes(of: text)) }

  /// Returns text of several lines, such as a message of the parser, in harmless form.
  static func visibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
      .joined(separator: "\n")
  }

  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    0xF780...0xF7FF ~= scalar.value ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }
}
