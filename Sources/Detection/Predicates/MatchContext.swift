package import EventModel
import RuleProgram

/// What one worker knows of the event at hand: folded texts, sets of lists, answers of tests.
///
/// Everything is worked out when it is first asked for and kept until the next ``begin(user:)``.
/// Nothing is allocated per event once the buffers have grown.
///
///     context.begin(user: user)
///     for attempt in matcher.attempts(for: event.kind)
///     where context.isTrue(attempt.condition, of: event, in: block) { … }
package struct MatchContext: ~Copyable, Sendable {
  let matcher: RuleMatcher
  // The tables that every test goes through, without the way over the matcher.
  private let branches: [ConditionCode.Branch]
  private let earlyBounds: [ConditionID]
  let tests: [Test]
  private let plainTests: [PlainTest]
  /// By person: the microsecond from which they have left.
  private let departures: [Int64]
  let lists: ListTables
  private(set) var user: ResolvedUser?
  /// The number of the user in the roster, or −1.
  private var person = -1
  /// The number of the event; what was kept for another number is out of date.
  private(set) var epoch: UInt64 = 1
  /// For each test: the number of the event, and in the lowest two bits the ``Outcome``.
  private var outcomes: [UInt64]
  /// The texts worked out so far, one after the other, and the one being worked out.
  var arena: [UInt8] = []
  var draft: [UInt8] = []
  /// For each slot: where its text stands, and for which event and element; empty if missing.
  var textRanges: [Range<Int>]
  var textStamps: [UInt64]
  /// For each probe: where its set of lists stands, and for which event and element.
  var probeStamps: [UInt64]
  let probeStarts: [Int]
  var listBits: [UInt64]
  var clocks: [CivilClock]

  /// Creates the context of one worker.
  package init(_ matcher: RuleMatcher) {
    self.matcher = matcher
    branches = matcher.code.branches
    earlyBounds = matcher.earlyBounds
    tests = matcher.tests
    departures = matcher.people.departures
    let knowsDepartures = !departures.isEmpty
    plainTests = matcher.tests.map { PlainTest($0, knowsDepartures: knowsDepartures) }
    lists = matcher.lists
    outcomes = [UInt64](repeating: 0, count: matcher.tests.count)
    textRanges = [Range<Int>](repeating: 0..<0, count: matcher.sources.count)
    textStamps = [UInt64](repeating: 0, count: matcher.sources.count)
    probeStamps = [UInt64](repeating: 0, count: matcher.probes.count)
    var starts: [Int] = []
    var wordCount = 0
    for probe in matcher.probes {
      starts.append(wordCount)
      wordCount += matcher.lists.wordCount(of: probe.family)
    }
    probeStarts = starts
    listBits = [UInt64](repeating: 0, count: wordCount)
    clocks = matcher.zones.map { CivilClock(zone: $0) }
  }

  /// Forgets the last event; `user` is that of the next, `nil` if nobody is known.
  package mutating func begin(user: ResolvedUser?) {
    epoch += 1
    arena.removeAll(keepingCapacity: true)
    self.user = user
    person = user?.person ?? -1
  }

  /// Returns whether a condition is true of the event.
  ///
  /// - Parameters:
  ///   - condition: An id of the matcher that the context was made of.
  ///   - event: The same event since the last ``begin(user:)``.
  ///   - block: The block that the event was read from; empty if it owns its texts.
  /// - Returns: Whether it is true; a test on a missing value is not.
  package mutating func isTrue(
    _ condition: ConditionID, of event: borrowing Event, in block: Span<UInt8>
  ) -> Bool {
    isTrue(condition, of: event, in: block, element: -1)
  }

  /// Returns whether any step might be satisfied, as far as the early fields tell.
  ///
  /// The event may have its early fields alone; what is found out here stays known when it gets
  /// the others.
  package mutating func mightMatch(_ event: borrowing Event, in block: Span<UInt8>) -> Bool {
    isTrue(earlyBounds[EarlyBounds.index(for: event)], of: event, in: block, element: -1)
  }

  mutating func isTrue(
    _ condition: ConditionID, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) -> Bool {
    var at = condition.entry
    while at >= 0 {
      let branch = branches[Int(at)]
      let outcome = outcome(Int(branch.test), of: event, in: block, element: element)
      let passed = outcome == (branch.wantsFailure ? .isFalse : .isTrue)
      at = passed ? branch.ifPassed : branch.ifNot
    }
    return at == ConditionCode.Target.isTrue
  }

  /// The mark of values that were worked out for this event, and for one element of it.
  func stamp(element: Int) -> UInt64 { epoch << 24 | UInt64(truncatingIfNeeded: element + 1) }

  mutating func outcome(
    _ test: Int, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) -> Outcome {
    let plain = plainTests[test]
    if plain.kind == .departed {
      guard user != nil else { return .unknown }
      guard person >= 0 else { return .isFalse }
      return Outcome(event.time.microseconds >= departures[person])
    }
    if plain.kind != .none { return plain.outcome(of: event) }
    let known = outcomes[test]
    if known >> 2 == epoch, let outcome = Outcome(rawValue: UInt8(known & 3)) { return outcome }
    let outcome = ask(test, of: event, in: block, element: element)
    if !tests[test].isPerElement {
      outcomes[test] = epoch << 2 | UInt64(outcome.rawValue)
    }
    return outcome
  }
}
