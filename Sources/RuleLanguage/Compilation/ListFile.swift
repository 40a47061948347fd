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

/// Reads a list file: one value a line, with `until DATE`, `reason "…"` and `by "…"` after it.
///
/// - Returns: The values, and the ranges of lines that cannot be read with what is wrong.
/// - Complexity: O(*n*) in the bytes.
func readListFile(
  _ source: SourceText
) -> (values: [ListFileValue], mistakes: [(range: Range<Int>, complaint: Complaint)]) {
  var values: [ListFileValue] = []
  var mistakes: [(range: Range<Int>, complaint: Complaint)] = []
  var start = 0
  for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    let range = start..<(start + line.count)
    start += line.count + 1
    if let value = plainValue(of: line) {
      values.append(ListFileValue(text: value, range: range))
      continue
    }
    var rest = ListLine(String(decoding: line, as: UTF8.self))
    guard let text = rest.readValue() else { continue }
    var value = ListFileValue(text: text, range: range)
    if let mistake = rest.readOptions(into: &value) {
      mistakes.append((range, mistake))
    } else {
      values.append(value)
    }
  }
  return (values, mistakes)
}

/// Returns the value of a line that is nothing but a value without blanks: most lines are.
private func plainValue(of line: ArraySlice<UInt8>) -> String? {
  var line = line
  if line.last == UInt8(ascii: "\r") { line.removeLast() }
  guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\"") else {
    return nil
  }
  // 0xC2, 0xE2, 0xE3 0x80 and 0xEF begin, among others, the blanks beyond ASCII.
  var before: UInt8 = 0
  for byte in line {
    if byte <= 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xEF { return nil }
    if byte == 0x80, before == 0xE3 { return nil }
    before = byte
  }
  return String(decoding: line, as: UTF8.self)
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
    let value = rest[..<end]
    rest = rest[end...]
    trim()
    return String(value.reversed().drop(while: \.isWhitespace).reversed())
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
