internal import RuleProgram

/// Writes quantities the way rules write them.
enum ProseQuantity {
  /// A size in the largest unit that needs no decimals, such as `64KB` or `1.5GB`.
  static func size(_ byteCount: Int64) -> String { QuantityNotation.size(byteCount) }

  /// The parts of a duration, such as 1 hour and 30 minutes; a single day is 24 hours.
  static func parts(ofMicroseconds microseconds: Int64) -> [(count: Int64, unit: Unit)] {
    var rest = microseconds / 1_000_000
    var parts: [(Int64, Unit)] = []
    for unit in Unit.allCases where rest >= unit.seconds {
      if unit == .day && rest < 2 * unit.seconds { continue }
      parts.append((rest / unit.seconds, unit))
      rest %= unit.seconds
    }
    return parts.isEmpty ? [(0, .second)] : parts
  }

  enum Unit: CaseIterable {
    case day, hour, minute, second
    var seconds: Int64 {
      switch self {
      case .day: 86_400
      case .hour: 3_600
      case .minute: 60
      case .second: 1
      }
    }
  }

  /// A number with the decimals it was written with.
  static func number(_ number: Factor) -> String { QuantityNotation.number(number) }

  /// A time of day such as `08:00`.
  static func time(_ minute: Int) -> String { QuantityNotation.time(minute) }
}

/// Splits the text of a message into what stands there and what is filled in.
enum MessagePiece {
  case text(String)
  case value(ValueSyntax)
  case unreadable(String)

  static func pieces(of message: TextSyntax) -> [MessagePiece] {
    var pieces: [MessagePiece] = []
    var text = ""
    var rest = message.value[...]
    while let first = rest.first {
      rest.removeFirst()
      if (first == "{" || first == "}") && rest.first == first {
        rest.removeFirst()
        text.append(first)
      } else if first == "{", let close = rest.firstIndex(of: "}") {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(placeholder(String(rest[..<close])))
        rest = rest[rest.index(after: close)...]
      } else {
        text.append(first)
      }
    }
    return text.isEmpty ? pieces : pieces + [.text(text)]
  }

  private static func placeholder(_ text: String) -> MessagePiece {
    let source = SourceText(text, name: "message")
    var parser = Parser(source, Lexer.tokenize(source))
    do throws(SyntaxError) {
      let value = try parser.parseValue()
      return parser.isAtEnd ? .value(value) : .unreadable(text)
    } catch {
      return .unreadable(text)
    }
  }
}
