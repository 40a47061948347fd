/// Lays out a whole rule file: its declarations, and the empty lines between them.
struct FileLayout {
  private let builder: LayoutBuilder
  private let declarations: [(syntax: DeclarationSyntax, tokens: Range<Int>)]
  /// The width of the widest name, and of the widest type, in the run of each declaration.
  private var nameWidths: [Int] = []
  private var typeWidths: [Int] = []

  init(_ source: SourceText, _ file: FileSyntax) {
    let builder = LayoutBuilder(source)
    self.builder = builder
    declarations = file.declarations.map { ($0, builder.tokens.indices(in: $0.range)) }
    for run in Self.runs(of: declarations, builder.tokens) {
      func widest(_ place: Int) -> Int {
        declarations[run].map { declaration in
          let index = declaration.tokens.lowerBound + place
          return index < declaration.tokens.upperBound ? builder.tokens.items[index].width : 0
        }.max() ?? 0
      }
      nameWidths += repeatElement(widest(1), count: run.count)
      typeWidths += repeatElement(widest(3), count: run.count)
    }
  }

  /// Returns the text of the file in its canonical form.
  func text() -> String {
    var parts = [builder.run(0..<2)]
    var previous: DeclarationSyntax?
    for index in declarations.indices {
      let (syntax, tokens) = declarations[index]
      let isApart = builder.tokens.followsEmptyLine(tokens.lowerBound)
      parts.append(
        isApart || Self.needsEmptyLine(after: previous, before: syntax) ? .emptyLine : .newline)
      parts.append(layout(at: index))
      previous = syntax
    }
    let end = builder.tokens.items.count - 1
    parts.append(builder.tokens.followsEmptyLine(end) ? .emptyLine : .newline)
    parts.append(.token(end))
    return LayoutPrinter.text(of: .sequence(parts), builder.tokens)
  }

  /// Whether an empty line stands between two declarations whatever their author thought of it.
  private static func needsEmptyLine(
    after previous: DeclarationSyntax?, before next: DeclarationSyntax
  ) -> Bool {
    if next.content.isBlock { return true }
    if case .use = next.content { return false }
    guard let previous else { return true }
    if case .use = previous.content { return true }
    return previous.content.isBlock
  }

  private func layout(at index: Int) -> Layout {
    let (syntax, tokens) = declarations[index]
    let start = tokens.lowerBound
    switch syntax.content {
    case .rule(let rule): return builder.rule(rule, tokens)
    case .calendar, .allow, .format: return builder.block(tokens, syntax.content)
    case .define(_, let pattern): return builder.define(pattern, tokens)
    case .constant, .set:
      let width = nameWidths[index]
      return .sequence([
        .token(start), .space(1), .token(start + 1),
        .space(1 + width - builder.tokens.items[start + 1].width),
        .token(start + 2), .space(1), builder.run(start + 3..<tokens.upperBound),
      ])
    case .list(let list): return layout(of: list, at: index)
    case .extend(_, let set):
      let values = builder.tokens.index(at: set.range.lowerBound)
      return .sequence([builder.run(start..<values), .space(1), builder.literalSet(set)])
    case .disable:
      return .group(
        .sequence([
          builder.run(start..<start + 3),
          .indented(
            2,
            .sequence([
              .blank, builder.run(start + 3..<start + 5), .blank,
              builder.run(start + 5..<tokens.upperBound),
            ])),
        ]))
    case .use, .broken: return builder.run(tokens)
    }
  }

  private func layout(of list: ListSyntax, at index: Int) -> Layout {
    let tokens = declarations[index].tokens
    let start = tokens.lowerBound
    let name = builder.tokens.items[start + 1].width
    let type = builder.tokens.items[start + 3].width
    let rest: Layout =
      switch list.origin {
      case .inline(let set):
        .sequence([.token(start + 4), .space(1), builder.literalSet(set)])
      case .file: builder.run(start + 4..<tokens.upperBound)
      }
    return .sequence([
      .token(start), .space(1), .token(start + 1),
      .space(1 + nameWidths[index] - name), .token(start + 2), .space(1),
      .token(start + 3), .space(1 + typeWidths[index] - type), rest,
    ])
  }

  /// Neighbouring declarations of the same word, without an empty line between them.
  private static func runs(
    of declarations: [(syntax: DeclarationSyntax, tokens: Range<Int>)], _ tokens: CommentedTokens
  ) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, declaration) in declarations.enumerated() {
      let start = declaration.tokens.lowerBound
      if let last = runs.last, !tokens.followsEmptyLine(start),
        tokens[start].kind == tokens[declarations[index - 1].tokens.lowerBound].kind
      {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}

extension DeclarationSyntax.Content {
  /// Whether it is a paragraph of its own.
  fileprivate var isBlock: Bool {
    switch self {
    case .rule, .calendar, .allow, .format, .define: true
    case .use, .constant, .set, .list, .extend, .disable, .broken: false
    }
  }
}

extension CommentedTokens {
  /// Whether an empty line stands before a token and its comments.
  func followsEmptyLine(_ index: Int) -> Bool {
    let item = items[index]
    return item.commentsBefore.first?.followsEmptyLine ?? item.followsEmptyLine
  }
}

extension LayoutBuilder {
  /// Returns a `define`: on one line if it asks one thing only.
  func define(_ pattern: PatternSyntax, _ indices: Range<Int>) -> Layout {
    let start = tokens.index(at: pattern.range.lowerBound)
    let head = [run(indices.lowerBound..<start), .space(1)] + kinds(of: pattern)
    let parts = [pattern.condition, pattern.exemption].compactMap { $0 }
    let gap: Layout = parts.count == 1 && parts[0].isSingle ? .blank : .newline
    let lines = parts.map { part in
      let keyword = tokens.index(at: part.range.lowerBound) - 1
      return Layout.sequence([
        gap, .token(keyword), .space(1), condition(part, indent: 2),
      ])
    }
    return .group(.sequence(head + [.indented(2, .sequence(lines))]))
  }
}

extension ExpressionSyntax {
  /// Whether it is neither an `and` nor an `or`.
  fileprivate var isSingle: Bool {
    switch self {
    case .all, .any: false
    case .not, .group, .calendar, .quantified, .test: true
    }
  }
}
