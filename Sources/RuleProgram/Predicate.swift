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
