extension Parser {
  /// The words that begin a part of a rule, in the order in which they are usually written.
  static let clauseWords = [
    "when", "first", "then", "per", "if", "severity", "category", "score", "tags", "why",
    "message", "next", "owner", "mode", "cooldown", "must",
  ]

  /// The longest window, in days: longer ones are refused rather than run out of memory.
  private static let longestWindowDays: Int64 = 400

  mutating func parseRule(_ name: inout NameSyntax?) throws(SyntaxError) -> RuleSyntax {
    let new = try requireNewName("the name of the rule")
    name = new
    var rule = RuleSyntax(name: new, title: try requireText("a title in quotes"))
    try require(.openBrace)
    while !isAt(.closeBrace) {
      guard let word = currentWord, Self.clauseWords.contains(word) else {
        throw unexpectedClause()
      }
      let range = advance().range
      if word != "then" && word != "must" {
        guard rule.clauses.updateValue(range, forKey: word) == nil else {
          throw repeated(word, at: range, in: "rule")
        }
      }
      try parseClause(word, at: range, into: &rule)
    }
    advance()
    if rule.pattern == nil && rule.steps.isEmpty {
      throw SyntaxError(
        code: "E-incomplete", "rule `\(new.text)` has no `when`", at: new.range,
        label: "this rule never looks at any event")
    }
    return rule
  }

  private func unexpectedClause() -> SyntaxError {
    let help = "parts of a rule: \(Self.clauseWords.joined(separator: ", "))"
    if isAtEnd { return expected("`}`", label: "a rule is still open") }
    guard let word = currentWord else { return expected("the next part of the rule") }
    if word == "add" || word == "subtract" {
      return SyntaxError(
        code: "E-order", "`\(word)` belongs to `score`", at: current.range,
        label: "write `score` before it", help: "for example: score 40 add 10 if …")
    }
    if Self.declarationWords.contains(word), current.isFirstOnLine {
      return expected("`}`", label: "is the rule above not closed?")
    }
    return expected(
      "`and`, `or` or the next part of the rule",
      label: (Self.clauseWords + ["where", "unless", "and", "or"]).didYouMean(
        word, else: "is an `and` missing before this?"),
      help: help)
  }

  private mutating func parseClause(
    _ word: String, at range: Range<Int>, into rule: inout RuleSyntax
  ) throws(SyntaxError) {
    switch word {
    case "when":
      guard rule.steps.isEmpty else { throw whenAndFirst(at: range) }
      rule.pattern = try parsePattern()
    case "first":
      guard rule.pattern == nil else { throw whenAndFirst(at: range) }
      rule.steps = [try parseStep()]
    case "then":
      guard !rule.steps.isEmpty else {
        throw SyntaxError(
          code: "E-order", "`then` stands without `first`", at: range,
          label: "what comes before this?")
      }
      rule.steps.append(try parseStep())
    case "per": rule.grouping = try parseGrouping(at: range)
    case "if": rule.condition = try parseExpression()
    case "severity": rule.severity = try requireName("a severity")
    case "category": rule.category = try requireName("a category")
    case "score": try parseScore(into: &rule)
    case "tags": rule.tags = try parseNames("a tag")
    case "why": rule.why = try requireText()
    case "message": rule.message = try requireText()
    case "next": rule.next = try requireText()
    case "owner": rule.owner = try requireText()
    case "mode":
      let mode = try requireName("`live` or `trial`")
      guard mode.text == "live" || mode.text == "trial" else {
        throw SyntaxError(
          code: "E-mode", "`\(mode.text)` is not a mode", at: mode.range,
          label: ["live", "trial"].didYouMean(mode.text, else: "write `live` or `trial`"))
      }
      rule.isTrial = mode.text == "trial"
    case "cooldown":
      rule.cooldownMicroseconds = try requireDuration(atMostDays: Self.longestWindowDays)
    default: rule.tests.append(try parseTest(at: range))
    }
  }

  private func whenAndFirst(at range: Range<Int>) -> SyntaxError {
    SyntaxError(
      code: "E-order", "a rule has either `when` or `first … then`", at: range,
      label: "this is the other one")
  }

