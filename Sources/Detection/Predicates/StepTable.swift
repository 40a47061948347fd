package import EventModel

/// The groups of all kinds of events, end to end.
///
/// Every worker makes its own. An array within an array, or one that several workers look at through
/// a shared object, is counted as held for each event, and the workers would wait for each other's
/// counting.
struct StepTable: Sendable {
  struct Group: Sendable {
    /// The test without which no step of the group is satisfied; −1 if there is none.
    var test: Int32
    var wantsFailure: Bool
    /// The entries to try one by one, and the gates to the others.
    var entries: Range<Int>
    var gates: Range<Int>
  }

  /// The entries that want the text of a probe to be in a list.
  ///
  ///     masks    one bit for each list that some entry wants, 64 lists a word
  ///     starts   by the bit of the list: where its entries begin; after the last, where they end
  struct Gate: Sendable {
    var probe: Int
    var masks: Range<Int>
    var firstStart: Int
  }

  typealias Entry = (entry: Int32, attempt: RuleMatcher.Attempt)

  private(set) var groups: [Group] = []
  private(set) var entries: [Entry] = []
  private(set) var gates: [Gate] = []
  private(set) var masks: [UInt64] = []
  private(set) var starts: [Int] = []
  /// The groups of each kind, by its raw value.
  private(set) var ranges: [Range<Int>] = []

  init(_ kinds: [AttemptGroups]) {
    for kind in kinds {
      let first = groups.count
      for group in kind.groups {
        let start = entries.count
        add(kind.entries[group.start..<group.end], of: kind)
        let end = entries.count
        let firstGate = gates.count
        for gated in group.gates { add(gated, of: kind) }
        groups.append(
          Group(
            test: group.test, wantsFailure: group.wantsFailure, entries: start..<end,
            gates: firstGate..<gates.count))
      }
      ranges.append(first..<groups.count)
    }
  }

  /// Adds entries, those of the same condition side by side, so that it is asked once for all of them.
  private mutating func add(_ added: ArraySlice<AttemptGroups.Entry>, of kind: AttemptGroups) {
    for entry in added.sorted(by: { ($0.entry, $0.attempt) < ($1.entry, $1.attempt) }) {
      entries.append((entry.entry, kind.attempts[entry.attempt]))
    }
  }

  private mutating func add(_ gated: AttemptGroups.GatedEntries, of kind: AttemptGroups) {
    let wordCount = (gated.entries.keys.max() ?? 0) / 64 + 1
    let gate = Gate(
      probe: gated.probe, masks: masks.count..<(masks.count + wordCount), firstStart: starts.count)
    masks += [UInt64](repeating: 0, count: wordCount)
    for (bit, own) in gated.entries.sorted(by: { $0.key < $1.key }) {
      // The lists before this one that no entry wants begin and end here.
      while starts.count <= gate.firstStart + bit { starts.append(entries.count) }
      masks[gate.masks.lowerBound + bit / 64] |= 1 << UInt64(bit % 64)
      add(own[...], of: kind)
    }
    while starts.count <= gate.firstStart + 64 * wordCount { starts.append(entries.count) }
    gates.append(gate)
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
    while found.popLast() != nil {}
    for number in steps.ranges[Int(event.kind.rawValue)] {
      let group = steps.groups[number]
      if group.test >= 0 {
        let outcome = outcome(Int(group.test), of: event, in: block, element: -1)
        guard outcome == (group.wantsFailure ? .isFalse : .isTrue) else { continue }
      }
      tryEntries(group.entries, of: event, in: block, into: &found)
      for gate in group.gates { open(steps.gates[gate], for: event, in: block, into: &found) }
    }
    guard found.count > 1 else { return }
    // Mostly two or three, and in order.
    if (1..<found.count).contains(where: { found[$0].comesBefore(found[$0 - 1]) }) {
      found.sort { $0.comesBefore($1) }
    }
    // A step that two lists of the text lead to was found twice.
    var count = 1
    for index in 1..<found.count where found[index] != found[count - 1] {
      found[count] = found[index]
      count += 1
    }
    if count < found.count { found.removeLast(found.count - count) }
  }

  private mutating func tryEntries(
    _ range: Range<Int>, of event: borrowing Event, in block: Span<UInt8>,
    into found: inout [RuleMatcher.Attempt]
  ) {
    var asked: Int32?
    var isSatisfied = false
    for index in range {
      let entry = steps.entries[index].entry
      if entry != asked {
        asked = entry
        isSatisfied = isTrue(ConditionID(entry: entry), of: event, in: block, element: -1)
      }
      if isSatisfied { found.append(steps.entries[index].attempt) }
    }
  }

  /// Tries the entries that want one of the lists that the event's text is in.
  private mutating func open(
    _ gate: StepTable.Gate, for event: borrowing Event, in block: Span<UInt8>,
    into found: inout [RuleMatcher.Attempt]
  ) {
    guard hasLists(gate.probe, of: event, in: block, element: -1) else { return }
    for word in 0..<gate.masks.count {
      var bits =
        listBits[probeStarts[gate.probe] + word] & steps.masks[gate.masks.lowerBound + word]
      while bits != 0 {
        let start = gate.firstStart + 64 * word + bits.trailingZeroBitCount
        bits &= bits - 1
        tryEntries(
          steps.starts[start]..<steps.starts[start + 1], of: event, in: block, into: &found)
      }
    }
  }
}

extension RuleMatcher.Attempt {
  /// Whether it stands before another one in the rules.
  fileprivate func comesBefore(_ other: RuleMatcher.Attempt) -> Bool {
    (rule, step, alternative) < (other.rule, other.step, other.alternative)
  }
}
