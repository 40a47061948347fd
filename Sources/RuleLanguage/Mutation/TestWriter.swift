internal import EventModel
internal import RuleProgram

/// Writes tests the way rule files have them.
struct TestWriter {
  /// The file in which the parts of the test stand that were not made up.
  let source: SourceText

  /// The text between the braces, in one line.
  func body(of test: RuleTestSyntax) -> String {
    var parts: [String] = []
    for user in test.users {
      parts.append(
        (["given user \(user.id.text)"] + user.columns.map(written)).joined(separator: " "))
    }
    for list in test.lists { parts.append("given list \(list.name.text) \(written(list.values))") }
    parts += test.events.map(written)
    return parts.joined(separator: "  ")
  }

  private func written(_ event: RuleTestSyntax.Event) -> String {
    var words: [String] = []
    switch event.day {
    case .relative(0): break
    case .relative(let offset): words.append("day \(offset)")
    case .date(let date): words.append(date.text)
    }
    words.append(ProseQuantity.time(event.minute))
    words.append(event.kind.text)
    words += event.assignments.map(written)
    if event.count > 1 {
      words.append("times \(event.count)")
      words.append("every \(ChangedQuantity.duration(event.everyMicroseconds))")
    }
    return words.joined(separator: " ")
  }

  private func written(_ assignment: AssignmentSyntax) -> String {
    let value =
      switch assignment.value {
      case .one(let literal): written(literal)
      case .several(let set): written(set)
      }
    return "\(assignment.field.text)=\(value)"
  }

  private func written(_ set: LiteralSetSyntax) -> String {
    "(\(set.values.map(written).joined(separator: ", ")))"
  }

  private func written(_ literal: LiteralSyntax) -> String {
    guard literal.range.isEmpty else { return source.text(literal.range) }
    switch literal.value {
    case .text(let text):
      return
        "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    case .number(let number): return ProseQuantity.number(number)
    case .size(let byteCount): return ProseQuantity.size(byteCount)
    case .duration(let microseconds): return ChangedQuantity.duration(microseconds)
    case .date(let date): return date.text
    case .time(let minute): return ProseQuantity.time(minute)
    case .ip(let address): return address
    case .name(let name): return name
    }
  }
}
