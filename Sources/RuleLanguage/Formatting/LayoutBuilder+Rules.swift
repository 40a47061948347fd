/// One clause of a rule: its tokens, and where the form puts it.
private struct Clause {
  var word: String
  var tokens: Range<Int>
  /// The number of the step or test, counted from 0.
  var number = 0
}

extension LayoutBuilder {
  /// Returns a rule, with its clauses in the order of the grammar.
  func rule(_ rule: RuleSyntax, _ indices: Range<Int>) -> Layout {
    let open = next(.openBrace, from: indices.lowerBound)
    var lines: [Layout] = []
    let stepColumn = stepColumn(of: rule)
    for clause in clauses(of: rule, in: open + 1..<indices.upperBound - 1) {
      lines.append(.newline)
      lines.append(layout(of: clause, rule, stepColumn: stepColumn))
    }
    return .sequence([
      run(indices.lowerBound..<open + 1), .indented(2, .sequence(lines)), .newline,
      .closing(indices.upperBound - 1),
    ])
  }

  private func clauses(of rule: RuleSyntax, in indices: Range<Int>) -> [Clause] {
    var clauses = rule.clauses.map { word, range in
      Clause(word: word, tokens: tokens.index(at: range.lowerBound)..<indices.upperBound)
    }
    for (number, step) in rule.steps.enumerated().dropFirst() {
      let keyword = tokens.index(at: step.pattern.range.lowerBound) - 1
      clauses.append(Clause(word: "then", tokens: keyword..<indices.upperBound, number: number))
    }
    for (number, test) in rule.tests.enumerated() {
      let keyword = tokens.index(at: test.keyword.lowerBound)
      clauses.append(Clause(word: "must", tokens: keyword..<indices.upperBound, number: number))
    }
    clauses.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    for index in clauses.indices.dropLast() {
      clauses[index].tokens =
        clauses[index].tokens.lowerBound..<clauses[index + 1].tokens.lowerBound
    }
    let order = Parser.clauseWords
    return clauses.enumerated().sorted { a, b in
      (order.firstIndex(of: a.element.word) ?? 0, a.offset)
        < (order.firstIndex(of: b.element.word) ?? 0, b.offset)
    }.map(\.element)
  }

  private func layout(
    of clause: Clause, _ rule: RuleSyntax, stepColumn: Int?
  ) -> Layout {
    let keyword = clause.tokens.lowerBound
    let rest = keyword + 1..<clause.tokens.upperBound
    switch clause.word {
    case "when":
      guard let syntax = rule.pattern else { return run(clause.tokens) }
      return column(keyword, .group(pattern(syntax)))
    case "first", "then":
      return column(keyword, step(rule.steps[clause.number], in: rest, column: stepColumn))
    case "if":
      guard let syntax = rule.condition else { return run(clause.tokens) }
      return column(keyword, condition(syntax, indent: 0))
    case "score": return score(rule.scoreTerms, clause.tokens)
    case "tags": return column(keyword, names(rest))
    case "why", "message", "next", "owner": return column(keyword, texts(rest))
    case "must": return test(rule.tests[clause.number], clause.tokens)
    default: return column(keyword, run(rest))
    }
  }

  /// Returns a step; its name stands in a column if there is one.
  private func step(
    _ step: RuleSyntax.Step, in indices: Range<Int>, column: Int?
  ) -> Layout {
    let body = pattern(step.pattern)
    let quantity = tokens.index(at: step.pattern.range.upperBound)
    let name = step.name.map { tokens.index(at: $0.range.lowerBound) - 1 } ?? indices.upperBound
    var parts = [body]
    if quantity < name { parts += [.blank, run(quantity..<name)] }
    guard name < indices.upperBound else { return .group(.sequence(parts)) }
    var gap = quantity < name ? Layout.space(1) : .blank
    if let column, let width = flatWidth(of: .sequence(parts)) { gap = .space(column - width + 1) }
    return .group(.sequence(parts + [gap, run(name..<indices.upperBound)]))
  }

  /// The width of the widest step before its name, if all steps stand on one line each.
  private func stepColumn(of rule: RuleSyntax) -> Int? {
    var widest = 0
    var widestName = 0
    for step in rule.steps {
      let end = tokens.index(at: step.name?.range.lowerBound ?? step.pattern.range.upperBound)
      let quantity = tokens.index(at: step.pattern.range.upperBound)
      let name = step.name == nil ? quantity : end - 1
      var parts = [pattern(step.pattern)]
      if quantity < name { parts += [.space(1), run(quantity..<name)] }
      guard let width = flatWidth(of: .sequence(parts)) else { return nil }
      if let own = step.name {
        widest = max(widest, width)
        widestName = max(widestName, columnCount(of: own.text) + 4)
      }
      guard width <= LayoutPrinter.columnLimit - 2 - Self.columnWidth else { return nil }
    }
    let isRoomy = 2 + Self.columnWidth + widest + widestName <= LayoutPrinter.columnLimit
    return isRoomy ? widest : nil
  }

  private func score(
    _ terms: [RuleSyntax.ScoreTerm], _ indices: Range<Int>
  ) -> Layout {
    let starts = terms.map { tokens.index(at: $0.condition.range.lowerBound) - 3 }
    let end = starts.first ?? indices.upperBound
    let base = column(
      indices.lowerBound, run(indices.lowerBound + 1..<end))
    let wordWidth = starts.map { tokens.items[$0].width }.max() ?? 0
    let pointsWidth = starts.map { tokens.items[$0 + 1].width }.max() ?? 0
    var lines: [Layout] = []
    for (start, term) in zip(starts, terms) {
      lines += [
        .newline, .token(start), .space(1 + wordWidth - tokens.items[start].width),
        .token(start + 1), .space(1 + pointsWidth - tokens.items[start + 1].width),
        .token(start + 2), .space(1), condition(term.condition, indent: 2),
      ]
    }
    return .sequence([base, .indented(2, .sequence(lines))])
  }
}
