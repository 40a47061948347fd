internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Lowers a message: texts, and placeholders in braces; doubled braces stand for themselves.
  mutating func lowerMessage(
    _ syntax: RuleSyntax, in scope: Scope, into rule: inout CompiledRule
  ) {
    guard let message = syntax.message else { return }
    for piece in message.pieces { lowerPiece(piece, in: scope, into: &rule) }
  }

  private mutating func lowerPiece(
    _ piece: TextSyntax.Piece, in scope: Scope, into rule: inout CompiledRule
  ) {
    let bytes = sources[source].bytes
    let end = contentEnd(of: piece.range)
    var text: [UInt8] = []
    var offset = contentStart(of: piece.range)
    while offset < end {
      let byte = bytes[offset]
      let isDoubled = offset + 1 < end && bytes[offset + 1] == byte
      switch byte {
      case UInt8(ascii: "{") where !isDoubled:
        let close = bytes[offset..<end].firstIndex(of: UInt8(ascii: "}"))
        guard let close else {
          report(.openPlaceholder, at: offset..<(offset + 1))
          return
        }
        rule.append(text)
        text.removeAll()
        lowerPlaceholder((offset + 1)..<close, in: scope, into: &rule)
        offset = close + 1
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
        text.append(byte)
        offset += isDoubled ? 2 : 1
      default:
        text.append(byte)
        offset += 1
      }
    }
    rule.append(text)
  }

  /// A quote is `"`, or the longer “ and ＂.
  private func contentStart(of range: Range<Int>) -> Int {
    range.lowerBound + (sources[source].bytes[range.lowerBound] < 0x80 ? 1 : 3)
  }

  private func contentEnd(of range: Range<Int>) -> Int {
    range.upperBound - (sources[source].bytes[range.upperBound - 1] < 0x80 ? 1 : 3)
  }

  private mutating func lowerPlaceholder(
    _ range: Range<Int>, in scope: Scope, into rule: inout CompiledRule
  ) {
    let text = sources[source]
    var parser = Parser(text, Lexer.tokenize(text, in: range))
    let value: ValueSyntax
    do throws(SyntaxError) {
      value = try parser.parseValue()
      guard parser.isAtEnd else { throw parser.expected(.code("}")) }
    } catch {
      report(.placeholder(error.diagnostic.complaint), at: error.diagnostic.range)
      return
    }
    if case .aggregate(let aggregate) = value.term, value.factor == nil {
      if let index = lowerAggregate(aggregate, in: scope, into: &rule) {
        rule.message.append(.aggregate(index))
      }
      return
    }
    guard let name = value.name else {
      report(.noPlaceholder, at: range)
      return
    }
    if lowerStepValue(name, into: &rule) { return }
    let steps = rule.steps.compactMap(\.name)
    if !steps.isEmpty, name.text.contains("."), scope.resolve(name.text) == nil {
      report(.unknownStepValue(name.text, steps: steps), at: name.range)
      return
    }
    guard let field = findField(name, in: scope) else { return }
    rule.message.append(.value(field.operand, field.type))
  }

  /// Lowers `{step.count}` and `{step.field}`; returns `false` if the name is of no step.
  private mutating func lowerStepValue(
    _ name: NameSyntax, into rule: inout CompiledRule
  ) -> Bool {
    for (index, step) in rule.steps.enumerated() {
      guard let label = step.name, name.text.hasPrefix("\(label).") else { continue }
      let part = String(name.text.dropFirst(label.count + 1))
      if part == "count" {
        rule.message.append(.stepCount(step: index))
        return true
      }
      let start = name.range.upperBound - part.utf8.count
      let field = findField(
        NameSyntax(text: part, range: max(start, name.range.lowerBound)..<name.range.upperBound),
        in: Scope(kinds: step.alternatives.map(\.kind)))
      if let field {
        rule.message.append(.stepValue(step: index, field.operand, field.type))
      }
      return true
    }
    return false
  }
}

extension CompiledRule {
  fileprivate mutating func append(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    let text = String(decoding: text, as: UTF8.self)
    if case .text(let before)? = message.last {
      message[message.count - 1] = .text(before + text)
    } else {
      message.append(.text(text))
    }
  }
}
