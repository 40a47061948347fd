internal import ByteScan
internal import EventModel
internal import RuleProgram

extension JapaneseProse {
  /// The day that examples count from.
  func dayZero(of rule: RuleSyntax) -> String {
    rule.tests.isEmpty ? "" : "日付のない時刻は、基準日(2025-04-02 水曜)のものです。"
  }

  /// A test as an example.
  func example(_ test: RuleTestSyntax) -> String {
    let title = test.name.map { "「\($0.value)」: " } ?? ""
    let given = test.users.map(person) + test.lists.map(list)
    let events = test.events.map(happening).joined(separator: "あり、続いて")
    let score = test.score.map { "(点数 \($0))" } ?? ""
    let end = test.mustAlert ? "あれば、通知します\(score)。" : "あっても、通知しません。"
    return title + (given.joined() + events + end).withBlanksAroundLatin
  }

  private func person(_ user: (id: NameSyntax, columns: [AssignmentSyntax])) -> String {
    let columns = user.columns.map {
      named(JapaneseNames.column($0.field.text), text(of: $0.value, as: nil))
    }
    return columns.isEmpty
      ? "利用者 \(user.id.text) は名簿にある人とします。"
      : "利用者 \(user.id.text) は、\(columns.japaneseList)とします。"
  }

  private func named(_ name: String, _ value: String) -> String {
    value.hasPrefix("「") ? name + value : "\(name) \(value)"
  }

  private func list(_ given: (name: NameSyntax, values: LiteralSetSyntax)) -> String {
    let values = given.values.values.map { literal($0, as: nil) }
    return values.isEmpty
      ? "一覧 \(given.name.text) は空とします。"
      : "一覧 \(given.name.text) は\(values.japaneseList)とします。"
  }

  private func happening(_ event: RuleTestSyntax.Event) -> String {
    let scope = words.scope(of: [event.kind])
    let values = event.assignments.map { assignment in
      let field = scope.resolve(assignment.field.text)
      let name = field.map { self.name(of: $0, in: scope) } ?? assignment.field.text
      return named(name, self.text(of: assignment.value, as: field?.type))
    }
    var text = "\(moment(event.day))\(ProseQuantity.time(event.minute)) に\(bareKind(event.kind))"
    if !values.isEmpty { text += "(\(values.japaneseList))" }
    guard event.count > 1 else { return text + "が" }
    text += "が\(duration(event.everyMicroseconds))おきに \(event.count) 回"
    return text + (values.contains { $0.contains("{n}") } ? "({n} は回ごとの番号)" : "")
  }

  private func bareKind(_ name: NameSyntax) -> String {
    JapaneseNames.define(name.text) ?? EventKind(name: name.text).map(JapaneseNames.kind)
      ?? "「\(name.text)」"
  }

  private func moment(_ day: RuleTestSyntax.Event.Day) -> String {
    switch day {
    case .date(let date): "\(date.text) "
    case .relative(0): ""
    case .relative(1): "翌日 "
    case .relative(-1): "前日 "
    case .relative(let count): count > 0 ? "\(count)日後 " : "\(-count)日前 "
    }
  }

  private func text(of value: AssignmentSyntax.Value, as type: ValueType?) -> String {
    switch value {
    case .one(let one): literal(one, as: type)
    case .several(let set):
      set.values.isEmpty ? "なし" : set.values.map { literal($0, as: type) }.joined(separator: "・")
    }
  }
}
