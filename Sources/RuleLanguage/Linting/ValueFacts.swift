internal import EventModel
internal import RuleProgram

/// What is known of one value of an event: nothing at first, then less and less is possible.
struct ValueFacts: Sendable {
  /// Whether there is a value; `nil` while that is open.
  private(set) var isThere: Bool?
  private var numbers: NumberBounds
  /// The words it may be; `nil` for what holds no words.
  private var words: UInt128?
  /// The texts it may be, folded; `nil` while any may be.
  private var texts: Set<String>?

  /// Creates the facts about a value of which only its type is known.
  init(of operand: Operand, in kind: EventKind?) {
    numbers = NumberBounds(operand.numbers)
    guard case .field(let field) = operand.origin, operand.part == .whole, let kind,
      let declaration = Schema.declaration(of: field, in: kind)
    else { return }
    if case .word(let known) = declaration.type { words = WordSet(known).bits }
    if !declaration.isOptional { isThere = true }
  }

  /// Whether some value is left, or it may be missing.
  private var isPossible: Bool {
    guard isThere == true else { return true }
    return numbers.isPossible && words != 0 && texts?.isEmpty != true
  }

  /// Takes in whether there is a value; returns whether that is possible.
  mutating func assume(isThere: Bool) -> Bool {
    guard self.isThere != !isThere else { return false }
    self.isThere = isThere
    return isPossible
  }

  /// Takes in a comparison that is true; returns whether that is possible.
  mutating func assume(_ comparison: Comparison, _ number: Int64) -> Bool {
    _ = numbers.narrow(comparison, number)
    return isPossible
  }

  /// Takes in that the word is one of these, or none of these.
  mutating func assume(isIn set: WordSet, _ isIn: Bool) -> Bool {
    words = (words ?? .max) & (isIn ? set.bits : ~set.bits)
    return isPossible
  }

  /// Takes in that the text is one of these, or none of these.
  mutating func assume(isOneOf values: [String], _ isOne: Bool) -> Bool {
    if isOne {
      texts = texts?.intersection(values) ?? Set(values)
    } else {
      texts?.subtract(values)
    }
    return isPossible
  }
}

extension Operand {
  /// The numbers that the value can be, if it is one.
  fileprivate var numbers: ClosedRange<Int64> {
    switch (origin, part) {
    case (_, .daysLeft): .min ... .max
    // Three digits, as RFC 9110 has them.
    case (.field(.status), .whole): 0...999
    case (.field(.score), .whole): 0...100
    default: 0 ... .max
    }
  }
}
