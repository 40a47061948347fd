extension LayoutBuilder {
  /// Returns a condition; the lines after its first are indented by so much more.
  func condition(_ expression: ExpressionSyntax, indent: Int) -> Layout {
    switch expression {
    case .all(let terms), .any(let terms): return chain(terms, indent: indent)
    case .not(let inner, let range):
      return .sequence([
        .token(tokens.index(at: range.lowerBound)), .space(1), condition(inner, indent: 2),
      ])
    case .group(let inner, let range): return parentheses(in: range, around: inner)
    case .calendar(_, _, let range): return run(in: range)
    case .quantified(_, let field, let body, let range):
      switch body {
      case .tail(let tail): return test(tail, in: range)
      case .group(let inner):
        let words = tokens.indices(in: range.lowerBound..<field.range.upperBound)
        let open = words.upperBound
        return .sequence([
          run(words), .space(1),
          parentheses(in: tokens[open].range.lowerBound..<range.upperBound, around: inner),
        ])
      }
    case .test(let syntax): return test(syntax.tail, in: syntax.range)
    }
  }

  private func chain(_ terms: [ExpressionSyntax], indent: Int) -> Layout {
    var parts: [Layout] = []
    for (number, term) in terms.enumerated() {
      if number > 0 {
        let joint = tokens.index(at: terms[number - 1].range.upperBound)
        parts += [.blank, .token(joint), .space(1)]
      }
      parts.append(condition(term, indent: 2))
    }
    return .group(.indented(indent, .sequence(parts)))
  }

  private func parentheses(
    in range: Range<Int>, around inner: ExpressionSyntax
  ) -> Layout {
    let indices = tokens.indices(in: range)
    return .sequence([
      .token(indices.lowerBound), condition(inner, indent: 2), .token(indices.upperBound - 1),
    ])
  }

  /// Returns a test; values in parentheses may take several lines.
  private func test(_ tail: TailSyntax, in range: Range<Int>) -> Layout {
    let set: LiteralSetSyntax? =
      switch tail {
      case .isIn(_, .set(let set), _), .match(_, _, _, .set(let set), _): set
      default: nil
      }
    let indices = tokens.indices(in: range)
    guard let set else { return run(indices) }
    let start = tokens.index(at: set.range.lowerBound)
    guard tokens[start].kind == .symbol(.openParenthesis) else { return run(indices) }
    return .sequence([run(indices.lowerBound..<start), .space(1), literalSet(set)])
  }
}

extension LayoutBuilder {
  /// Returns event kinds with `where` and `unless`.
  ///
  /// On several lines `unless` begins one of its own; `where` does so only in a `define`.
  func pattern(_ pattern: PatternSyntax) -> Layout {
    var parts = kinds(of: pattern)
    if let syntax = pattern.condition {
      let keyword = tokens.index(at: syntax.range.lowerBound) - 1
      parts += [.space(1), .token(keyword), .space(1), condition(syntax, indent: 2)]
    }
    if let syntax = pattern.exemption {
      let keyword = tokens.index(at: syntax.range.lowerBound) - 1
      parts += [.blank, .token(keyword), .space(1), condition(syntax, indent: 2)]
    }
    return .sequence(parts)
  }

  func kinds(of pattern: PatternSyntax) -> [Layout] {
    let start = tokens.index(at: pattern.range.lowerBound)
    let end = tokens.index(at: pattern.kinds.last?.range.upperBound ?? pattern.range.upperBound)
    return [run(start..<end)]
  }
}
