internal import EventModel
internal import RuleProgram

/// Other values, several, or none.
extension TestProposals {
  func withOtherValues(_ event: Event) -> [Event] {
    var events: [Event] = []
    for (index, type) in types(of: event) {
      switch type {
      case .word(let words):
        for word in words.prefix(12) { events.append(event.assigning(.name(word.text), at: index)) }
      case .domain:
        let entries = lists.filter { $0.type == .domain }.compactMap(\.entries.first?.value)
        for domain in ["other.example"] + entries {
          events.append(event.assigning(.text(domain), at: index))
        }
      case .email:
        for address in otherAddresses(event.assignments[index]) {
          events.append(event.assigning(.text(address), at: index))
        }
      case .attachment: events.append(event.assigning(.text("other.txt"), at: index))
      case .text: events.append(event.assigning(.text("other"), at: index))
      case .path: events.append(event.assigning(.text("D:\\other\\{n}.txt"), at: index))
      case .integer, .size, .duration, .date, .time, .ip, .user: break
      }
      if event.assignments[index].field.text != "user" {
        var fewer = event
        fewer.assignments.remove(at: index)
        events.append(fewer)
      }
    }
    guard !event.assignments.contains(where: { $0.field.text == "outcome" }) else { return events }
    for outcome in ["blocked", "failed", "missing"] {
      var other = event
      other.assignments.append(
        AssignmentSyntax(
          field: NameSyntax(text: "outcome", range: 0..<0),
          value: .one(.made(.name(outcome)))))
      events.append(other)
    }
    return events
  }

  /// Somebody else, and the same name elsewhere.
  private func otherAddresses(_ assignment: AssignmentSyntax) -> [String] {
    var addresses = ["other@other.example"]
    guard case .text(let text)? = assignment.literals.first?.value,
      let at = text.firstIndex(of: "@")
    else { return addresses }
    addresses.append("\(text[..<at])@other.example")
    addresses.append("other\(text[at...])")
    return addresses
  }

  func withSeveralValues(_ event: Event) -> [Event] {
    types(of: event).compactMap { index, type in
      let other: LiteralSyntax
      switch type {
      case .email: other = .made(.text("someone@other.example"))
      case .attachment: other = .made(.text("other.txt"))
      default: return nil
      }
      var several = event
      let values = event.assignments[index].literals + [other]
      several.assignments[index].value = .several(
        LiteralSetSyntax(values: values, range: 0..<0))
      return several
    }
  }
}
