extension LayoutBuilder {
  /// The parts of a format in their order; behind the layout words comes their rank.
  private static let ranks = [
    "kind": 0, "delimiter": 2, "encoding": 3, "program": 4, "header": 5, "identify": 6,
    "timezone": 7, "sample": 9,
  ]

  /// Returns the parts of a format, each with the rank of its place.
  func formatParts(_ indices: Range<Int>) -> [(rank: Int, layout: Layout)] {
    var parts: [(rank: Int, layout: Layout)] = []
    var index = indices.lowerBound
    while index < indices.upperBound {
      let start = index
      index += 1
      guard case .name(let word) = tokens[start].kind else { continue }
      if tokens[index].kind == .symbol(.equal) {
        index = endOfValueSource(from: index + 1, in: indices)
        parts.append((word == "kind" ? 0 : 8, valueSource(start..<index)))
        continue
      }
      switch word {
      case "kind":
        index += 1
        parts.append((0, run(start..<index)))
      case "encoding":
        index += 1
        while tokens[index].kind == .symbol(.minus) { index += 2 }
        parts.append((3, run(start..<index)))
      case "identify":
        index = next(.closeParenthesis, from: index) + 1
        parts.append((6, run(start..<index)))
      case "sample":
        let gives = endOfTexts(from: index)
        index = endOfAssignments(from: gives + 1, in: indices)
        parts.append(
          (9, .sequence([run(start..<gives), .newline, run(gives..<index, isTight: true)])))
      default:
        index = endOfTexts(from: index)
        parts.append((Self.ranks[word] ?? 1, run(start..<index)))
      }
    }
    return parts
  }

  /// Returns where `field = …` ends, whose value begins at a token.
  private func endOfValueSource(from start: Int, in indices: Range<Int>) -> Int {
    var index = start
    while index < indices.upperBound {
      switch tokens[index].kind {
      case .name("map"):
        index = next(.closeBrace, from: index) + 1
      case .name("as"), .name("in"), .name("split"):
        index += 2
        while case .text = tokens[index].kind { index += 1 }
      case .name("column"), .name("json"), .name("syslog"):
        // Behind a value it is the layout word, or the field, of the next part.
        guard index == start || tokens[index - 1].kind == .symbol(.comma) else { return index }
        index += 1
        while case .text = tokens[index].kind { index += 1 }
      case .symbol(.comma), .symbol(.minus): index += 1
      default:
        // The value itself; whatever follows it begins the next part.
        guard index == start || tokens[index - 1].kind == .symbol(.minus) else { return index }
        index += 1
      }
    }
    return index
  }

  /// Returns `field = …` in one line, or with one entry of its map a line.
  private func valueSource(_ indices: Range<Int>) -> Layout {
    let brace = indices.first { tokens[$0].kind == .symbol(.openBrace) }
    guard let brace else { return run(indices) }
    let close = next(.closeBrace, from: brace)
    var entries: [Layout] = []
    var index = brace + 1
    while index + 3 <= close {
      entries += [.line(entries.isEmpty ? 1 : 2), run(index..<index + 3)]
      index += 3
    }
    let map = Layout.group(
      .sequence([
        run(indices.lowerBound..<brace + 1), .indented(2, .sequence(entries)), .line(1),
        .closing(close),
      ]))
    // A unit or a separator may stand behind the map, too.
    guard close + 1 < indices.upperBound else { return map }
    return .sequence([map, .space(1), run((close + 1)..<indices.upperBound)])
  }
}
