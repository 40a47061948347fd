/// A line of a log in a form that people can read, where the bytes as they are stored are not UTF-8.
///
/// What is hashed, and what places point at, is the line as it is stored.
package struct StoredText: Hashable, Sendable {
  /// The line as UTF-8; bytes that are no text are kept.
  package var text: [UInt8]
  /// How the line is stored: `cp932`.
  package var encoding: String

  /// Creates the readable form of a line.
  package init(text: [UInt8], encoding: String) {
    self.text = text
    self.encoding = encoding
  }
}
