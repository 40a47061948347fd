internal import ByteScan
package import EventModel
package import People
package import RuleProgram
package import SystemBoundary

/// Makes facts of the events of one subject, for all rules, and traces them for one rule.
///
/// One mapper belongs to one worker.
package struct SubjectMapper: WholeEventTracing, ~Copyable {
  /// What is left of the events of one worker.
  package struct Yield: Sendable {
    package var facts: PartitionedFacts
    /// By step of the traced rule: the events that came nearest to being selected.
    package var nearest: [NearestFew<NearEvent>]
  }

  private let subject: Subject
  private let companyDomains: CompanyDomains
  private let roots: [Field]
  private var resolver: SubjectResolver
  private var mapper: FactMapper
  private var tracer: EventTracer?
  private var folded: [UInt8] = []

  /// Creates a mapper.
  ///
  /// - Parameters:
  ///   - subject: Whose events are taken; all others are dropped.
  ///   - program: All rules.
  ///   - matcher: The compiled conditions of the program.
  ///   - conditions: Those of the rule to be traced; `nil` for none.
  ///   - kept: Fields that facts keep beside those that the rules need.
  ///   - people: Who is who.
  ///   - companyDomains: The company's own domains.
  ///   - budgetByteCount: How much memory its facts may take before they go to disk.
  ///   - nearCount: How many events that came near are kept for each step.
  package init(
    of subject: Subject, program: RuleProgram, matcher: RuleMatcher, conditions: TrialConditions?,
    keeping kept: FieldSet, people: PeopleDirectory, companyDomains: CompanyDomains,
    budgetByteCount: Int, nearCount: Int
  ) {
    self.subject = subject
    self.companyDomains = companyDomains
    roots = FactMapper.usedRoots(of: program)
    resolver = SubjectResolver(people: people)
    // Melted facts have no lines to show.
    mapper = FactMapper(
      program: program, matcher: matcher, people: people, companyDomains: companyDomains,
      budgetByteCount: budgetByteCount, combines: false, alsoKeeping: kept)
    if let conditions {
      tracer = EventTracer(
        conditions, resolver: SubjectResolver(people: people), nearCount: nearCount,
        wantsOneObstacle: true)
    } else {
      tracer = nil
    }
  }

  /// Tells what the source of the following events carries.
  package mutating func begin(source: SourceFields) { mapper.begin(source: source) }

  /// Takes in an event if it is the subject's; all its lines stand in the block.
  ///
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  package mutating func add(
    _ event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    event.complete(companyDomains: companyDomains, in: block)
    guard isOfSubject(event, in: block) else { return }
    try mapper.add(joined: &event, in: block, lines: lines)
    guard event.time.isPlausible else { return }
    tracer?.trace(event, in: block, line: lines[0])
  }

  /// How much memory could be had by ``spill()``.
  package var heldByteCount: Int { mapper.heldByteCount }

  /// Moves facts to disk.
  package mutating func spill() throws(SystemError) { try mapper.spill() }

  /// Ends the taking.
  package mutating func finish() -> Yield {
    Yield(facts: mapper.finish(), nearest: tracer?.nearest ?? [])
  }

  /// Whether the event counts under the subject for a rule of some root.
  private mutating func isOfSubject(_ event: borrowing Event, in block: Span<UInt8>) -> Bool {
    let owner = resolver.owner(of: event, in: block)
    for root in roots where owner.subjectKind(of: event, root: root) == subject.kind {
      folded.removeAll(keepingCapacity: true)
      switch subject.kind {
      case .user:
        guard case .identity(let index) = owner else { continue }
        resolver.appendName(index, to: &folded)
      case .address: folded.append(copying: event.text(.srcIP, in: block))
      case .host: TextFolding.fold(event.text(.host, in: block), into: &folded)
      case .source: folded.append(copying: event.text(.source, in: block))
      }
      if String(logBytes: folded).utf8.elementsEqual(subject.value.utf8) { return true }
    }
    return false
  }
}
