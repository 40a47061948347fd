internal import ByteScan
internal import EventModel
internal import RuleProgram

extension EnglishProse {
  /// The name of a field, with the part of it that is meant.
  func name(of field: ResolvedField, in scope: Scope) -> String {
    let part = EnglishNames.part(field.operand.part)
    guard case .field(let whole) = field.operand.origin else { return part ?? "value" }
    let name = EnglishNames.field(whole, in: scope.kinds)
    return part.map { "\(name)\(whole == .user ? "'s" : "") \($0)" } ?? name
  }

  /// A value as the subject of a clause.
  func the(_ value: ValueSyntax, in scope: Scope) -> String {
    if value.factor == nil, let field = value.name.flatMap({ scope.resolve($0.text) }),
      case .element = field.operand.origin
    {
      return "its \(name(of: field, in: scope))"
    }
    return self.value(value, in: scope)
  }

  /// A value; fields and totals carry their article.
  func value(
    _ value: ValueSyntax, beside other: ValueSyntax? = nil, in scope: Scope
  ) -> String {
    let text: String
    switch value.term {
    case .literal(let literal):
      if case .name(let name) = literal.value, let field = scope.resolve(name) {
        text = "the \(self.name(of: field, in: scope))"
      } else {
        let type = other?.name.flatMap { scope.resolve($0.text) }?.type
        text = self.literal(literal, as: type)
      }
    case .aggregate(let aggregate): text = total(aggregate, in: scope)
    case .history(let function, let aggregate, let microseconds):
      let measure = function.text == "peak" ? "highest" : "median"
      text =
        "the \(measure) of \(total(aggregate, in: scope)) per day (over the days with activity in the"
        + " \(duration(microseconds)) before)"
    }
    return value.factor.map { "\(ProseQuantity.number($0)) times \(text)" } ?? text
  }

  /// A total, such as the total volume sent.
  func total(_ aggregate: AggregateSyntax, in scope: Scope) -> String {
    let operand =
      aggregate.operand.map { name in
        scope.resolve(name.text).map { self.name(of: $0, in: scope) } ?? name.text
      } ?? ""
    let inner = aggregate.condition.map { " of those where (\(clause($0, in: scope)))" } ?? ""
    return switch aggregate.function {
    case .count: "the number of records\(inner)"
    case .sum: "the total \(operand)\(inner)"
    case .largest: "the largest \(operand)\(inner)"
    case .smallest: "the smallest \(operand)\(inner)"
    case .distinct: "the number of different values of \(operand)\(inner)"
    }
  }

  /// A constant, such as 50MB, or 50MB (big_upload).
  func literal(_ literal: LiteralSyntax, as type: ValueType?) -> String {
    guard case .name(let name) = literal.value, let constant = words.constant(name) else {
      return text(of: literal.value)
    }
    let site = words.isSet(name) ? ", as set by this site" : ""
    return "\(text(of: constant)) (\(name)\(site))"
  }

  private func text(of value: LiteralSyntax.Value) -> String {
    switch value {
    case .text(let text), .ip(let text), .name(let text): text
    case .number(let number): ProseQuantity.number(number)
    case .size(let byteCount): ProseQuantity.size(byteCount)
    case .duration(let microseconds): duration(microseconds)
    case .date(let date): date.text
    case .time(let minute): ProseQuantity.time(minute)
    }
  }

  /// A duration, such as 1 hour 30 minutes.
  func duration(_ microseconds: Int64) -> String {
    ProseQuantity.parts(ofMicroseconds: microseconds).map { part in
      "\(part.count) \(part.unit)\(part.count == 1 ? "" : "s")"
    }.joined(separator: " ")
  }

  /// The message with the names of what is filled in.
  func message(of rule: RuleSyntax) -> String {
    guard let message = rule.message else { return "" }
    let scope = words.scope(of: rule)
    return MessagePiece.pieces(of: message).map { piece in
      switch piece {
      case .text(let text): return text
      case .unreadable(let text): return "{\(text)}"
      case .value(let value):
        if let name = value.name?.text, let text = stepValue(name, of: rule) { return "[\(text)]" }
        return "[\(self.value(value, in: scope))]"
      }
    }.joined()
  }

  private func stepValue(_ name: String, of rule: RuleSyntax) -> String? {
    for step in rule.steps {
      guard let label = step.name?.text, name.hasPrefix("\(label).") else { continue }
      let part = String(name.dropFirst(label.count + 1))
      guard part != "count" else { return "the number of \"\(label)\"" }
      let scope = words.scope(of: step.pattern.kinds)
      let field = scope.resolve(part).map { self.name(of: $0, in: scope) } ?? part
      return "the \(field) of \"\(label)\""
    }
    return nil
  }
}
