/// The tokens of a rule file as they are to be written, each with the comments that belong to it.
///
/// A comment at the end of a line belongs to the token before it; one on a line of its own to the
/// token after it, be it only the bracket that closes a block or the end of the file.
struct CommentedTokens: Sendable {
  struct Comment: Sendable {
    var text: String
    /// Whether an empty line stands before it.
    var followsEmptyLine: Bool
  }

  struct Item: Sendable {
    var token: Token
    /// The canonical text.
    var text: String
    /// In columns of a terminal.
    var width: Int
    /// Whether an empty line stands between it and the comment or token before it.
    var followsEmptyLine: Bool
    var commentsBefore: [Comment] = []
    var commentAfter: String?
  }

  private(set) var items: [Item] = []

  init(_ source: SourceText) {
    let tokenized = Lexer.tokenize(source)
    var comments = tokenized.comments[...]
    var end = 0
    for token in tokenized.tokens {
      var before: [Comment] = []
      while let range = comments.first,
        range.lowerBound < token.range.lowerBound || token.kind == .end
      {
        comments.removeFirst()
        let lineFeeds = Self.lineFeeds(in: source, end..<range.lowerBound)
        let comment = Self.text(ofComment: source.text(range))
        if lineFeeds == 0, !items.isEmpty {
          append(comment: comment, to: items.count - 1)
        } else {
          before.append(Comment(text: comment, followsEmptyLine: lineFeeds > 1))
        }
        end = range.upperBound
      }
      if token.kind == .symbol(.closeParenthesis) { before = dropComma() + before }
      let text = token.written(in: source)
      items.append(
        Item(
          token: token, text: text, width: columnCount(of: text),
          followsEmptyLine: Self.lineFeeds(in: source, end..<token.range.lowerBound) > 1,
          commentsBefore: before))
      end = token.range.upperBound
    }
    moveCommentsBehindCommas()
  }

  subscript(index: Int) -> Token { items[index].token }

  /// Returns the number of the first token at or after an offset.
  ///
  /// - Complexity: O(log *n*).
  func index(at offset: Int) -> Int {
    var low = 0
    var high = items.count - 1
    while low < high {
      let middle = (low + high) / 2
      if items[middle].token.range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Returns the numbers of the tokens in a range of offsets.
  func indices(in range: Range<Int>) -> Range<Int> {
    let start = index(at: range.lowerBound)
    return start..<max(start, index(at: range.upperBound))
  }

  /// Whether a comment stands somewhere between the first and the last of the tokens.
  func hasInnerComment(_ tokens: [Int]) -> Bool {
    tokens.dropLast().contains { items[$0].commentAfter != nil }
      || tokens.dropFirst().contains { !items[$0].commentsBefore.isEmpty }
  }

  /// Takes the comma after the last value of a list away, which is not written.
  ///
  /// - Returns: The comments that stood before it.
  private mutating func dropComma() -> [Comment] {
    guard items.count > 1, items[items.count - 1].token.kind == .symbol(.comma) else { return [] }
    let comma = items.removeLast()
    if let comment = comma.commentAfter { append(comment: comment, to: items.count - 1) }
    return comma.commentsBefore
  }

  private mutating func append(comment: String, to index: Int) {
    let first = items[index].commentAfter
    items[index].commentAfter = first.map { "\($0) \(comment)" } ?? comment
  }

  private mutating func moveCommentsBehindCommas() {
    for index in items.indices.dropFirst() where items[index].token.kind == .symbol(.comma) {
      guard let comment = items[index - 1].commentAfter else { continue }
      items[index - 1].commentAfter = nil
      let own = items[index].commentAfter
      items[index].commentAfter = own.map { "\(comment) \($0)" } ?? comment
    }
  }

  private static func lineFeeds(in source: SourceText, _ range: Range<Int>) -> Int {
    source.bytes[range].count { $0 == UInt8(ascii: "\n") }
  }

  private static func text(ofComment written: String) -> String {
    var text = written.unicodeScalars
    while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    // The sign itself may be the full-width one; what follows is the author's.
    return "#" + String(text.dropFirst())
  }
}

extension Token {
  /// Returns the token as formatted files write it: ASCII, but for what stands in quotes.
  func written(in source: SourceText) -> String {
    switch kind {
    case .name(let name): return name
    case .symbol(let symbol): return symbol.rawValue
    case .text(let value):
      // Between “ and ” a full-width quote is a character; between ASCII quotes it would end the text.
      if value.unicodeScalars.contains("＂") { return source.text(range) }
      return "\""
        + value.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    case .end: return ""
    case .number, .size, .duration, .date, .time, .ip, .invalid:
      return Lexer.narrowed(source.text(range))
    }
  }
}

/// Returns how many columns of a terminal a text takes.
func columnCount(of text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + displayColumns(of: $1) }
}
