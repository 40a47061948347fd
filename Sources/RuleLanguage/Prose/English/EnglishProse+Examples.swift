internal import ByteScan
internal import EventModel
internal import RuleProgram

extension EnglishProse {
  /// The day that examples count from.
  func dayZero(of rule: RuleSyntax) -> String {
    rule.tests.isEmpty ? "" : "Times without a date are of day 0, Wednesday 2025-04-02."
  }

  /// A test as an example.
  func example(_ test: RuleTestSyntax) -> String {
    let title = test.name.map { "\"\($0.value)\": " } ?? ""
    let given = test.users.map(person) + test.lists.map(list)
    let condition = given.isEmpty ? "" : "given \(given.englishList("and")), "
    let events = test.events.map(happening).joined(separator: ", then ")
    let score = test.score.map { " with score \($0)" } ?? ""
    let end = test.mustAlert ? "it alerts\(score)." : "it does not alert."
    return "\(title)\(condition)\(events): \(end)"
  }

  private func person(_ user: (id: NameSyntax, columns: [AssignmentSyntax])) -> String {
    let columns = user.columns.map {
      "\($0.field.text) \(text(of: $0.value, as: nil))"
    }
    return "the user \(user.id.text)"
      + (columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))")
  }

  private func list(_ given: (name: NameSyntax, values: LiteralSetSyntax)) -> String {
    let values = given.values.values.map { literal($0, as: nil) }
    return "the list \(given.name.text) "
      + (values.isEmpty ? "being empty" : "of \(values.joined(separator: ", "))")
  }

  private func happening(_ event: RuleTestSyntax.Event) -> String {
    let scope = words.scope(of: [event.kind])
    let values = event.assignments.map { assignment in
      let field = scope.resolve(assignment.field.text)
      let name = field.map { self.name(of: $0, in: scope) } ?? assignment.field.text
      return "\(name) \(self.text(of: assignment.value, as: field?.type))"
    }
    let kind = self.kind(event.kind)
    let article = "aeiou".contains(kind.first { $0 != "`" } ?? " ") ? "an" : "a"
    var text = "\(moment(event.day))\(ProseQuantity.time(event.minute)) \(article) \(kind)"
    if !values.isEmpty { text += " (\(values.joined(separator: ", ")))" }
    if event.count > 1 {
      text += ", \(event.count) times, \(duration(event.everyMicroseconds)) apart"
      if values.contains(where: { $0.contains("{n}") }) { text += ", numbered by {n}" }
    }
    return text
  }

  private func moment(_ day: RuleTestSyntax.Event.Day) -> String {
    switch day {
    case .date(let date): "on \(date.text) at "
    case .relative(0): "at "
    case .relative(let count): "on day \(count) at "
    }
  }

  private func text(of value: AssignmentSyntax.Value, as type: ValueType?) -> String {
    switch value {
    case .one(let one): literal(one, as: type)
    case .several(let set):
      set.values.isEmpty
        ? "none" : set.values.map { literal($0, as: type) }.joined(separator: " and ")
    }
  }
}
