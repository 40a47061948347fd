internal import EventModel

/// A test that one number of the event decides, in a form that is asked without a detour.
///
/// Most events of a busy source fall out of every rule by a method, an outcome or a size; these
/// tests are cheaper to ask again than to look up.
struct PlainTest: Sendable {
  enum Kind: UInt8, Sendable { case none, range, word, missing, departed, departing, userConstant }

  var kind = Kind.none
  var field = Field.time
  var isInverted = false
  /// For ``Kind/userConstant``: the place among the answers kept for a user.
  var userPlace: UInt64 = 0
  var lowest: Int64 = 0
  var highest: Int64 = 0
  /// The accepted words with numbers below 64, and the others.
  var lowWords: UInt64 = 0
  var highWords: UInt64 = 0

  init(_ test: Test, knowsDepartures: Bool) {
    switch test.action {
    case .number(.field(let field), let lowest, let highest, let isInverted):
      kind = .range
      self.field = field
      self.lowest = lowest
      self.highest = highest
      self.isInverted = isInverted
    case .word(.field(let field), let words):
      kind = .word
      self.field = field
      lowWords = UInt64(truncatingIfNeeded: words)
      highWords = UInt64(truncatingIfNeeded: words >> 64)
    case .missingNumber(.field(let field)):
      kind = .missing
      self.field = field
    case .userFlag(.departed) where knowsDepartures: kind = .departed
    case .userFlag(.departing) where knowsDepartures: kind = .departing
    default: break
    }
  }

  /// Asks the test of a number field; not for those about the user.
  @inline(__always)
  func outcome(of event: borrowing Event) -> Outcome {
    guard let number = event.number(field) else { return kind == .missing ? .isTrue : .unknown }
    switch kind {
    case .range: return Outcome((number >= lowest && number <= highest) != isInverted)
    case .word:
      let bit = UInt64(truncatingIfNeeded: number & 63)
      return Outcome((number & 64 == 0 ? lowWords : highWords) >> bit & 1 != 0)
    case .missing, .none, .departed, .departing, .userConstant: return .isFalse
    }
  }
}

extension PlainTest {
  /// How many answers are kept for a user, two bits each.
  private static let userConstantLimit = 32

  /// Returns the plain tests of a matcher, by the number of the test.
  static func all(of matcher: RuleMatcher) -> [PlainTest] {
    let knowsDepartures = matcher.people.departures != nil
    var userConstantCount = 0
    return matcher.tests.map { test in
      var plain = PlainTest(test, knowsDepartures: knowsDepartures)
      if plain.kind == .none, userConstantCount < userConstantLimit,
        isConstant(test, of: matcher)
      {
        plain.kind = .userConstant
        plain.userPlace = UInt64(2 * userConstantCount)
        userConstantCount += 1
      }
      return plain
    }
  }

  /// Whether the answer for a user is the same for all events.
  private static func isConstant(_ test: Test, of matcher: RuleMatcher) -> Bool {
    switch test.action {
    case .userFlag(let flag): return flag == .contractor || flag == .temp || flag == .known
    case .listed(let number, _):
      let probe = matcher.probes[number]
      let source = matcher.sources[probe.slot]
      return probe.family == .wholeValues && source.origin == .user && source.part == .whole
        && source.form != .raw && !matcher.lists.wholeValues.lists.hasEnds
    default: return false
    }
  }
}