  private mutating func parseStep() throws(SyntaxError) -> RuleSyntax.Step {
    var step = RuleSyntax.Step(pattern: try parsePattern())
    if skip("at") {
      try require("least")
      step.minimumCount = try requireInteger("the number of times", in: 1...100_000)
      if skip("distinct") {
        step.distinct = try requireName("a field")
      } else {
        guard skip("times") else { throw expected("`times` or `distinct`") }
      }
    }
    if skip("as") { step.name = try requireNewName("a name for the step") }
    return step
  }

  private mutating func parseGrouping(
    at range: Range<Int>
  ) throws(SyntaxError) -> RuleSyntax.Grouping {
    let keys = try parseNames("a field")
    var window: RuleSyntax.Window?
    if skip("within") {
      window = .within(microseconds: try requireDuration(atMostDays: Self.longestWindowDays))
    } else if skip("each") {
      if case .duration = current.kind {
        window = .pieces(microseconds: try requireDuration(atMostDays: Self.longestWindowDays))
      } else {
        let period = try requireName("hour, day, week or a duration")
        guard ["hour", "day", "week"].contains(period.text) else {
          throw SyntaxError(
            code: "E-period", "`\(period.text)` is not a period", at: period.range,
            label: ["hour", "day", "week"].didYouMean(
              period.text, else: "write `hour`, `day`, `week` or a duration"))
        }
        window = .period(period)
      }
    }
    return RuleSyntax.Grouping(
      keys: keys, window: window, range: range.lowerBound..<lastEnd)
  }

  private mutating func parseScore(into rule: inout RuleSyntax) throws(SyntaxError) {
    rule.score = try requireInteger("a score", in: 0...100)
    while isAt("add") || isAt("subtract") {
      let sign = advance().kind == .name("add") ? 1 : -1
      let points = try requireInteger("the number of points", in: 0...100)
      try require("if")
      rule.scoreTerms.append(
        RuleSyntax.ScoreTerm(points: sign * points, condition: try parseExpression()))
    }
  }

  private mutating func parseTest(at keyword: Range<Int>) throws(SyntaxError) -> RuleTestSyntax {
    let mustAlert = !skip("not")
    try require("alert")
    var test = RuleTestSyntax(mustAlert: mustAlert, keyword: keyword)
    if case .text = current.kind { test.name = try requireText() }
    if skip("score") { test.score = try requireInteger("a score", in: 0...100) }
    try require(.openBrace)
    while !isAt(.closeBrace) {
      if skip("given") {
        if skip("user") {
          test.users.append((try requireHyphenatedName("the id of a user"), try parseAssignments()))
        } else if skip("list") {
          test.lists.append((try requireName("the name of a list"), try parseLiteralSet()))
        } else {
          throw expected("`user` or `list` after `given`")
        }
      } else {
        test.events.append(try parseEvent())
      }
    }
    advance()
    return test
  }

  private mutating func parseEvent() throws(SyntaxError) -> RuleTestSyntax.Event {
    let start = current.range.lowerBound
    var day = RuleTestSyntax.Event.Day.relative(0)
    if skip("day") {
      let isNegative = skip(.minus)
      if !isNegative { _ = skip(.plus) }
      let count = try requireInteger("a number of days", in: 0...3_650)
      day = .relative(isNegative ? -count : count)
    } else if case .date(let date) = current.kind {
      advance()
      day = .date(date)
    }
    guard case .time = current.kind else {
      throw expected("an event such as `09:00 upload user=tanaka`, `given` or `}`")
    }
    let minute = try requireTime()
    var event = RuleTestSyntax.Event(
      day: day, minute: minute, kind: try requireName("a kind of event"),
      assignments: try parseAssignments(), range: start..<start)
    if skip("times") {
      event.count = try requireInteger("the number of times", in: 1...100_000)
      if skip("every") { event.everyMicroseconds = try requireDuration() }
    }
    event.range = start..<lastEnd
    return event
  }
}
