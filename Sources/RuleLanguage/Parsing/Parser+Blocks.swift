extension Parser {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  mutating func parseCalendar(
    _ name: inout NameSyntax?
  ) throws(SyntaxError) -> CalendarSyntax {
    let new = try requireNewName("the name of the calendar")
    name = new
    var calendar = CalendarSyntax(name: new)
    try require(.openBrace)
    while !isAt(.closeBrace) {
      let start = current.range.lowerBound
      if skip("timezone") {
        calendar.timezone = try requireText("the name of a zone in quotes")
      } else if skip("open") {
        let first = try parseWeekday()
        let last = skip(.minus) ? try parseWeekday() : first
        let startMinute = try requireTime()
        try require(.minus)
        let endMinute = try requireTime()
        calendar.openings.append(
          CalendarSyntax.Opening(
            firstDay: first, lastDay: last, startMinute: startMinute, endMinute: endMinute,
            range: start..<lastEnd))
      } else if skip("closed") {
        calendar.closed.append(try parseLiteral("a date, or the name of a list of dates"))
      } else {
        throw expected("`timezone`, `open` or `closed`")
      }
    }
    advance()
    return calendar
  }

  private mutating func parseWeekday() throws(SyntaxError) -> Int {
    let name = try requireName("a day such as Mon")
    let short = name.text.prefix(3).lowercased()
    guard let index = Self.weekdays.firstIndex(where: { $0.lowercased() == short }) else {
      throw SyntaxError(
        code: "E-weekday", "`\(name.text)` is not a day of the week", at: name.range,
        label: Self.weekdays.didYouMean(name.text, else: "unknown day"),
        help: "days: \(Self.weekdays.joined(separator: " "))")
    }
    return index + 1
  }

  mutating func parseAllow() throws(SyntaxError) -> AllowSyntax {
    let name = try requireNewName("the name of the exception")
    var allow = AllowSyntax(name: name)
    try require(.openBrace)
    while !isAt(.closeBrace) {
      if skip("for") {
        allow.rules = try parseNames("the name of a rule")
      } else if skip("when") {
        allow.pattern = try parsePattern()
      } else if skip("until") {
        allow.until = try requireDate()
      } else if skip("reason") {
        allow.reason = try requireText()
      } else if skip("by") {
        allow.by = try requireText()
      } else {
        throw expected("`for`, `when`, `until`, `reason` or `by`")
      }
    }
    advance()
    let parts: [(word: String, isThere: Bool, help: String)] = [
      ("for", !allow.rules.isEmpty, "name the rules it applies to"),
      ("when", allow.pattern != nil, "say which events are exempt"),
      ("until", allow.until != nil, "every exception must end; add e.g. `until 2026-03-31`"),
      ("reason", allow.reason != nil, "say why, so that the next auditor knows"),
      ("by", allow.by != nil, "say who approved it"),
    ]
    if let part = parts.first(where: { !$0.isThere }) {
      throw SyntaxError(
        code: "E-incomplete", "allow `\(name.text)` has no `\(part.word)`", at: name.range,
        label: "this exception", help: part.help)
    }
    return allow
  }

  mutating func parseNames(_ what: String) throws(SyntaxError) -> [NameSyntax] {
    var names = [try requireName(what)]
    while skip(.comma) { names.append(try requireName(what)) }
    return names
  }

  /// The layouts that a declaration may name; those of later versions are known by name.
  static let layouts = ["squid", "samba"]
  private static let laterLayouts = ["csv", "kv", "json", "w3c", "apache", "nginx"]

  mutating func parseFormat(_ name: inout NameSyntax?) throws(SyntaxError) -> FormatSyntax {
    let new = try requireNewName("the name of the format")
    name = new
    var format = FormatSyntax(name: new, title: try requireText("a title in quotes"))
    try require(.openBrace)
    while !isAt(.closeBrace) {
      if skip("kind") {
        format.kind = try requireName("a kind of event")
      } else if skip("timezone") {
        format.timezone = try requireText("the name of a zone in quotes")
      } else if skip("sample") {
        let line = try requireText("a line of the log in quotes")
        try require("gives")
        let gives = try parseAssignments()
        guard !gives.isEmpty else { throw expected("what the sample gives, such as `user=tanaka`") }
        format.samples.append(FormatSyntax.Sample(line: line, gives: gives))
      } else {
        format.layout = try parseLayout(hasLayout: format.layout != nil)
      }
    }
    advance()
    return format
  }

  private mutating func parseLayout(
    hasLayout: Bool
  ) throws(SyntaxError) -> (word: NameSyntax, text: TextSyntax) {
    let parts = ["kind", "timezone", "sample"] + Self.layouts
    guard let word = currentWord else {
      throw expected("`kind`, a layout, `timezone` or `sample`")
    }
    if Self.laterLayouts.contains(word) {
      throw SyntaxError(
        code: "E-not-available", "this version does not read `\(word)` layouts yet",
        at: current.range, label: "layouts: \(Self.layouts.joined(separator: ", "))")
    }
    guard Self.layouts.contains(word) else {
      throw expected(
        "`kind`, a layout, `timezone` or `sample`",
        label: parts.didYouMean(word, else: "unknown part of a format"),
        help: "layouts: \(Self.layouts.joined(separator: ", "))")
    }
    guard !hasLayout else { throw repeated(word, at: current.range, in: "format") }
    let layout = try requireName("a layout")
    return (layout, try requireText("the layout in quotes"))
  }

  func repeated(_ word: String, at range: Range<Int>, in what: String) -> SyntaxError {
    SyntaxError(
      code: "E-repeated", "`\(word)` appears twice in this \(what)", at: range,
      label: "second one")
  }
}
