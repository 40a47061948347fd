internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// A made-up mail event: numbers that may be missing, and attachments whose sizes may be.
private struct SmallEvent {
  var numbers: [Field: Int64] = [:]
  var attachments: [Int64?] = []
}

/// A formula in three-valued logic, the naive twin of what the compiler makes of its text.
private indirect enum Formula {
  case compare(Field, String, Int64)
  case compareFields(Field, String, Field)
  case isMissing(Field)
  case not(Formula)
  case all([Formula])
  case any([Formula])
  /// Over the sizes of the attachments.
  case quantified(Quantifier, Formula)
  case elementSize(String, Int64)

  static let fields: [Field] = [.size, .bytesOut]

  /// A random formula that is at most so deep.
  static func random(
    depth: Int, inElement: Bool, using generator: inout some RandomNumberGenerator
  ) -> Formula {
    let field = fields[Int.random(in: 0...1, using: &generator)]
    let sign = ["=", "!=", "<", "<=", ">", ">="].randomElement(using: &generator) ?? "="
    let number = Int64.random(in: 0...3, using: &generator)
    func inner(_ inElement: Bool) -> Formula {
      random(depth: depth - 1, inElement: inElement, using: &generator)
    }
    switch Int.random(in: 0..<(depth > 0 ? 10 : 3), using: &generator) {
    case 0: return inElement ? .elementSize(sign, number) : .compare(field, sign, number)
    case 1: return inElement ? .elementSize(sign, number) : .compareFields(.size, sign, .bytesOut)
    case 2: return .isMissing(inElement ? .bytesOut : field)
    case 3, 4: return .not(inner(inElement))
    case 5, 6: return .all([inner(inElement), inner(inElement)])
    case 7, 8: return .any([inner(inElement), inner(inElement), inner(inElement)])
    default:
      guard !inElement else { return .not(inner(true)) }
      let quantifier =
        [Quantifier.any, .every, .no, .atLeast(2)].randomElement(using: &generator) ?? .any
      return .quantified(quantifier, inner(true))
    }
  }

  var text: String {
    switch self {
    case .compare(let field, let sign, let number): "\(field.name) \(sign) \(number)B"
    case .compareFields(let field, let sign, let other): "\(field.name) \(sign) \(other.name)"
    case .isMissing(let field): "\(field.name) is missing"
    case .not(let inner): "not (\(inner.text))"
    case .all(let parts): "(" + parts.map(\.text).joined(separator: " and ") + ")"
    case .any(let parts): "(" + parts.map(\.text).joined(separator: " or ") + ")"
    case .quantified(let quantifier, let inner):
      "\(quantifier.words) attachment (\(inner.text))"
    case .elementSize(let sign, let number): "size \(sign) \(number)B"
    }
  }

  /// The formula once for each case of its fields being there or not: the same value, and the
  /// compiler is told what missing means.
  var textSayingWhatIsMissing: String {
    let cases = ["is missing", "is not missing"].flatMap { size in
      ["is missing", "is not missing"].map { bytes in
        "(size \(size) and bytes_out \(bytes) and \(text))"
      }
    }
    return cases.joined(separator: " or ")
  }

  /// The value in Kleene's logic; `nil` is unknown.
  func value(_ event: SmallEvent, element: Int64? = nil) -> Bool? {
    switch self {
    case .compare(let field, let sign, let number):
      event.numbers[field].map { holds($0, sign, number) }
    case .compareFields(let field, let sign, let other):
      event.numbers[field].flatMap { left in
        event.numbers[other].map { holds(left, sign, $0) }
      }
    case .isMissing(let field): event.numbers[field] == nil
    case .not(let inner): inner.value(event, element: element).map { !$0 }
    case .all(let parts): all(parts.map { $0.value(event, element: element) })
    case .any(let parts): any(parts.map { $0.value(event, element: element) })
    case .elementSize(let sign, let number): element.map { holds($0, sign, number) }
    case .quantified(let quantifier, let inner):
      switch quantifier {
      case .any: any(event.attachments.map { inner.value(event, element: $0) })
      case .no: any(event.attachments.map { inner.value(event, element: $0) }).map { !$0 }
      case .every:
        event.attachments.isEmpty
          ? false : all(event.attachments.map { inner.value(event, element: $0) })
      case .atLeast(let count), .fewerThan(let count):
        atLeast(count, event.attachments.map { inner.value(event, element: $0) })
      }
    }
  }

  private func atLeast(_ count: Int, _ values: [Bool?]) -> Bool? {
    if values.count(where: { $0 == true }) >= count { return true }
    return values.count(where: { $0 != false }) < count ? false : nil
  }

  private func all(_ values: [Bool?]) -> Bool? {
    values.contains(false) ? false : values.contains(nil) ? nil : true
  }

  private func any(_ values: [Bool?]) -> Bool? {
    values.contains(true) ? true : values.contains(nil) ? nil : false
  }
}

