internal import RuleProgram

extension Parser {
  /// Reads terms joined by `and` or by `or`; both in one go need parentheses.
  mutating func parseExpression() throws(SyntaxError) -> ExpressionSyntax {
    let first = try parseTerm()
    guard isAt("and") || isAt("or"), let joint = currentWord else { return first }
    var terms = [first]
    while isAt("and") || isAt("or") {
      guard isAt(joint) else {
        throw SyntaxError(.mixed, at: current.range)
      }
      advance()
      terms.append(try parseTerm())
    }
    return joint == "and" ? .all(terms) : .any(terms)
  }

  private mutating func parseTerm() throws(SyntaxError) -> ExpressionSyntax {
    let start = current.range.lowerBound
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw SyntaxError(.deepCondition(limit: Self.maximumDepth), at: current.range)
    }
    if skip("not") {
      let inner = try parseTerm()
      return .not(inner, range: start..<lastEnd)
    }
    if skip(.openParenthesis) {
      let inner = try parseExpression()
      try require(.closeParenthesis)
      return .group(inner, range: start..<lastEnd)
    }
    if let word = currentWord {
      if word == "during" || word == "outside" {
        advance()
        let name = try requireName(.calendarName)
        return .calendar(during: word == "during", name, range: start..<lastEnd)
      }
      if let quantifier = Quantifier(word: word) {
        advance()
        return try parseQuantified(quantifier, from: start)
      }
      if word == "at" {
        advance()
        guard skip("least") else { throw expected(.code("least"), label: .onlyAtLeast) }
        let count = try requireInteger(.valuesCount, in: 1...Quantifier.largestCount)
        return try parseQuantified(.atLeast(count), from: start)
      }
    }
    let subject = try parseSubject()
    let tail = try parseTail(after: subject)
    return .test(TestSyntax(subject: subject, tail: tail, range: start..<lastEnd))
  }

  private mutating func parseQuantified(
    _ quantifier: Quantifier, from start: Int
  ) throws(SyntaxError) -> ExpressionSyntax {
    if isAt(.openParenthesis) { throw expected(.fieldOfSeveral, label: .fieldBeforeParenthesis) }
    let field = try requireName(.fieldOfSeveral)
    let body: ExpressionSyntax.QuantifiedBody
    if skip(.openParenthesis) {
      body = .group(try parseExpression())
      try require(.closeParenthesis)
    } else {
      body = .tail(try parseTail(after: nil))
    }
    return .quantified(quantifier, field, body, range: start..<lastEnd)
  }

  private mutating func parseTail(
    after subject: ValueSyntax?
  ) throws(SyntaxError) -> TailSyntax {
    let keyword = current.range
    if case .symbol(let symbol) = current.kind,
      let comparison = Comparison(rawValue: symbol.rawValue)
    {
      advance()
      return .compare(comparison, try parseComparedValue(), operatorRange: keyword)
    }
    if skip("is") { return try parseIs(at: keyword) }
    let isNegated = skip("not")
    if skip("in") {
      let words = keyword.lowerBound..<lastEnd
      return .isIn(isNegated: isNegated, try parseInTarget(), keyword: words)
    }
    if skip("resembles") {
      return .resembles(isNegated: isNegated, try requireName(.code("user")), keyword: keyword)
    }
    if let word = currentWord, word != "equals", let match = TextMatch(rawValue: word) {
      advance()
      let isExact = skip("exactly")
      return .match(
        match, isNegated: isNegated, isExact: isExact, try parseMatchTarget(), keyword: keyword)
    }
    throw expectedTest(after: subject)
  }

  private mutating func parseIs(at keyword: Range<Int>) throws(SyntaxError) -> TailSyntax {
    let isNegated = skip("not")
    if skip("missing") { return .isMissing(isNegated: isNegated) }
    if let word = currentWord, word == "in" || TextMatch(rawValue: word) != nil {
      throw SyntaxError(.operatorAfterIs(word, isNegated: isNegated), at: current.range)
    }
    if isAt("new"), following.kind == .name("to") {
      advance()
      advance()
      let key = try requireName(.field)
      try require("for")
      let microseconds = try requireDuration()
      return .isNew(
        isNegated: isNegated, key, microseconds: microseconds,
        keyword: keyword.lowerBound..<lastEnd)
    }
    return .hasFlag(
      isNegated: isNegated, try requireName(.status))
  }

  private mutating func parseInTarget() throws(SyntaxError) -> TailSyntax.InTarget {
    if isAt(.openParenthesis) { return .set(try parseLiteralSet()) }
    let first = try parseLiteral(.inTarget)
    if skip(.range) { return .range(first, try parseLiteral(.rangeEnd)) }
    guard case .name(let name) = first.value else {
      throw expectedRange(after: first)
    }
    return .list(NameSyntax(text: name, range: first.range))
  }

  private mutating func parseMatchTarget() throws(SyntaxError) -> TailSyntax.MatchTarget {
    if isAt(.openParenthesis) { return .set(try parseLiteralSet()) }
    if case .text(let text) = current.kind {
      let range = advance().range
      return .set(
        LiteralSetSyntax(values: [LiteralSyntax(value: .text(text), range: range)], range: range))
    }
    if isAt("any"), following.kind == .symbol(.openParenthesis) {
      throw expected(.textOrList, label: .takeAway, help: .anyIsMeant)
    }
    return .list(try requireName(.textOrList))
  }

  /// Reads a constant, a field or a total, with a factor before it or not.
  mutating func parseValue() throws(SyntaxError) -> ValueSyntax {
    let start = current.range.lowerBound
    var factor: Factor?
    if case .number(let number) = current.kind, following.kind == .symbol(.star) {
      factor = number
      advance()
      advance()
    }
    let term = try parseValueTerm()
    return ValueSyntax(factor: factor, term: term, range: start..<lastEnd)
  }

  private mutating func parseValueTerm() throws(SyntaxError) -> ValueSyntax.Term {
    if let word = currentWord, following.kind == .symbol(.openParenthesis) {
      if let function = Aggregate.Function(rawValue: word) {
        return .aggregate(try parseAggregate(function))
      }
      if word == "usual" || word == "peak" { return try parseHistory() }
    }
    if let word = currentWord, following.kind == .symbol(.openParenthesis),
      !reservedWords.contains(word)
    {
      throw SyntaxError(.function(word), at: current.range)
    }
    return .literal(try parseLiteral(.operand))
  }

  private mutating func parseHistory() throws(SyntaxError) -> ValueSyntax.Term {
    let name = try requireName(.function)
    try require(.openParenthesis)
    guard let word = currentWord, let function = Aggregate.Function(rawValue: word) else {
      throw expected(.total)
    }
    let aggregate = try parseAggregate(function)
    try require(.comma)
    let microseconds = try requireDuration()
    try require(.closeParenthesis)
    return .history(name, aggregate, microseconds: microseconds)
  }

  private mutating func parseAggregate(
    _ function: Aggregate.Function
  ) throws(SyntaxError) -> AggregateSyntax {
    let start = advance().range.lowerBound
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw SyntaxError(.deepCondition(limit: Self.maximumDepth), at: current.range)
    }
    try require(.openParenthesis)
    if isAt(.star) { throw expected(.field, label: .countAlone) }
    let hasOperand = !isAt(.closeParenthesis) && !isAt("where")
    let operand = hasOperand ? try requireName(.field) : nil
    let condition = skip("where") ? try parseExpression() : nil
    if isAt(.comma) { throw expected(.code(")"), label: .windowInPer) }
    try require(.closeParenthesis)
    return AggregateSyntax(
      function: function, operand: operand, condition: condition, range: start..<lastEnd)
  }
}
