extension Parser {
  /// The words that begin a part of a rule, in the order in which they are usually written.
  static let clauseWords = [
    "when", "first", "then", "per", "if", "severity", "category", "score", "tags", "why",
    "message", "next", "owner", "mode", "cooldown", "must",
  ]

  /// The longest window, in days: longer ones are refused rather than run out of memory.
  private static let longestWindowDays: Int64 = 400

  mutating func parseRule(_ name: inout NameSyntax?) throws(SyntaxError) -> RuleSyntax {
    if case .text = current.kind { throw expected(.ruleName, help: .exampleOfRule) }
    let new = try requireNewName(.ruleName)
    name = new
    var rule = RuleSyntax(name: new, title: try requireText(.title))
    try require(.openBrace)
    while !isAt(.closeBrace) {
      try requireBlock(
        of: new, as: Phrase("rule", "ルール"), hasTests: !rule.tests.isEmpty)
      guard let word = currentWord, Self.clauseWords.contains(word) else {
        throw unexpectedClause()
      }
      let range = advance().range
      if word != "then" && word != "must" {
        guard rule.clauses.updateValue(range, forKey: word) == nil else {
          if word == "per", let period = currentWord, ["hour", "day", "week"].contains(period) {
            throw SyntaxError(.perPeriod(period), at: range.lowerBound..<current.range.upperBound)
          }
          throw SyntaxError(.repeated(word, in: Phrase("rule", "ルール")), at: range)
        }
      }
      try parseClause(word, at: range, into: &rule)
    }
    advance()
    if rule.pattern == nil && rule.steps.isEmpty {
      throw SyntaxError(.ruleWithoutWhen(new.text), at: new.range)
    }
    return rule
  }

  private func unexpectedClause() -> SyntaxError {
    if let habit = foreignHabit { return habit }
    guard let word = currentWord else { return unexpectedSign() }
    return unexpectedWord(word)
  }

  private mutating func parseClause(
    _ word: String, at range: Range<Int>, into rule: inout RuleSyntax
  ) throws(SyntaxError) {
    switch word {
    case "when":
      guard rule.steps.isEmpty else { throw SyntaxError(.whenAndFirst, at: range) }
      rule.pattern = try parsePattern()
    case "first":
      guard rule.pattern == nil else { throw SyntaxError(.whenAndFirst, at: range) }
      rule.steps = [try parseStep()]
    case "then":
      guard !rule.steps.isEmpty else {
        throw SyntaxError(.thenWithoutFirst, at: range)
      }
      rule.steps.append(try parseStep())
    case "per": rule.grouping = try parseGrouping(at: range)
    case "if": rule.condition = try parseExpression()
    case "severity": rule.severity = try requireName(.severity)
    case "category": rule.category = try requireName(.category)
    case "score": try parseScore(into: &rule)
    case "tags":
      rule.tags = try parseNames(.tag)
      if let word = currentWord, !current.isFirstOnLine, !Self.clauseWords.contains(word) {
        throw expected(.code(","), label: .writeBefore(","))
      }
    case "why": rule.why = try requireText()
    case "message": rule.message = try requireText()
    case "next": rule.next = try requireText()
    case "owner": rule.owner = try requireText()
    case "mode":
      let mode = try requireName(.mode)
      guard mode.text == "live" || mode.text == "trial" else {
        throw SyntaxError(.mode(mode.text), at: mode.range)
      }
      rule.isTrial = mode.text == "trial"
    case "cooldown":
      rule.cooldownMicroseconds = try requireDuration(atMostDays: Self.longestWindowDays)
    default: rule.tests.append(try parseTest(at: range))
    }
  }

  private mutating func parseStep() throws(SyntaxError) -> RuleSyntax.Step {
    var step = RuleSyntax.Step(pattern: try parsePattern())
    if skip("at") {
      guard skip("least") else { throw expected(.code("least"), label: .onlyAtLeast) }
      step.minimumCount = try requireInteger(.timesCount, in: 1...100_000)
      if skip("distinct") {
        step.distinct = try requireName(.field)
      } else {
        guard skip("times") else { throw expected(.timesOrDistinct) }
      }
    }
    if skip("as") { step.name = try requireNewName(.stepName) }
    return step
  }

  private mutating func parseGrouping(
    at range: Range<Int>
  ) throws(SyntaxError) -> RuleSyntax.Grouping {
    if isAt("by") { throw expected(.field, label: .takeAway) }
    let keys = try parseNames(.field)
    var window: RuleSyntax.Window?
    if skip("within") {
      window = .within(microseconds: try requireDuration(atMostDays: Self.longestWindowDays))
    } else if skip("each") {
      if case .duration = current.kind {
        window = .pieces(microseconds: try requireDuration(atMostDays: Self.longestWindowDays))
      } else {
        let period = try requireName(.period)
        guard ["hour", "day", "week"].contains(period.text) else {
          throw SyntaxError(.period(period.text), at: period.range)
        }
        window = .period(period)
      }
    }
    return RuleSyntax.Grouping(
      keys: keys, window: window, range: range.lowerBound..<lastEnd)
  }

  private mutating func parseScore(into rule: inout RuleSyntax) throws(SyntaxError) {
    rule.score = try requireInteger(.score, in: 0...100)
    while isAt("add") || isAt("subtract") {
      let sign = advance().kind == .name("add") ? 1 : -1
      let points = try requireInteger(.points, in: 0...100)
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
    if skip("score") { test.score = try requireInteger(.score, in: 0...100) }
    try require(.openBrace)
    while !isAt(.closeBrace) {
      try requireOpenTest(from: keyword)
      if skip("given") {
        if skip("user") {
          let user = (try requireHyphenatedName(.userID), try parseAssignments(keeps: keepsTests))
          if keepsTests { test.users.append(user) }
        } else if skip("list") {
          let list = (try requireName(.listName), try parseLiteralSet())
          if keepsTests { test.lists.append(list) }
        } else {
          throw expected(.given)
        }
      } else {
        let event = try parseEvent()
        if keepsTests { test.events.append(event) }
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
      let count = try requireInteger(.dayCount, in: 0...3_650)
      day = .relative(isNegative ? -count : count)
    } else if case .date(let date) = current.kind {
      advance()
      day = .date(date)
    }
    guard case .time = current.kind else {
      throw expectedEvent()
    }
    let minute = try requireTime()
    var event = RuleTestSyntax.Event(
      day: day, minute: minute, kind: try requireName(.kind),
      assignments: try parseAssignments(keeps: keepsTests), range: start..<start)
    if skip("times") {
      event.count = try requireInteger(.timesCount, in: 1...100_000)
      if skip("every") { event.everyMicroseconds = try requireDuration() }
    }
    event.range = start..<lastEnd
    return event
  }
}