private func holds(_ left: Int64, _ sign: String, _ right: Int64) -> Bool {
  switch sign {
  case "=": left == right
  case "!=": left != right
  case "<": left < right
  case "<=": left <= right
  case ">": left > right
  default: left >= right
  }
}

/// The compiled form, evaluated with two values as an engine does it.
extension Condition {
  fileprivate func isTrue(_ event: SmallEvent, element: Int64? = nil) -> Bool {
    switch self {
    case .constant(let value): value
    case .holds(let predicate): predicate.value(event, element) == true
    case .fails(let predicate): predicate.value(event, element) == false
    case .all(let parts): parts.allSatisfy { $0.isTrue(event, element: element) }
    case .any(let parts): parts.contains { $0.isTrue(event, element: element) }
    case .notTrue(let inner): !inner.isTrue(event, element: element)
    }
  }
}

extension Predicate {
  fileprivate func value(_ event: SmallEvent, _ element: Int64?) -> Bool? {
    func number(_ operand: Operand) -> Int64? {
      if case .field(let field) = operand.origin { event.numbers[field] } else { element }
    }
    switch self {
    case .compareNumber(let operand, let comparison, let constant):
      return number(operand).map { holds($0, comparison.rawValue, constant) }
    case .compareOperands(let left, let comparison, _, let right):
      return number(left).flatMap { left in
        number(right).map { holds(left, comparison.rawValue, $0) }
      }
    case .isMissing(let operand):
      if case .field(.attachment) = operand.origin { return event.attachments.isEmpty }
      return number(operand) == nil
    case .quantified(let quantifier, _, let condition):
      let passed = event.attachments.map { condition.isTrue(event, element: $0) }
      return switch quantifier {
      case .any: passed.contains(true)
      case .no: !passed.contains(true)
      case .every: !passed.isEmpty && !passed.contains(false)
      case .atLeast(let count): passed.count(where: \.self) >= count
      case .fewerThan(let count): passed.count(where: \.self) < count
      }
    default:
      Issue.record("a predicate that no formula makes: \(self)")
      return nil
    }
  }
}

@Suite struct MissingValueLawTests {
  @Test(arguments: 0..<60) func `two values at run time say what three-valued logic says`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<10 {
      let formula = Formula.random(depth: 4, inElement: false, using: &generator)
      let rule = try #require(compiledRule("when mail unless \(formula.textSayingWhatIsMissing)"))
      let condition = rule.steps[0].alternatives[0].condition
      for _ in 0..<40 {
        var event = SmallEvent()
        for field in Formula.fields where Bool.random(using: &generator) {
          event.numbers[field] = Int64.random(in: 0...3, using: &generator)
        }
        event.attachments = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          Bool.random(using: &generator) ? Int64.random(in: 0...3, using: &generator) : nil
        }
        #expect(
          condition.isTrue(event) == (formula.value(event) != true),
          "seed \(seed): \(formula.text) on \(event)")
      }
    }
  }
}
