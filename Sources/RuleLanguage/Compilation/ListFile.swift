internal import ByteScan
internal import EventModel

/// One value of a list file.
struct ListFileValue: Sendable {
  var text: String
  /// The last day on which it counts.
  var until: CivilDate?
  /// The offsets of its line.
  var range: Range<Int>
}

/// Reads the lines of a list file: one value each, with `until DATE`, `reason "…"` and `by "…"`
/// after it.
struct ListFileReader {
  /// What stands on a line.
  enum Content {
    /// Nothing but a value without blanks, without quotes and without a comment.
    case plain
    case value(ListFileValue)
    /// What is wrong with it.
    case mistake(Complaint)
  }

  private let source: SourceText
  private var line = 0

  init(_ source: SourceText) { self.source = source }

  /// Returns the next line that is neither empty nor a comment, and the offsets of what is on it.
  ///
  /// - Complexity: O(*n*) in the bytes of the line; a plain value is not copied.
  mutating func next() -> (range: Range<Int>, content: Content)? {
    while line < source.lineCount {
      line += 1
      let range = source.range(ofLine: line)
      if range.isEmpty { continue }
      if Self.isPlain(source.bytes.span.extracting(range)) { return (range, .plain) }
      var rest = ListLine(source.text(range))
      guard let text = rest.readValue() else { continue }
      var value = ListFileValue(text: text, range: range)
      if let mistake = rest.readOptions(into: &value) { return (range, .mistake(mistake)) }
      return (range, .value(value))
    }
    return nil
  }

  /// Whether a line is nothing but a value: most lines are.
  private static func isPlain(_ line: Span<UInt8>) -> Bool {
    guard line[0] != UInt8(ascii: "#"), line[0] != UInt8(ascii: "\"") else { return false }
    // 0xC2, 0xE2, 0xE3 0x80 and 0xEF begin, among others, the blanks beyond ASCII.
    var before: UInt8 = 0
    for index in line.indices {
      let byte = line[index]
      if byte <= 0x20 { return false }
      if byte >= 0x80 {
        if byte == 0xC2 || byte == 0xE2 || byte == 0xEF { return false }
        if byte == 0x80, before == 0xE3 { return false }
      }
      before = byte
    }
    return true
  }
}

/// What is left of a line of a list file.
private struct ListLine {
  private var rest: Substring

  init(_ line: String) {
    rest = line[...]
    trim()
  }

  private mutating func trim() {
    rest = rest.drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace || last == "\u{FEFF}" { rest.removeLast() }
  }

  /// Reads the value, or returns `nil` for an empty line and a comment.
  mutating func readValue() -> String? {
    guard let first = rest.first, first != "#" else { return nil }
    if first == "\"" { return readQuoted() ?? String(rest) }
    var end = rest.startIndex
    while end < rest.endIndex, !isEndOfValue(at: end) { end = rest.index(after: end) }
    var value = rest[..<end]
    rest = rest[end...]
    trim()
    while value.last?.isWhitespace == true { value.removeLast() }
    return String(value)
  }

  /// Whether a comment or an option begins after the white space at an index.
  private func isEndOfValue(at index: Substring.Index) -> Bool {
    guard rest[index].isWhitespace else { return false }
    let after = rest[index...].drop(while: \.isWhitespace)
    if after.first == "#" { return true }
    for (word, isStart) in [
      ("until", { (c: Character) in c.isNumber }), ("reason", { $0 == "\"" }),
      ("by", { $0 == "\"" }),
    ] as [(String, (Character) -> Bool)] {
      guard after.hasPrefix(word) else { continue }
      let value = after.dropFirst(word.count)
      guard value.first?.isWhitespace == true,
        let first = value.drop(while: \.isWhitespace).first
      else { continue }
      if isStart(first) { return true }
    }
    return false
  }

  private mutating func readQuoted() -> String? {
    let inner = rest.dropFirst()
    guard let close = inner.firstIndex(of: "\"") else { return nil }
    let text = String(inner[..<close])
    rest = inner[inner.index(after: close)...]
    trim()
    return text
  }

  /// Reads what stands after the value; returns what is wrong with it.
  mutating func readOptions(into value: inout ListFileValue) -> Complaint? {
    while let first = rest.first, first != "#" {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count)
      trim()
      switch word {
      case "until":
        let text = rest.prefix { !$0.isWhitespace }
        guard let date = CivilDate(parsing: text) else {
          return .listDate
        }
        value.until = date
        rest = rest.dropFirst(text.count)
        trim()
      case "reason", "by":
        guard rest.first == "\"", readQuoted() != nil else {
          return .listText(after: String(word))
        }
      default:
        return .listWord(Phrase.shortened(String(word)))
      }
    }
    return nil
  }
}
