/// Paths of inputs as URI references (RFC 3986).
enum FileURI {
  /// Returns a path with every byte percent-encoded that a URI reference does not take as it is.
  ///
  /// A relative path stays relative; an absolute one becomes a `file` URI.
  static func reference(to path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    // A first segment with a colon would be taken for a scheme.
    if !path.hasPrefix("/"), path.prefix(while: { $0 != "/" }).contains(":") { text = "./" }
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16).uppercased()
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
