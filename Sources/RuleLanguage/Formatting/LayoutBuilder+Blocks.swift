extension LayoutBuilder {
  /// Returns a calendar, an exception or a format: its parts in order, one a line.
  func block(_ indices: Range<Int>, _ content: DeclarationSyntax.Content) -> Layout {
    let open = next(.openBrace, from: indices.lowerBound)
    let inner = open + 1..<indices.upperBound - 1
    let parts: [(rank: Int, layout: Layout)] =
      switch content {
      case .calendar: calendarParts(inner)
      case .allow(let allow): allowParts(allow, inner)
      default: formatParts(inner)
      }
    var lines: [Layout] = []
    for part in parts.enumerated().sorted(by: { a, b in
      (a.element.rank, a.offset) < (b.element.rank, b.offset)
    }) {
      lines += [.newline, part.element.layout]
    }
    return .sequence([
      run(indices.lowerBound..<open + 1), .indented(2, .sequence(lines)), .newline,
      .closing(indices.upperBound - 1),
    ])
  }

  private func calendarParts(_ indices: Range<Int>) -> [(rank: Int, layout: Layout)] {
    var parts: [(rank: Int, layout: Layout)] = []
    var index = indices.lowerBound
    while index < indices.upperBound {
      let start = index
      index += 1
      switch tokens[start].kind {
      case .name("timezone"):
        index = endOfTexts(from: index)
        parts.append((0, run(start..<index)))
      case .name("open"):
        let first = index
        if tokens[index + 1].kind == .symbol(.minus) { index += 2 }
        let days = index + 1
        index += 4
        parts.append(
          (
            1,
            .sequence([
              .token(start), .space(1), tight(first..<days), .space(1), tight(days..<index),
            ])
          )
        )
      default:
        if tokens[index].kind == .symbol(.minus) { index += 1 }
        index += 1
        parts.append((2, run(start..<index)))
      }
    }
    return parts
  }

  /// Returns tokens without blanks: `Mon-Fri`, `08:00-20:00`.
  private func tight(_ indices: Range<Int>) -> Layout { .sequence(indices.map(Layout.token)) }

  func endOfTexts(from start: Int) -> Int {
    var index = start
    while case .text = tokens[index].kind { index += 1 }
    return index
  }

  private func allowParts(
    _ allow: AllowSyntax, _ indices: Range<Int>
  ) -> [(rank: Int, layout: Layout)] {
    var parts: [(rank: Int, layout: Layout)] = []
    var index = indices.lowerBound
    while index < indices.upperBound {
      let start = index
      index += 1
      switch tokens[start].kind {
      case .name("for"):
        index += 1
        while tokens[index].kind == .symbol(.comma) { index += 2 }
        parts.append((0, column(start, names(start + 1..<index))))
      case .name("when"):
        guard let syntax = allow.pattern, tokens.index(at: syntax.range.lowerBound) == index else {
          // The earlier one of two: the later one counts.
          index = endOfClause(from: index, in: indices)
          parts.append((1, column(start, run(start + 1..<index))))
          continue
        }
        index = tokens.index(at: syntax.range.upperBound)
        parts.append((1, column(start, .group(pattern(syntax)))))
      case .name("until"):
        index += 1
        parts.append((2, column(start, run(start + 1..<index))))
      default:
        index = endOfTexts(from: index)
        let rank = tokens[start].kind == .name("reason") ? 3 : 4
        parts.append((rank, column(start, texts(start + 1..<index))))
      }
    }
    return parts
  }

  private func endOfClause(from start: Int, in indices: Range<Int>) -> Int {
    let words = ["when", "until", "reason", "by"]
    var index = start
    while index < indices.upperBound {
      if case .name(let word) = tokens[index].kind, words.contains(word) { break }
      index += 1
    }
    return index
  }

  /// Returns where `name=value name=value …` ends.
  func endOfAssignments(from start: Int, in indices: Range<Int>) -> Int {
    var index = start
    while index + 1 < indices.upperBound, tokens[index + 1].kind == .symbol(.equal) {
      index += 2
      if tokens[index].kind == .symbol(.openParenthesis) {
        index = next(.closeParenthesis, from: index) + 1
        continue
      }
      if tokens[index].kind == .symbol(.minus) { index += 1 }
      index += 1
      while tokens[index].kind == .symbol(.minus) { index += 2 }
    }
    return index
  }
}
