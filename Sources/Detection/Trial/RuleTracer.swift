package import EventModel
package import People
package import RuleProgram
package import SystemBoundary

/// Takes events in for a rule that is tried: makes facts of them as a scan does, and traces what its
/// conditions let through.
///
/// One tracer belongs to one worker.
package struct RuleTracer: WholeEventTracing, ~Copyable {
  /// What is left of the events of one worker.
  package struct Yield: Sendable {
    package var facts: PartitionedFacts
    /// The facts there would be without exceptions; `nil` if no exception concerns the rule.
    package var unexemptedFacts: PartitionedFacts?
    package var identities: [KnownIdentity]
    package var eventsWithoutSubject: Int
    /// What exceptions and the disabled rule have left out.
    package var leftOut: [LeftOutEvents]
    package var funnels: [StepFunnel]
    /// By step: the events that came nearest to being selected.
    package var nearest: [NearestFew<NearEvent>]
  }

  private var mapper: FactMapper
  private var unexempted: FactMapper?
  private var tracer: EventTracer

  /// Creates a tracer.
  ///
  /// - Parameters:
  ///   - program: A program of one rule.
  ///   - conditions: The conditions of the rule.
  ///   - matcher: The compiled conditions of the program.
  ///   - unexemptedMatcher: Those of the program without its exceptions; `nil` if it has none.
  ///   - people: Who is who.
  ///   - companyDomains: The company's own domains.
  ///   - budgetByteCount: How much memory its facts may take before they go to disk.
  ///   - nearCount: How many events that came near are kept for each step.
  package init(
    program: RuleProgram, conditions: TrialConditions, matcher: RuleMatcher,
    unexemptedMatcher: RuleMatcher?, people: PeopleDirectory, companyDomains: CompanyDomains,
    budgetByteCount: Int, nearCount: Int
  ) {
    // Melted facts have no windows to look at.
    mapper = FactMapper(
      program: program, matcher: matcher, people: people, companyDomains: companyDomains,
      budgetByteCount: budgetByteCount, combines: false)
    if let unexemptedMatcher {
      unexempted = FactMapper(
        program: program.withoutExceptions, matcher: unexemptedMatcher, people: people,
        companyDomains: companyDomains, budgetByteCount: budgetByteCount, combines: false)
    } else {
      unexempted = nil
    }
    tracer = EventTracer(
      conditions, resolver: SubjectResolver(people: people), nearCount: nearCount)
  }

  /// Tells what the source of the following events carries.
  package mutating func begin(source: SourceFields) {
    mapper.begin(source: source)
    unexempted?.begin(source: source)
  }

  /// Takes in an event; all its lines stand in the block.
  ///
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  package mutating func add(
    _ event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    try mapper.add(joined: &event, in: block, lines: lines)
    try unexempted?.add(joined: &event, in: block, lines: lines)
    // Windows run on event time: an event without a plausible one goes no further in a scan either.
    guard event.time.isPlausible else { return }
    tracer.trace(event, in: block, line: lines[0])
  }

  /// How much memory could be had by ``spill()``.
  package var heldByteCount: Int {
    switch unexempted {
    case .some(let unexempted): mapper.heldByteCount + unexempted.heldByteCount
    case .none: mapper.heldByteCount
    }
  }

  /// Moves facts to disk.
  package mutating func spill() throws(SystemError) {
    try mapper.spill()
    try unexempted?.spill()
  }

  /// Ends the taking.
  package mutating func finish() -> Yield {
    Yield(
      facts: mapper.finish(), unexemptedFacts: unexempted?.finish(),
      identities: mapper.identities, eventsWithoutSubject: mapper.eventsWithoutSubject,
      leftOut: mapper.leftOut, funnels: tracer.funnels, nearest: tracer.nearest)
  }
}
