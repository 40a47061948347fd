internal import Detection
internal import EventModel
internal import RuleProgram
internal import StateStore

/// What a run has to say that the runs before have not said.
struct NightlyComparison: Sendable {
  /// A finding that does not hold any more.
  struct Withdrawn: Sendable {
    var finding: KeptFinding
    /// The id of the one that stands in its place, if there is one.
    var supersededBy: String?
  }

  /// All findings that stand now, if a report lists them.
  private(set) var standing: [Finding] = []
  /// How many stand.
  private(set) var standingCount = 0
  /// Those of them that are new, or are no longer what they were.
  private(set) var changed: [Finding] = []
  /// How many of them are new.
  private(set) var newCount = 0
  /// All that no report has told of as they are: what changed now, and what could not be told before.
  private(set) var untold: [Finding] = []
  private(set) var withdrawn: [Withdrawn] = []
  /// The time from which on facts are kept, in microseconds; `nil` while all of them are.
  private let factsFrom: Int64?
  private let reach: Int64

  /// Compares what was found with what stands.
  ///
  /// - Parameters:
  ///   - found: The findings about everybody who was judged.
  ///   - judged: Who and what that was.
  ///   - before: The findings that stood.
  ///   - store: All of them as they were written.
  ///   - listsStanding: Whether a report lists all that stands.
  ///   - reach: How far back from an event facts matter. What began nearer than that to the oldest
  ///     facts stands as it was told: what it rests on is no longer all there.
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n* log *n*) in the findings.
  init(
    of found: [Finding], about judged: JudgedSubjects, before: [KeptFinding],
    with store: borrowing StateStore, listsStanding: Bool, reach: Int64
  ) throws(StateFailure) {
    let factsFrom = try store.setting("facts_from").flatMap { Int64($0) }
    self.factsFrom = factsFrom
    self.reach = reach
    let judgedFrom = factsFrom.map { $0 + reach } ?? .min
    let found = found.filter { $0.first.microseconds >= judgedFrom }
    let now = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    var known: Set<String> = []
    var unchanged: [KeptFinding] = []
    for old in before {
      guard judged.contains(old), old.first.microseconds >= judgedFrom else {
        unchanged.append(old)
        continue
      }
      known.insert(old.id)
      if let new = now[old.id] {
        if old.says(new) { unchanged.append(old) } else { changed.append(new) }
      } else {
        let other = found.first { $0.takesPlace(of: old) }
        withdrawn.append(Withdrawn(finding: old, supersededBy: other?.id))
      }
    }
    for finding in found where !known.contains(finding.id) {
      newCount += 1
      changed.append(finding)
    }
    standingCount = unchanged.count + changed.count
    untold = changed + (try store.findings(unchanged.filter { !$0.isTold }))
    untold.sortForReports()
    if listsStanding {
      standing = changed + (try store.findings(unchanged))
      standing.sortForReports()
    }
  }
}

extension NightlyComparison {
  /// The time before which no facts need be kept after this run, in microseconds; `nil` if it is no
  /// later than before.
  ///
  /// Twice as far back as facts matter: the nearer half decides on findings, the further one is what
  /// those rest on.
  func horizon(after end: Int64?, in program: RuleProgram) -> Int64? {
    guard let end else { return nil }
    let limit = end - 2 * reach
    return limit > factsFrom ?? .min ? limit : nil
  }
}

extension Finding {
  /// Whether it tells of the same rule, subject and time as one that does not hold any more.
  fileprivate func takesPlace(of old: KeptFinding) -> Bool {
    rule == old.rule && subject.keptName == old.subject && first <= old.last && old.first <= last
  }
}
