extension LayoutBuilder {
  /// Returns a test of a rule: one event, with at most one `given`, may stand on the line of the test.
  func test(_ test: RuleTestSyntax, _ indices: Range<Int>) -> Layout {
    let open = next(.openBrace, from: indices.lowerBound)
    let close = indices.upperBound - 1
    var lines: [(start: Int, layout: Layout)] = []
    for user in test.users {
      lines.append((tokens.index(at: user.id.range.lowerBound) - 2, .blank))
    }
    for event in test.events { lines.append((tokens.index(at: event.range.lowerBound), .blank)) }
    for list in test.lists {
      let name = tokens.index(at: list.name.range.lowerBound)
      lines.append(
        (
          name - 2,
          .sequence([run(name - 2..<name + 1), .space(1), literalSet(list.values)])
        ))
    }
    lines.sort { $0.start < $1.start }
    for index in lines.indices {
      guard case .line = lines[index].layout else { continue }
      let end = index + 1 < lines.count ? lines[index + 1].start : close
      lines[index].layout = event(lines[index].start..<end)
    }
    let isShort = test.events.count == 1 && test.users.count + test.lists.count <= 1
    let head = run(indices.lowerBound..<open + 1)
    guard !lines.isEmpty else { return .sequence([head, .closing(close)]) }
    let inner = lines.enumerated().map { number, line in
      let gap: Layout = isShort ? .line(number == 0 ? 1 : 3) : .newline
      return Layout.sequence([gap, line.layout])
    }
    let end: Layout = isShort ? .blank : .newline
    return .group(.sequence([head, .indented(2, .sequence(inner)), end, .closing(close)]))
  }

  /// Returns an event or a person with their values.
  private func event(_ indices: Range<Int>) -> Layout {
    let start = indices.lowerBound
    guard indices.count > 1, tokens[start].kind == .name("day") else {
      return run(indices, isTight: true)
    }
    // `day-2` is a day and a number, not a name with a hyphen.
    return .sequence([.token(start), .space(1), run(start + 1..<indices.upperBound, isTight: true)])
  }
}
