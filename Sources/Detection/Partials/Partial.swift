internal import ByteScan
internal import RuleProgram

/// Which events a partial melts together: those of a rule, a group and a civil period.
///
/// The subject is that of the record or the timeline.
struct PartialKey: Hashable, Sendable {
  /// The index of the rule in the program.
  var rule: UInt16
  /// The start of the period in microseconds since 1970-01-01T00:00:00Z.
  var period: Int64
  /// The folded values of the further `per` fields.
  var group: [[UInt8]]

  func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(period)
    // At once, for an array would feed the hasher byte by byte.
    for value in group { hasher.combine(stableHash64(value.span)) }
  }

  /// Whether the finding of this key comes before that of the other: by rule, group and period.
  func precedes(_ other: PartialKey) -> Bool {
    if rule != other.rule { return rule < other.rule }
    if group != other.group {
      return group.lexicographicallyPrecedes(other.group) { $0.lexicographicallyPrecedes($1) }
    }
    return period < other.period
  }
}

/// What a finding needs of the events of one key, and nothing more.
///
/// Adding events and merging partials can be done in any order and grouping: every part is a sum,
/// a smallest or largest element of a total order, or a set.
struct Partial {
  /// Something that stands for the first event that has it.
  struct First<Value> {
    var order: EventOrder
    var value: Value
  }

  /// How many events there are.
  var count = 0
  /// How many raw lines the events have.
  var lineCount = 0
  /// One more than the raw value of the field whose absence from the source of the first event
  /// caps the severity; 0 as soon as one event is not capped.
  var cap: UInt8 = 0
  /// Bytes that left, over the events that tell; `nil` if none does.
  var bytesOut: Int128?
  /// By the index of the aggregate.
  var totals: [PartialTotal]
  /// The first event of each set of true event conditions; a few at most.
  var firsts: [First<UInt64>] = []
  /// For each placeholder of the message that an event fills: the text of the first that does.
  var texts: [First<String>?]
  var destinations = Destinations()
  var contributions = ContributionList()
  /// The first event, which decides on ``cap``.
  private(set) var first: EventOrder?

  /// Creates the partial of no event.
  init(of rule: CompiledRule) {
    totals = rule.aggregates.map { PartialTotal($0.function) }
    texts = Array(repeating: nil, count: rule.message.count)
  }

  /// Notes that an event or a partial begins with `order` and is capped by `other`.
  mutating func noteFirst(_ order: EventOrder, cap other: UInt8) {
    guard let known = first else {
      first = order
      cap = other
      return
    }
    let isEarlier = order < known
    if isEarlier { first = order }
    cap = cap == 0 || other == 0 ? 0 : isEarlier ? other : cap
  }

  /// Notes that an event has these true event conditions.
  mutating func note(conditions: UInt64, of order: EventOrder) {
    guard let index = firsts.firstIndex(where: { $0.value == conditions }) else {
      firsts.append(First(order: order, value: conditions))
      return
    }
    firsts[index].order = min(firsts[index].order, order)
  }

  /// Takes in the partial of other events with the same key.
  ///
  /// - Complexity: linear in the size of the other partial.
  mutating func merge(_ other: Partial) {
    guard let otherFirst = other.first else { return }
    noteFirst(otherFirst, cap: other.cap)
    count += other.count
    lineCount += other.lineCount
    if let bytes = other.bytesOut { bytesOut = (bytesOut ?? 0) + bytes }
    for index in totals.indices { totals[index].merge(other.totals[index]) }
    for first in other.firsts { note(conditions: first.value, of: first.order) }
    for index in texts.indices {
      guard let theirs = other.texts[index] else { continue }
      if let ours = texts[index], ours.order < theirs.order { continue }
      texts[index] = theirs
    }
    destinations.merge(other.destinations)
    contributions.append(other.contributions)
  }
}
