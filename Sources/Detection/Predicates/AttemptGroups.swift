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

extension MatchContext {
  /// Replaces `found` by the steps that the event satisfies, in the order of the rules.
  ///
  /// The same answers as asking ``isTrue(_:of:in:)`` of all ``RuleMatcher/attempts(for:)``, sooner.
  package mutating func findSteps(
    satisfiedBy event: borrowing Event, in block: Span<UInt8>,
    into found: inout [RuleMatcher.Attempt]
  ) {
    found.removeAll(keepingCapacity: true)
    let table = matcher.groups[Int(event.kind.rawValue)]
    for group in table.groups {
      if group.test >= 0 {
        let outcome = outcome(Int(group.test), of: event, in: block, element: -1)
        guard outcome == (group.wantsFailure ? .isFalse : .isTrue) else { continue }
      }
      for index in group.start..<group.end {
        let entry = table.entries[index]
        guard isTrue(ConditionID(entry: entry.entry), of: event, in: block, element: -1) else {
          continue
        }
        found.append(table.attempts[entry.attempt])
      }
    }
    if found.count > 1 {
      found.sort { ($0.rule, $0.step, $0.alternative) < ($1.rule, $1.step, $1.alternative) }
    }
  }
}
