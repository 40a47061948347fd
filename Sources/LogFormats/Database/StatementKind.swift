internal import ByteScan
internal import EventModel

/// What a statement of SQL does with data, judged by its words.
enum StatementKind {
  /// Returns whether a statement reads (`select`) or takes rows out as a whole (`export`); `nil` for any
  /// other one.
  ///
  /// `COPY … TO` and `SELECT … INTO OUTFILE` are exports; `WITH` and `TABLE` read.
  ///
  /// - Complexity: O(*n*) in the bytes of the statement.
  static func action(of statement: Span<UInt8>) -> Word? {
    var start = 0
    while start < statement.count,
      statement[start].isBlank || statement[start] == 0x0A
        || statement[start] == 0x0D || statement[start] == UInt8(ascii: "(")
    { start += 1 }
    let text = statement.extracting(start..<statement.count)
    if begins(text, "copy ") { return holds(text, " to ") ? .export : nil }
    guard
      begins(text, "select") || begins(text, "with ") || begins(text, "table ")
        || begins(text, "select\n")
    else { return nil }
    return holds(text, " into outfile ") || holds(text, " into dumpfile ") ? .export : .select
  }

  private static func begins(_ text: Span<UInt8>, _ word: StaticString, at start: Int = 0) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= text.count else { return false }
    var lowered: [UInt8] = []
    for offset in start..<(start + count) {
      let byte = text[offset]
      lowered.append(byte == 0x0A || byte == 0x09 ? 0x20 : byte.asciiLowercased)
    }
    return lowered.span.equals(word)
  }

  private static func holds(_ text: Span<UInt8>, _ words: StaticString) -> Bool {
    var offset = 0
    while offset + words.utf8CodeUnitCount <= text.count {
      if text[offset] == 0x20 || text[offset] == 0x0A, begins(text, words, at: offset) {
        return true
      }
      offset += 1
    }
    return false
  }
}
