internal import ByteScan
internal import EventModel
internal import RuleProgram

extension JapaneseProse {
  /// The name of a field, with the part of it that is meant.
  func name(of field: ResolvedField, in scope: Scope) -> String {
    let part = JapaneseNames.part(field.operand.part)
    guard case .field(let whole) = field.operand.origin else { return part ?? "それ" }
    let name = JapaneseNames.field(whole, in: scope.kinds)
    return part.map { "\(name)の\($0)" } ?? name
  }

  /// A value; a word beside a field is a word of that field.
  func value(
    _ value: ValueSyntax, beside other: ValueSyntax? = nil, in scope: Scope
  ) -> String {
    let text: String
    switch value.term {
    case .literal(let literal):
      if case .name(let name) = literal.value, let field = scope.resolve(name) {
        text = self.name(of: field, in: scope)
      } else {
        let type = other?.name.flatMap { scope.resolve($0.text) }?.type
        text = self.literal(literal, as: type)
      }
    case .aggregate(let aggregate): text = total(aggregate, in: scope)
    case .history(let function, let aggregate, let microseconds):
      let measure = function.text == "peak" ? "最大値" : "中央値"
      text =
        "直前の\(duration(microseconds))の、活動した日の1日あたりの\(total(aggregate, in: scope))の\(measure)"
    }
    return value.factor.map { "\(text)の \(ProseQuantity.number($0)) 倍" } ?? text
  }

  /// A total, such as 送信量の合計.
  func total(_ aggregate: AggregateSyntax, in scope: Scope) -> String {
    let operand = aggregate.operand.map { name in
      scope.resolve(name.text).map { self.name(of: $0, in: scope) } ?? name.text
    }
    let inner = aggregate.condition.map { "\(clause($0, in: scope).beforeNoun)ものの" } ?? ""
    let name = inner + (operand.map { "\($0)の" } ?? "")
    return switch aggregate.function {
    case .count: "\(inner)件数"
    case .sum: "\(name)合計"
    case .largest: "\(name)最大値"
    case .smallest: "\(name)最小値"
    case .distinct: "\(name)種類の数"
    }
  }

  /// A constant, such as 50MB, or 50MB(設定値 big_upload).
  func literal(_ literal: LiteralSyntax, as type: ValueType?) -> String {
    guard case .name(let name) = literal.value, let constant = words.constant(name) else {
      return text(of: literal.value, as: type)
    }
    let site = words.isSet(name) ? "、この会社での値" : ""
    return "\(text(of: constant, as: type))(設定値 \(name)\(site))"
  }

  private func text(of value: LiteralSyntax.Value, as type: ValueType?) -> String {
    switch value {
    case .text(let text), .ip(let text): "「\(text)」"
    case .number(let number): ProseQuantity.number(number)
    case .size(let byteCount): ProseQuantity.size(byteCount)
    case .duration(let microseconds): duration(microseconds)
    case .date(let date): date.text
    case .time(let minute): ProseQuantity.time(minute)
    case .name(let name):
      if case .word? = type { "「\(JapaneseNames.word(name))」" } else { phaseOrName(name, type) }
    }
  }

  private func phaseOrName(_ name: String, _ type: ValueType?) -> String {
    DeparturePhase(rawValue: name) != nil && type == .text
      ? "「\(JapaneseNames.word(name))」" : "「\(name)」"
  }

  /// A duration, such as 1時間30分.
  func duration(_ microseconds: Int64) -> String {
    ProseQuantity.parts(ofMicroseconds: microseconds).map { part in
      switch part.unit {
      case .day: "\(part.count)日"
      case .hour: "\(part.count)時間"
      case .minute: "\(part.count)分"
      case .second: "\(part.count)秒"
      }
    }.joined()
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
        if let name = value.name?.text, let text = stepValue(name, of: rule) { return "〔\(text)〕" }
        return "〔\(self.value(value, in: scope))〕"
      }
    }.joined()
  }

  private func stepValue(_ name: String, of rule: RuleSyntax) -> String? {
    for step in rule.steps {
      guard let label = step.name?.text, name.hasPrefix("\(label).") else { continue }
      let part = String(name.dropFirst(label.count + 1))
      guard part != "count" else { return "「\(label)」の数" }
      let scope = words.scope(of: step.pattern.kinds)
      let field = scope.resolve(part).map { self.name(of: $0, in: scope) } ?? part
      return "「\(label)」の\(field)"
    }
    return nil
  }
}
