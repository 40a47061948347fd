/// The steps to try on events of one kind, grouped by the test that each of them asks first.
///
/// Most rules on a kind begin with the same part, such as `upload`; where it fails, the whole group is
/// left out after one look. Within a group, the steps that want a text to be in some list are found by
/// the lists that the text is in, however many there are; see ``StepGate``.
struct AttemptGroups: Sendable {
  struct Group: Sendable {
    /// The test without which no step of the group is satisfied; −1 if there is none.
    var test: Int32
    var wantsFailure: Bool
    /// The entries of the group in ``entries`` that are tried one by one.
    var start, end: Int
    /// Those that are found by lists.
    var gates: [GatedEntries] = []
  }

  struct Entry: Sendable {
    /// Where the code of the condition goes on once the group's test has passed.
    var entry: Int32
    /// The index of the step in ``attempts``.
    var attempt: Int
  }

  /// The entries of a group that want the text of a probe to be in a list, by the bit of the list.
  struct GatedEntries: Sendable {
    var probe: Int
    var entries: [Int: [Entry]]
  }

  let attempts: [RuleMatcher.Attempt]
  let groups: [Group]
  let entries: [Entry]

  init(_ attempts: [RuleMatcher.Attempt], code: ConditionCode, tests: [Test]) {
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
      var gated: [Int: [Int: [Entry]]] = [:]
      for entry in members[index] {
        guard let gate = StepGate(entry.entry, of: code, tests) else {
          entries.append(entry)
          continue
        }
        for bit in gate.bits { gated[gate.probe, default: [:]][bit, default: []].append(entry) }
      }
      groups[index].end = entries.count
      groups[index].gates = gated.sorted { $0.key < $1.key }.map {
        GatedEntries(probe: $0.key, entries: $0.value)
      }
    }
    self.attempts = attempts
    self.groups = groups
    self.entries = entries
  }
}
