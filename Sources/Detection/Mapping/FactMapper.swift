internal import ByteScan
package import EventModel
package import People
package import RuleProgram
package import SystemBoundary

/// Where one raw line of an event stands, in its file and in the block.
package struct FactLine: Hashable, Sendable {
  package var place: SourcePlace
  /// The bytes of the line in the block, without its line end.
  package var range: Range<Int>
  package init(place: SourcePlace, range: Range<Int>) {
    self.place = place
    self.range = range
  }
}

/// Turns events into facts: whose event it is, which rules select it, what of it must be kept.
///
/// One mapper belongs to one worker. It keeps no block and no event; what it keeps are facts, and
/// the identities it has seen.
package struct FactMapper: ~Copyable, Sendable {
  let matcher: RuleMatcher
  let plan: FactPlan
  let hasExceptions: Bool
  /// The root of each rule, by its index.
  let roots: [Field]
  /// The roots that some rule has, in a fixed order.
  let usedRoots: [Field]
  private let program: RuleProgram
  private let companyDomains: CompanyDomains
  var context: MatchContext
  var resolver: SubjectResolver
  var encoder = FactEncoder()
  var stores: PartitionedFacts
  /// What rules can count of the identities, where that can be told; see ``SubjectTallies``.
  var subjectTallies: SubjectTallies?
  let sightingPlan: SightingPlan
  /// What was seen since it was put among the facts last; `nil` while it is being written.
  var sightings: SightingTable? = SightingTable()
  /// How many bytes of sightings are kept at most before they are put among the facts.
  let sightingLimit: Int
  // Buffers of the event at hand, kept so that nothing is allocated per event.
  var matches: [RuleMatch] = []
  var lines: [FactLine] = []
  var folded: [UInt8] = []
  var satisfied: [RuleMatcher.Attempt] = []
  /// For attempts whose exemption the source cannot answer: one more than the field it lacks.
  var caps: [RuleMatcher.Attempt: UInt8] = [:]
  /// What exceptions and disabled rules have left out so far.
  var tallies: ExceptionTallies
  /// The owner of the event that ``isConcerned(by:in:)`` has let through.
  private var begun: SubjectResolver.Owner?
  /// The part of the budget that ``subjectTallies`` may take beside it.
  private static let talliesOfBudget = 16
  /// Events that a rule selects but that name neither person nor address nor host.
  package internal(set) var eventsWithoutSubject = 0

  /// Creates a mapper.
  ///
  /// - Parameters:
  ///   - program: The rules.
  ///   - matcher: The compiled conditions of the program.
  ///   - people: Who is who.
  ///   - companyDomains: The company's own domains.
  ///   - budgetByteCount: How much memory its facts may take before they go to disk.
  ///   - combines: Whether facts are melted into partials where rules allow it; the findings are
  ///     the same without.
  ///   - kept: Fields to keep of every event that is kept at all, beside those that the rules need.
  package init(
    program: RuleProgram, matcher: RuleMatcher, people: PeopleDirectory,
    companyDomains: CompanyDomains, budgetByteCount: Int, combines: Bool = true,
    alsoKeeping kept: FieldSet = FieldSet()
  ) {
    self.program = program
    self.matcher = matcher
    self.companyDomains = companyDomains
    hasExceptions = !matcher.exceptions.isEmpty
    roots = program.rules.map(\.root)
    usedRoots = Self.usedRoots(of: program)
    plan = FactPlan(program, alsoKeeping: kept)
    tallies = ExceptionTallies(matcher.exceptions)
    context = MatchContext(matcher)
    resolver = SubjectResolver(people: people)
    stores = PartitionedFacts(
      budgetByteCount: budgetByteCount,
      combiner: FactCombiner(
        EvaluationContext(
          program: program, people: people, companyDomains: companyDomains,
          zone: matcher.zones[0], files: [], combines: combines)))
    sightingPlan = SightingPlan(program, matcher)
    subjectTallies =
      sightingPlan.isEmpty
      ? SubjectTallies(program, budgetByteCount: budgetByteCount / Self.talliesOfBudget) : nil
    sightingLimit = budgetByteCount / 4
  }

  /// The roots that some rule of a program has, in a fixed order.
  static func usedRoots(of program: RuleProgram) -> [Field] {
    [.user, .srcIP, .host, .source].filter(Set(program.rules.map(\.root)).contains)
  }

  /// Ends the mapping and hands out its facts.
  package mutating func finish() -> PartitionedFacts {
    // What was seen is little enough to stay in memory, wherever the facts are.
    sightings?.empty { stores.hold($0.span) }
    subjectTallies?.finish(hashes: resolver.allSubjectHashes)
    stores.tallies = subjectTallies.flatMap { $0.isGivenUp ? nil : $0 }
    return stores
  }

  /// What exceptions and disabled rules have left out so far: first the program's allowances, then
  /// its disabled rules, in their order.
  package var leftOut: [LeftOutEvents] { tallies.events(users: resolver) }

  /// The identities that events named so far.
  package var identities: [KnownIdentity] { resolver.identities }

  /// Tells what the source of the following events carries; rules whose exemption it cannot answer
  /// are capped.
  package mutating func begin(source: SourceFields) {
    caps.removeAll()
    for kind in EventKind.allCases {
      guard let carried = source.fields[kind] else { continue }
      for attempt in matcher.attempts(for: kind) {
        let step = program.rules[attempt.rule].steps[attempt.step]
        guard let exemption = step.alternatives[attempt.alternative].exemption else { continue }
        let lacking = exemption.fields.subtracting(carried).subtracting(Self.resolved)
        if let field = lacking.fields.first { caps[attempt] = field.rawValue + 1 }
      }
    }
  }

  /// Fields that the engine finds out by itself, whatever the source carries.
  private static let resolved = FieldSet(.user)

  /// Takes in an event of one line.
  ///
  /// - Parameters:
  ///   - event: The event; derived fields are filled in here.
  ///   - block: The block in which the event's texts and its line stand.
  ///   - line: Where the line is.
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  package mutating func add(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) {
    if lines.count == 1 {
      lines[0] = line
    } else {
      lines = [line]
    }
    try add(&event, in: block)
  }

  /// Takes in an event that was joined from several lines.
  ///
  /// - Parameters:
  ///   - event: The event, which owns its texts.
  ///   - block: The raw lines, somewhere in these bytes.
  ///   - lines: Where they are, the first one first.
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  package mutating func add(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    self.lines.removeAll(keepingCapacity: true)
    self.lines.append(contentsOf: lines)
    try add(&event, in: block)
  }

  /// Looks up the users of the events to come, all at once.
  ///
  /// - Parameters:
  ///   - users: Where they are named; an event carries its number among them.
  ///   - block: The block they stand in.
  package mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    resolver.announce(users: users, in: block)
    context.fetch(users: resolver.announced)
  }

  /// Takes an event of an announced user that no rule selects, whatever its other fields are.
  ///
  /// - Parameter early: What is known of the event.
  /// - Returns: Whether it is done with; if not, nothing was counted, and ``isConcerned(by:in:)``
  ///   must be asked.
  /// - Complexity: O(1).
  package mutating func passes(_ early: borrowing EarlyEvent) -> Bool {
    guard sightingPlan.isEmpty, early.time.isPlausible,
      let user = resolver.number(ofAnnounced: early.announcedUser),
      context.excludes(early, userNumber: user)
    else { return false }
    resolver.count(user)
    return true
  }

  /// Looks up the users of a batch of events, as ``announce(users:in:)`` does.
  package mutating func announce(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) {
    resolver.announce(batch, in: block)
    context.fetch(users: resolver.announced)
  }

  /// Returns which lines of the batch announced last are events that no rule selects, a bit a line.
  ///
  /// It is true of fewer lines than ``passes(_:)``, and counts nothing.
  package func excluded(of batch: borrowing EarlyBatch) -> UInt64 {
    sightingPlan.isEmpty ? context.excluded(of: batch) : 0
  }

  /// Takes the events of some lines of a batch, all of which are excluded.
  package mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    resolver.count(announced: lines)
  }

  /// Returns whether any rule might select the event, as far as its early fields tell.
  ///
  /// The owner of the event is counted here; an event that is then added must be the same one.
  ///
  /// - Complexity: O(*n*) in the tests of early fields; most events of a proxy end here.
  package mutating func isConcerned(
    by event: borrowing Event, in block: Span<UInt8>
  ) -> Bool {
    let owner = resolver.owner(of: event, in: block)
    begin(owner)
    guard event.time.isPlausible else { return false }
    if !sightingPlan.isEmpty {
      if mustBeWhole(event, of: owner) {
        begun = owner
        return true
      }
      noteDay(of: owner, at: event.time)
    }
    guard context.mightMatch(event, in: block) else { return false }
    begun = owner
    return true
  }

  private mutating func add(_ event: inout Event, in block: Span<UInt8>) throws(SystemError) {
    event.complete(companyDomains: companyDomains, in: block)
    let owner: SubjectResolver.Owner
    if let begun {
      owner = begun
      self.begun = nil
    } else {
      owner = resolver.owner(of: event, in: block)
      begin(owner)
    }
    // Windows run on event time: an implausible one is counted by the caller and goes no further.
    guard event.time.isPlausible else { return }
    try noteSightings(of: event, in: block, owner: owner)
    guard context.hasSteps(for: event.kind) else { return }
    try select(event, in: block, owner: owner)
  }

  /// Tells the context whose event is next.
  @inline(__always)
  private mutating func begin(_ owner: SubjectResolver.Owner) {
    guard case .identity(let index) = owner else { return context.beginWithoutUser() }
    while context.userCount < resolver.identityCount {
      context.add(resolver.user(context.userCount))
    }
    context.begin(userNumber: index)
  }
}
