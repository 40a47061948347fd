internal import RuleProgram

extension Parser {
  /// Reads terms joined by `and` or by `or`; both in one go need parentheses.
  mutating func parseExpression() throws(SyntaxError) -> ExpressionSyntax {
    let first = try parseTerm()
    guard isAt("and") || isAt("or"), let joint = currentWord else { return first }
    var terms = [first]
    while isAt("and") || isAt("or") {
      guard isAt(joint) else {
        throw SyntaxError(
          code: "E-mixed", "`and` and `or` are mixed without parentheses", at: current.range,
          label: "this could be read two ways",
          help: "put ( ) around the part that belongs together")
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
      throw SyntaxError(
        code: "E-too-deep", "this condition is nested too deeply", at: current.range,
        label: "at most \(Self.maximumDepth) levels", help: "take a part of it into a `define`")
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
        let name = try requireName("the name of a calendar")
        return .calendar(during: word == "during", name, range: start..<lastEnd)
      }
      if let quantifier = Quantifier(rawValue: word) {
        advance()
        return try parseQuantified(quantifier, from: start)
      }
    }
    let subject = try parseValue()
    let tail = try parseTail()
    return .test(TestSyntax(subject: subject, tail: tail, range: start..<lastEnd))
  }

  private mutating func parseQuantified(
    _ quantifier: Quantifier, from start: Int
  ) throws(SyntaxError) -> ExpressionSyntax {
    let field = try requireName("a field with several values")
    let body: ExpressionSyntax.QuantifiedBody
    if skip(.openParenthesis) {
      body = .group(try parseExpression())
      try require(.closeParenthesis)
    } else {
      body = .tail(try parseTail())
    }
    return .quantified(quantifier, field, body, range: start..<lastEnd)
  }

  private mutating func parseTail() throws(SyntaxError) -> TailSyntax {
    let keyword = current.range
    if case .symbol(let symbol) = current.kind,
      let comparison = Comparison(rawValue: symbol.rawValue)
    {
      advance()
      return .compare(comparison, try parseValue(), operatorRange: keyword)
    }
    if skip("is") { return try parseIs(at: keyword) }
    let isNegated = skip("not")
    if skip("in") {
      let words = keyword.lowerBound..<lastEnd
      return .isIn(isNegated: isNegated, try parseInTarget(), keyword: words)
    }
    if skip("resembles") {
      return .resembles(isNegated: isNegated, try requireName("`user`"), keyword: keyword)
    }
    if let word = currentWord, word != "equals", let match = TextMatch(rawValue: word) {
      advance()
      let isExact = skip("exactly")
      return .match(
        match, isNegated: isNegated, isExact: isExact, try parseMatchTarget(), keyword: keyword)
    }
    throw expected(
      "a test such as `=`, `in`, `contains` or `is`",
      label: currentWord.map { word in
        ["in", "contains", "starts", "ends", "like", "resembles", "is"].didYouMean(
          word, else: "what is asked of it?")
      } ?? "what is asked of it?")
  }

  private mutating func parseIs(at keyword: Range<Int>) throws(SyntaxError) -> TailSyntax {
    let isNegated = skip("not")
    if skip("missing") { return .isMissing(isNegated: isNegated) }
    if isAt("new"), following.kind == .name("to") {
      advance()
      advance()
      let key = try requireName("a field")
      try require("for")
      let microseconds = try requireDuration()
      return .isNew(
        isNegated: isNegated, key, microseconds: microseconds,
        keyword: keyword.lowerBound..<lastEnd)
    }
    return .hasFlag(
      isNegated: isNegated, try requireName("`missing`, `new to …` or a status such as `departing`")
    )
  }

  private mutating func parseInTarget() throws(SyntaxError) -> TailSyntax.InTarget {
    if isAt(.openParenthesis) { return .set(try parseLiteralSet()) }
    let first = try parseLiteral("a list, values in parentheses or a range")
    if skip(.range) { return .range(first, try parseLiteral("the end of the range")) }
    guard case .name(let name) = first.value else {
      throw expected("`..`", help: "write `in ( … )` for values, `in a .. b` for a range")
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
    return .list(try requireName("a text in quotes or the name of a list"))
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
    return .literal(try parseLiteral("a field, a value or a total"))
  }

  private mutating func parseHistory() throws(SyntaxError) -> ValueSyntax.Term {
    let name = try requireName("a function")
    try require(.openParenthesis)
    guard let word = currentWord, let function = Aggregate.Function(rawValue: word) else {
      throw expected("a total such as `sum(bytes_out)`")
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
      throw SyntaxError(
        code: "E-too-deep", "this condition is nested too deeply", at: current.range,
        label: "at most \(Self.maximumDepth) levels")
    }
    try require(.openParenthesis)
    let hasOperand = !isAt(.closeParenthesis) && !isAt("where")
    let operand = hasOperand ? try requireName("a field") : nil
    let condition = skip("where") ? try parseExpression() : nil
    try require(.closeParenthesis)
    return AggregateSyntax(
      function: function, operand: operand, condition: condition, range: start..<lastEnd)
  }
}
