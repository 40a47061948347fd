package import EventModel

/// The value that a test looks at.
package struct Operand: Hashable, Sendable {
  /// Where the value comes from.
  package enum Origin: Hashable, Sendable {
    /// A field of the event.
    case field(Field)
    /// The one value that the enclosing quantifier is looking at: `any recipient (domain in …)`.
    case element
  }

  /// Which part of a compound value.
  package enum Part: Hashable, Sendable {
    case whole
    // Of an e-mail address.
    case domain, local
    // Of an attachment.
    case name, size, fileExtension
    // Of the user, from the roster.
    case daysLeft, department, phase
  }

  package var origin: Origin
  package var part: Part
  package init(_ origin: Origin, _ part: Part = .whole) {
    self.origin = origin
    self.part = part
  }
}

/// An order between two numbers.
package enum Comparison: String, CaseIterable, Codable, Hashable, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// A factor written with decimals, kept exact: `1.5` is 15 / 10.
package struct Factor: Hashable, Sendable {
  package var numerator: Int64
  package var denominator: Int64
  package init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
  /// The factor that changes nothing.
  package static let one = Factor(numerator: 1, denominator: 1)
}

/// How a text is held against patterns.
package enum TextMatch: String, CaseIterable, Hashable, Sendable {
  /// The whole value equals one of them.
  case equals
  case contains, starts, ends
  /// `*` stands for any run of characters, `?` for one; the pattern covers the whole value.
  case like
}

/// How many of several values must pass.
package enum Quantifier: Hashable, Sendable {
  case any, every, no
  /// So many of them, one or more.
  case atLeast(Int)
  /// Not so many: what `not at least` is lowered to.
  case fewerThan(Int)

  /// The most values that a rule can ask for.
  package static let largestCount = 100_000

  /// Finds a quantifier by the one word that rules write for it.
  package init?(word: String) {
    switch word {
    case "any": self = .any
    case "every": self = .every
    case "no": self = .no
    default: return nil
    }
  }

  /// The words that rules write for it.
  package var words: String {
    switch self {
    case .any: "any"
    case .every: "every"
    case .no: "no"
    case .atLeast(let count): "at least \(count)"
    case .fewerThan(let count): "not at least \(count)"
    }
  }

  /// Whether it is true of no values at all.
  package var holdsOfNothing: Bool {
    switch self {
    case .any, .every, .atLeast: false
    case .no, .fewerThan: true
    }
  }
}

/// The number of a list in ``RuleProgram/lists``.
package struct ListID: Hashable, Sendable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// The number of a calendar in ``RuleProgram/calendars``.
package struct CalendarID: Hashable, Sendable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// One test of one event; it is true, false, or unknown because a value is missing.
///
/// Texts inside are folded (width, case, NFC) unless `exactly` is set; domains are lower-case
/// A-labels without a port or a trailing dot.
package indirect enum Predicate: Hashable, Sendable {
  /// An integer, size, duration or time against a constant (bytes, microseconds, counts).
  case compareNumber(Operand, Comparison, Int64)
  /// Two numbers of the same event: left compared with `factor` × right.
  case compareOperands(Operand, Comparison, Factor, Operand)
  /// Two texts of the same event are equal after folding.
  case equalOperands(Operand, Operand)
  /// A word field holds one of these words.
  case word(Operand, WordSet)
  /// A text, domain (that host), e-mail address, user or path against constants.
  case text(Operand, TextMatch, [String], exactly: Bool)
  /// As `text`, against all entries of a list of words, texts or globs.
  case textList(Operand, TextMatch, ListID, exactly: Bool)
  /// `in`, directed by the list's type: sub-domain, folder, network, whole value.
  case inList(Operand, ListID)
  /// A number lies in a closed range.
  case numberInRange(Operand, ClosedRange<Int64>)
  /// The value is missing; this test itself is never unknown.
  case isMissing(Operand)
  case user(UserFlag)
  /// The user's phase is one of these.
  case userPhase(Set<DeparturePhase>)
  /// The civil time of day lies in [start, end) minutes and may wrap midnight.
  case timeOfDay(startMinute: Int, endMinute: Int)
  /// Inside (`during`) or outside the open hours of a calendar.
  case calendar(CalendarID, during: Bool)
  /// A field with several values; the condition looks at one element at a time.
  case quantified(Quantifier, Field, Condition)
  /// The text resembles the user's own name (language.md section 5).
  case resemblesUser(Operand)
  /// An attachment is marked as encrypted.
  case isEncrypted(Operand)
  /// The value was not seen before. Single events cannot answer it, only the reduction can; so it
  /// stands nowhere inside a quantifier.
  case isNew(Newness)
}

