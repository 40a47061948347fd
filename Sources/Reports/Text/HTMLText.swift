internal import EventModel

/// HTML being written: markup as it is, everything else as text.
///
/// Text that came from logs, rules or rosters goes through ``text(_:)`` or an attribute, and can
/// become neither markup nor script; control characters, bidirectional controls and invisible
/// characters are shown as what they are.
struct HTMLText {
  private(set) var bytes: [UInt8] = []

  /// Appends markup that this program has written itself.
  mutating func markup(_ markup: String) { bytes += markup.utf8 }

  /// Appends a text, made harmless.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  mutating func text(_ text: String) {
    for byte in VisibleText.of(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
  }

  /// Appends an element that holds a text; `opening` is what stands between its angle brackets.
  mutating func element(_ opening: String, _ text: String) {
    markup("<\(opening)>")
    self.text(text)
    markup("</\(opening.prefix { $0 != " " })>")
  }

  /// Appends an attribute, with a blank before it.
  mutating func attribute(_ name: String, _ value: String) {
    markup(" \(name)=\"")
    text(value)
    markup("\"")
  }
}
