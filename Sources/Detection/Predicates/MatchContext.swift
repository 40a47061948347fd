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
  private let earlyBounds: [EarlyBounds.Bound]
  /// Of each of them ``QuickBound/opening``.
  private let openings: [Int64]
  let tests: [Test]
  private let plainTests: [PlainTest]
  /// By person: when they are leaving.
  private let departures: [DepartureSpan]
  let lists: ListTables
  let probes: [ListProbe]
  let steps: StepTable
  let conditions: RuleConditions
  /// The users that events may have, and when each is leaving; of a person that the roster lacks, never.
  private var users: [ResolvedUser] = []
  private var userDepartures: [DepartureSpan] = []
  /// For each user: the answers that are the same for all events, two bits each; 3 if not asked yet.
  private var userConstants: [UInt64] = []
  /// From when the users fetched last have left; `.min` for those not added yet.
  private(set) var fetchedDepartures: [Int64] = []
  /// The number of the event's user, or −1.
  private var userNumber = -1
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
  let probeWordCounts: [Int]
  var listBits: [UInt64]
  /// What was found for the hosts of events, and by probe which of these is its own; −1 for none.
  var listMemories: [ListMemory] = []
  let memoryPlaces: [Int]
  var clocks: [CivilClock]

  /// Creates the context of one worker.
  package init(_ matcher: RuleMatcher) {
    self.matcher = matcher
    branches = matcher.code.branches
    earlyBounds = matcher.earlyBounds
    openings = earlyBounds.map(\.quick.opening)
    tests = matcher.tests
    departures = matcher.people.departures ?? []
    plainTests = PlainTest.all(of: matcher)
    lists = ListTables(forOneWorker: matcher.lists)
    probes = matcher.probes
    steps = StepTable(matcher.groups)
    conditions = RuleConditions(matcher)
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
    probeWordCounts = matcher.probes.map { matcher.lists.wordCount(of: $0.family) }
    var memoryPlaces: [Int] = []
    for probe in matcher.probes {
      let memory = ListMemory(of: probe, matcher)
      memoryPlaces.append(memory == nil ? -1 : listMemories.count)
      if let memory { listMemories.append(memory) }
    }
    self.memoryPlaces = memoryPlaces
    listBits = [UInt64](repeating: 0, count: wordCount)
    clocks = matcher.zones.map { CivilClock(zone: $0) }
  }

  /// How many users were added.
  package var userCount: Int { users.count }

  /// Adds a user, whose number is the count before.
  package mutating func add(_ user: ResolvedUser) {
    users.append(user)
    let never = DepartureSpan(start: .max, end: .max)
    userConstants.append(.max)
    userDepartures.append(departures.isEmpty ? never : user.person.map { departures[$0] } ?? never)
  }

  /// Fetches from memory when users have left, for all of them at once.
  ///
  /// - Parameter numbers: Their numbers; of −1 and those not added yet nothing is known, and
  ///   ``SubjectResolver/nobody`` never leaves.
  package mutating func fetch(users numbers: [Int32]) {
    fetchedDepartures.removeAll(keepingCapacity: true)
    fetchedDepartures.append(addingCapacity: numbers.count) { output in
      for number in numbers {
        let isKnown = number >= 0 && Int(number) < userDepartures.count
        let unknown = number == SubjectResolver.nobody ? Int64.max : .min
        output.append(isKnown ? userDepartures[Int(number)].end : unknown)
      }
    }
  }

  /// The user of the event; `nil` if nobody is known.
  var user: ResolvedUser? { userNumber < 0 ? nil : users[userNumber] }

  /// The person that the user of the event is, if the roster knows them; unlike ``user`` no copy.
  var person: Int? { userNumber < 0 ? nil : users[userNumber].person }

  /// Forgets the last event; the next one is of a user that was added.
  ///
  /// Numbers, because handing a user over would count references for every line of a log.
  package mutating func begin(userNumber: Int) {
    beginWithoutUser()
    self.userNumber = userNumber
  }

  /// Forgets the last event; nobody is known of the next one.
  package mutating func beginWithoutUser() {
    epoch += 1
    if !arena.isEmpty { arena.removeAll(keepingCapacity: true) }
    userNumber = -1
  }

  /// Forgets the last event; `user` is that of the next, `nil` if nobody is known.
  package mutating func begin(user: ResolvedUser?) {
    guard let user else { return beginWithoutUser() }
    let number = users.firstIndex(of: user) ?? users.count
    if number == users.count { add(user) }
    begin(userNumber: number)
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

  /// Returns whether the quick bounds alone tell that no step is satisfied.
  ///
  /// - Parameters:
  ///   - early: What is known of the event.
  ///   - number: The number of its user; one that was not added yet is not judged.
  /// - Returns: Whether no event like this satisfies one.
  @inline(__always)
  func excludes(_ early: borrowing EarlyEvent, userNumber number: Int) -> Bool {
    guard number < userDepartures.count else { return false }
    let bytesOut = early.numbers.bytesOut
    return earlyBounds[EarlyBounds.index(for: early)].quick.excludes(
      time: early.time.microseconds, departed: userDepartures[number].end,
      bytesOut: bytesOut < 0 ? nil : bytesOut)
  }

  /// Finds the lines of a batch that the quick bounds exclude.
  ///
  /// It is true of fewer lines than ``excludes(_:userNumber:)``: whoever has left is never excluded.
  ///
  /// - Parameter batch: Lines whose users were fetched last.
  /// - Returns: A bit for each line, the first one lowest.
  /// - Complexity: O(*n*) in the lines, with no branch that depends on one.
  func excluded(of batch: borrowing EarlyBatch) -> UInt64 {
    let lines = 0..<batch.count
    let (doubts, times) = (batch.doubts.span.extracting(lines), batch.times.span.extracting(lines))
    let bytesOut = batch.bytesOut.span.extracting(lines)
    let methods = batch.methods.span.extracting(lines)
    let outcomes = batch.outcomes.span.extracting(lines)
    let departures = fetchedDepartures.span.extracting(lines)
    var excluded: UInt64 = 0
    for line in lines {
      let bound = EarlyBounds.index(
        of: batch.kind, knownMethod: methods[line], knownOutcome: outcomes[line])
      // Each is zero or one; a condition would be a branch that no processor guesses.
      let isSound: UInt64 = doubts[line] == 0 ? 1 : 0
      let isPlausible: UInt64 = Timestamp(microseconds: times[line]).isOrdinary ? 1 : 0
      let hasNotLeft: UInt64 = times[line] < departures[line] ? 1 : 0
      let isSmall: UInt64 = bytesOut[line] < openings[bound] ? 1 : 0
      excluded |= (isSound & isPlausible & hasNotLeft & isSmall) << UInt64(line)
    }
    return excluded
  }

  /// Returns whether any step might be satisfied, as far as the early fields tell.
  ///
  /// The event may have its early fields alone; what is found out here stays known when it gets
  /// the others.
  package mutating func mightMatch(_ event: borrowing Event, in block: Span<UInt8>) -> Bool {
    let index = EarlyBounds.index(for: event)
    let departed = userNumber < 0 ? .max : userDepartures[userNumber].end
    if earlyBounds[index].quick.excludes(
      time: event.time.microseconds, departed: departed, bytesOut: event.number(.bytesOut))
    {
      return false
    }
    return isTrue(earlyBounds[index].whole, of: event, in: block, element: -1)
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
    switch plain.kind {
    case .none: break
    case .range, .word, .missing: return plain.outcome(of: event)
    case .departed:
      guard userNumber >= 0 else { return .unknown }
      return Outcome(event.time.microseconds >= userDepartures[userNumber].end)
    case .departing:
      guard userNumber >= 0 else { return .unknown }
      let (time, span) = (event.time.microseconds, userDepartures[userNumber])
      return Outcome(time >= span.start && time < span.end)
    case .userConstant:
      guard userNumber >= 0 else { return .unknown }
      let known = userConstants[userNumber] >> plain.userPlace & 3
      if let outcome = Outcome(rawValue: UInt8(known)) { return outcome }
      let outcome = ask(test, of: event, in: block, element: element)
      userConstants[userNumber] ^= (3 ^ UInt64(outcome.rawValue)) << plain.userPlace
      return outcome
    }
    let known = outcomes[test]
    if known >> 2 == epoch, let outcome = Outcome(rawValue: UInt8(known & 3)) { return outcome }
    let outcome = ask(test, of: event, in: block, element: element)
    if !tests[test].isPerElement {
      outcomes[test] = epoch << 2 | UInt64(outcome.rawValue)
    }
    return outcome
  }
}
