package import EventModel

/// The steps to try on events of one kind, grouped by the test that each of them asks first.
///
/// Most rules on a kind begin with the same part, such as `upload`; where it fails, the whole group is
/// left out after one look.
struct AttemptGroups: Sendable {
  struct Group: Sendable {
    /// The test without which no step of the group is satisfied; −1 if there is none.
    var test: Int32
    var wantsFailure: Bool
    /// The entries of the group in ``entries``.
    var start, end: Int
  }

  struct Entry: Sendable {
    /// Where the code of the condition goes on once the group's test has passed.
    var entry: Int32
    /// The index of the step in ``attempts``.
    var attempt: Int
  }

  let attempts: [RuleMatcher.Attempt]
  let groups: [Group]
  let entries: [Entry]

  init(_ attempts: [RuleMatcher.Attempt], code: ConditionCode) {
    var groups: [Group] = []
    var members: [[Entry]] = []
    for (index, attempt) in attempts.enumerated() {
      let entry = attempt.condition.entry
      var group = Group(test: -1, wantsFailure: false, start: 0, end: 0)
      var rest = Entry(entry: entry, attempt: index)
      if entry >= 0, code.branches[Int(entry)].ifNot == ConditionCode.Target.isNotTrue {
        let branch = code.branches[Int(entry)]
        group.test = branch.test
        group.wantsFailure = branch.wantsFailure
        rest.entry = branch.ifPassed
      }
      let known = groups.firstIndex {
        $0.test == group.test && $0.wantsFailure == group.wantsFailure
      }
      if let known {
        members[known].append(rest)
      } else {
        groups.append(group)
        members.append([rest])
      }
    }
    var entries: [Entry] = []
    for index in groups.indices {
      groups[index].start = entries.count
      entries += members[index]
      groups[index].end = entries.count
    }
    self.attempts = attempts
    self.groups = groups
    self.entries = entries
  }
}

/// The groups of all kinds of events, end to end.
///
/// Every worker makes its own. An array within an array, or one that several workers look at through
/// a shared object, is counted as held for each event, and the workers would wait for each other's
/// counting.
struct StepTable: Sendable {
  /// The groups; their starts and ends are places in ``entries``.
  private(set) var groups: [AttemptGroups.Group] = []
  private(set) var entries: [(entry: Int32, attempt: RuleMatcher.Attempt)] = []
  /// The groups of each kind, by its raw value.
  private(set) var ranges: [Range<Int>] = []

  init(_ kinds: [AttemptGroups]) {
    for kind in kinds {
      let first = groups.count
      for group in kind.groups {
        var group = group
        group.start += entries.count
        group.end += entries.count
        groups.append(group)
      }
      entries += kind.entries.map { ($0.entry, kind.attempts[$0.attempt]) }
      ranges.append(first..<groups.count)
    }
  }
}

extension MatchContext {
  /// Whether some step may be satisfied by events of the kind.
  func hasSteps(for kind: EventKind) -> Bool { !steps.ranges[Int(kind.rawValue)].isEmpty }

  /// Replaces `found` by the steps that the event satisfies, in the order of the rules.
  ///
  /// The same answers as asking ``isTrue(_:of:in:)`` of all ``RuleMatcher/attempts(for:)``, sooner.
  package mutating func findSteps(
    satisfiedBy event: borrowing Event, in block: Span<UInt8>,
    into found: inout [RuleMatcher.Attempt]
  ) {
    found.removeAll(keepingCapacity: true)
    for number in steps.ranges[Int(event.kind.rawValue)] {
      let group = steps.groups[number]
      if group.test >= 0 {
        let outcome = outcome(Int(group.test), of: event, in: block, element: -1)
        guard outcome == (group.wantsFailure ? .isFalse : .isTrue) else { continue }
      }
      for index in group.start..<group.end {
        let condition = ConditionID(entry: steps.entries[index].entry)
        guard isTrue(condition, of: event, in: block, element: -1) else { continue }
        found.append(steps.entries[index].attempt)
      }
    }
    if found.count > 1 {
      found.sort { ($0.rule, $0.step, $0.alternative) < ($1.rule, $1.step, $1.alternative) }
    }
  }
}