/// A formula over tests, with negation already pushed down to them.
///
/// It is two-valued at run time: a test on a missing value is not true, negated or not.
package indirect enum Condition: Hashable, Sendable {
  case constant(Bool)
  /// True when the test is true.
  case holds(Predicate)
  /// True when the test is false: its value is there, and it does not pass.
  case fails(Predicate)
  case all([Condition])
  case any([Condition])
  /// True when the condition is not true; only `unless` and `define … unless` make this.
  case notTrue(Condition)
}

// Programs are full of conditions, and each is looked up several times while it is compiled; so what is
// hashed of one is little, and enough to tell nearly all of them apart. Equal ones hash alike.

extension Operand {
  /// A number that no other operand has.
  fileprivate var mark: UInt64 {
    let origin: UInt64 =
      switch origin {
      case .element: 0xFF
      case .field(let field): UInt64(field.rawValue)
      }
    let part: UInt64 =
      switch part {
      case .whole: 0
      case .domain: 1
      case .local: 2
      case .name: 3
      case .size: 4
      case .fileExtension: 5
      case .daysLeft: 6
      case .department: 7
      case .phase: 8
      }
    return origin << 8 | part
  }
}

extension Predicate {
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .compareNumber(let operand, _, let constant):
      hasher.combine(operand.mark << 8 | 1)
      hasher.combine(constant)
    case .compareOperands(let left, _, let factor, let right):
      hasher.combine(left.mark << 32 | right.mark << 8 | 2)
      hasher.combine(factor.numerator)
    case .equalOperands(let left, let right):
      hasher.combine(left.mark << 32 | right.mark << 8 | 3)
    case .word(let operand, let words):
      hasher.combine(operand.mark << 8 | 4)
      hasher.combine(UInt64(truncatingIfNeeded: words.bits ^ words.bits >> 64))
    case .text(let operand, _, let constants, let exactly):
      hasher.combine(operand.mark << 8 | UInt64(constants.count) << 32 | (exactly ? 5 : 6))
      if let first = constants.first { hasher.combine(first) }
    case .textList(let operand, _, let list, let exactly):
      hasher.combine(operand.mark << 8 | UInt64(list.index) << 32 | (exactly ? 7 : 8))
    case .inList(let operand, let list):
      hasher.combine(operand.mark << 8 | UInt64(list.index) << 32 | 9)
    case .numberInRange(let operand, let range):
      hasher.combine(operand.mark << 8 | 10)
      hasher.combine(range.lowerBound ^ range.upperBound &* 31)
    case .isMissing(let operand): hasher.combine(operand.mark << 8 | 11)
    case .user(let flag):
      hasher.combine(12)
      hasher.combine(flag)
    case .userPhase(let phases):
      hasher.combine(13)
      hasher.combine(phases.count)
    case .timeOfDay(let start, let end): hasher.combine(14 + 256 * (start + 4_096 * end))
    case .calendar(let calendar, let isDuring):
      hasher.combine((isDuring ? 15 : 16) + 256 * calendar.index)
    case .quantified(_, let field, let condition):
      hasher.combine(17 + 256 * Int(field.rawValue))
      hasher.combine(condition)
    case .resemblesUser(let operand): hasher.combine(operand.mark << 8 | 18)
    case .isEncrypted(let operand): hasher.combine(operand.mark << 8 | 19)
    case .isNew(let newness):
      hasher.combine(20)
      hasher.combine(newness)
    }
  }
}
