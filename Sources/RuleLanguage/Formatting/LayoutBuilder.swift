internal import RuleProgram

/// Builds layouts of the parts of a rule file: its syntax tells what belongs together, its tokens
/// what is written.
struct LayoutBuilder {
  let tokens: CommentedTokens

  init(_ source: SourceText) { tokens = CommentedTokens(source) }

  /// Whether a blank stands between two tokens on one line; `isTight` says that `=` sets a value, as
  /// in tests, and does not compare two.
  static func isApart(_ a: Token, _ b: Token, isTight: Bool = false) -> Bool {
    switch (a.kind, b.kind) {
    case (.symbol(.openParenthesis), _), (_, .symbol(.closeParenthesis)), (_, .symbol(.comma)),
      (.symbol(.minus), _), (.symbol(.plus), _):
      return false
    case (.name(let word), .symbol(.openParenthesis)):
      return Aggregate.Function(rawValue: word) == nil && word != "usual" && word != "peak"
    case (.name, .symbol(.minus)), (.number, .symbol(.minus)), (.duration, .symbol(.minus)),
      (.size, .symbol(.minus)):
      // The hyphen of a login belongs to the name; elsewhere a minus begins a number.
      return a.range.upperBound < b.range.lowerBound
    case (.symbol(.equal), _), (_, .symbol(.equal)): return !isTight
    default: return true
    }
  }

  /// Returns tokens in one line.
  func run(_ indices: Range<Int>, isTight: Bool = false) -> Layout {
    var parts: [Layout] = []
    for index in indices {
      if index > indices.lowerBound,
        Self.isApart(tokens[index - 1], tokens[index], isTight: isTight)
      {
        parts.append(.space(1))
      }
      parts.append(.token(index))
    }
    return .sequence(parts)
  }

  /// Returns the tokens in a range of offsets, in one line.
  func run(in range: Range<Int>) -> Layout { run(tokens.indices(in: range)) }

  /// Returns a keyword, and what follows it in a column of its own.
  func column(_ keyword: Int, _ rest: Layout) -> Layout {
    let blanks = max(1, Self.columnWidth - tokens.items[keyword].width)
    return .sequence([
      .token(keyword), .space(blanks), .indented(Self.columnWidth, rest),
    ])
  }

  /// The width of the longest clause words, and the blank after them.
  static let columnWidth = 9

  /// Returns texts, one a line unless they fit on one.
  func texts(_ indices: Range<Int>) -> Layout {
    .group(.joined(indices.map(Layout.token), by: .blank))
  }

  /// Returns names with commas between them, as many on a line as fit.
  func names(_ indices: Range<Int>) -> Layout {
    var items: [Layout] = []
    for index in indices {
      if tokens[index].kind == .symbol(.comma), let last = items.popLast() {
        items.append(.sequence([last, .token(index)]))
      } else {
        items.append(.token(index))
      }
    }
    return .fill(items)
  }

  /// Returns values in parentheses, on as many lines as they need.
  func literalSet(_ set: LiteralSetSyntax) -> Layout {
    let indices = tokens.indices(in: set.range)
    let last = indices.upperBound - 1
    var items: [Layout] = []
    for value in set.values {
      let own = tokens.indices(in: value.range)
      var item = [run(own)]
      if own.upperBound < last { item.append(.token(own.upperBound)) }
      items.append(.sequence(item))
    }
    guard !items.isEmpty else {
      return .group(.sequence([.token(indices.lowerBound), .closing(last)]))
    }
    let hasComment = tokens.hasInnerComment(Array(indices))
    return .group(
      .sequence([
        .token(indices.lowerBound),
        .indented(2, .sequence([.seam, hasComment ? .joined(items, by: .blank) : .fill(items)])),
        .seam, .closing(last),
      ]))
  }

  /// Returns the number of the first token from one on that is a sign.
  func next(_ symbol: Token.Symbol, from start: Int) -> Int {
    var index = start
    while tokens[index].kind != .symbol(symbol), tokens[index].kind != .end { index += 1 }
    return index
  }

  /// The width of a layout in one line, or `nil` if comments or its own lines break it.
  func flatWidth(of layout: Layout) -> Int? {
    guard !tokens.hasInnerComment(layout.tokens) else { return nil }
    return flatColumns(of: layout)
  }

  private func flatColumns(of layout: Layout) -> Int? {
    switch layout {
    case .token(let index), .closing(let index): return tokens.items[index].width
    case .space(let count), .line(let count): return count
    case .newline, .emptyLine: return nil
    case .indented(_, let inner), .group(let inner): return flatColumns(of: inner)
    case .sequence(let parts), .fill(let parts):
      var sum = 0
      for part in parts {
        guard let columns = flatColumns(of: part) else { return nil }
        sum += columns
      }
      if case .fill = layout { sum += max(0, parts.count - 1) }
      return sum
    }
  }
}
