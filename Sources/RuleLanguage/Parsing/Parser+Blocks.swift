extension Parser {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  mutating func parseCalendar(
    _ name: inout NameSyntax?
  ) throws(SyntaxError) -> CalendarSyntax {
    let new = try requireNewName(.calendarName)
    name = new
    var calendar = CalendarSyntax(name: new)
    try require(.openBrace)
    while !isAt(.closeBrace) {
      try requireBlock(of: new, as: Phrase("calendar", "カレンダー"))
      let start = current.range.lowerBound
      if skip("timezone") {
        calendar.timezone = try requireText(.zoneName)
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
        calendar.closed.append(try parseLiteral(.dateOrList))
      } else {
        throw expected(.calendarPart, label: partLabel(["timezone", "open", "closed"]))
      }
    }
    advance()
    return calendar
  }

  private mutating func parseWeekday() throws(SyntaxError) -> Int {
    let name = try requireName(.weekday)
    let short = name.text.prefix(3).lowercased()
    guard let index = Self.weekdays.firstIndex(where: { $0.lowercased() == short }) else {
      throw SyntaxError(.weekday(name.text, known: Self.weekdays), at: name.range)
    }
    return index + 1
  }

  mutating func parseAllow() throws(SyntaxError) -> AllowSyntax {
    let name = try requireNewName(.exceptionName)
    var allow = AllowSyntax(name: name)
    try require(.openBrace)
    while !isAt(.closeBrace) {
      try requireBlock(of: name, as: Phrase("exception", "例外"))
      if skip("for") {
        allow.rules = try parseNames(.ruleName)
      } else if skip("when") {
        allow.pattern = try parsePattern()
      } else if skip("until") {
        allow.untilRange = current.range
        allow.until = try requireDate()
      } else if skip("reason") {
        allow.reason = try requireText()
      } else if skip("by") {
        allow.by = try requireText()
      } else {
        throw expected(
          .allowPart, label: partLabel(Complaint.AllowPart.allCases.map(\.rawValue)))
      }
    }
    advance()
    let parts: [(part: Complaint.AllowPart, isThere: Bool)] = [
      (.rules, !allow.rules.isEmpty), (.pattern, allow.pattern != nil),
      (.until, allow.until != nil), (.reason, allow.reason != nil), (.by, allow.by != nil),
    ]
    if let (part, _) = parts.first(where: { !$0.isThere }) {
      throw SyntaxError(.incompleteAllow(name.text, lacks: part), at: name.range)
    }
    return allow
  }

  mutating func parseNames(_ what: Phrase) throws(SyntaxError) -> [NameSyntax] {
    var names = [try requireName(what)]
    while skip(.comma) {
      if isAt("within") || isAt("each") { throw expected(what, label: .noComma) }
      names.append(try requireName(what))
    }
    return names
  }
}
