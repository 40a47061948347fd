internal import EventModel
internal import RuleProgram

/// The partials of one subject while facts are added to them and records of partials are merged.
struct PartialTable {
  /// What belongs to one key: events that are facts still, and those that are melted already.
  struct Entry {
    var key: PartialKey
    /// The records of partials, by their offset in the timeline.
    var partials: [Int] = []
    /// The rows of facts, by their position among the rows of the rule.
    var rows: [Int] = []
  }

  private let context: EvaluationContext
  private let values: FactValues
  private let destinations: DestinationValues
  private let messages: MessageText
  private(set) var entries: [Entry] = []

  private var timeline: Timeline { values.timeline }

  /// Sorts the rows and partials of all combinable rules of a subject by their keys.
  ///
  /// A row that lacks a `per` field counts nowhere, and has no key.
  ///
  /// - Complexity: O(*n*) in the rows of combinable rules.
  init(of values: FactValues, in context: EvaluationContext) {
    self.context = context
    self.values = values
    destinations = DestinationValues(values: values, companyDomains: context.companyDomains)
    messages = MessageText(values: values, context: context)
    entries.reserveCapacity(values.timeline.partials.count)
    var index: [PartialKey: Int] = [:]
    let bytes = values.timeline.records.bytes
    for offset in values.timeline.partials {
      let key = PartialRecord.key(ofRecordAt: offset, of: bytes.span)
      entries[Self.entry(for: key, in: &entries, &index)].partials.append(offset)
    }
    for (ruleIndex, rows) in values.timeline.rows {
      guard context.traits[Int(ruleIndex)].isCombinable else { continue }
      let rule = context.program.rules[Int(ruleIndex)]
      var last = -1
      for (position, row) in rows.enumerated() {
        guard let group = values.group(of: row.fact, by: rule.groupBy) else { continue }
        let period = context.zone.periodStart(
          at: Timestamp(microseconds: row.time), of: rule.window)
        let key = PartialKey(rule: ruleIndex, period: period.microseconds, group: group)
        // Rows come in order of time, so that many a row has the key of the one before it.
        if last < 0 || entries[last].key != key {
          last = Self.entry(for: key, in: &entries, &index)
        }
        entries[last].rows.append(position)
      }
    }
  }

  private static func entry(
    for key: PartialKey, in entries: inout [Entry], _ index: inout [PartialKey: Int]
  ) -> Int {
    if let known = index[key] { return known }
    index[key] = entries.count
    entries.append(Entry(key: key))
    return entries.count - 1
  }

  /// Melts everything that belongs to one key into a partial.
  ///
  /// - Complexity: O(*n*) in the rows and the sizes of the partials.
  func partial(of entry: Entry) -> Partial {
    let rule = context.program.rules[Int(entry.key.rule)]
    var whole = Partial(of: rule)
    let bytes = timeline.records.bytes
    for offset in entry.partials {
      whole.merge(
        PartialRecord.decode(recordAt: offset, of: bytes.span, program: context.program).partial)
    }
    let rows = timeline.rows[entry.key.rule] ?? []
    var volumes = DestinationVolumes()
    for position in entry.rows { add(rows[position], of: rule, to: &whole, &volumes) }
    for (destination, byteCount) in volumes.entries {
      whole.destinations.add(destination, byteCount: byteCount)
    }
    return whole
  }

  /// The totals of everything that belongs to one key, which most often are all that is asked for.
  ///
  /// - Complexity: O(*n*) in the rows, times the aggregates.
  func totals(of entry: Entry) -> [PartialTotal] {
    let rule = context.program.rules[Int(entry.key.rule)]
    var totals = rule.aggregates.map { PartialTotal($0.function) }
    let bytes = timeline.records.bytes
    for offset in entry.partials {
      let others = PartialRecord.totals(
        ofRecordAt: offset, of: bytes.span, program: context.program)
      for index in totals.indices { totals[index].merge(others[index]) }
    }
    let rows = timeline.rows[entry.key.rule] ?? []
    for position in entry.rows { add(rows[position], of: rule, to: &totals) }
    return totals
  }

  private func add(
    _ row: TimelineRow, of rule: CompiledRule, to totals: inout [PartialTotal]
  ) {
    for (index, aggregate) in rule.aggregates.enumerated()
    where row.match.aggregates & (1 << UInt64(index)) != 0 {
      totals[index].add(row.fact, of: aggregate.operand, values)
    }
  }

  private func add(
    _ row: TimelineRow, of rule: CompiledRule, to partial: inout Partial,
    _ volumes: inout DestinationVolumes
  ) {
    let fact = timeline.facts[row.fact]
    let byteCount = timeline.number(.bytesOut, of: row.fact)
    partial.noteFirst(fact.order, cap: row.match.cap)
    partial.note(conditions: row.match.eventConditions, of: fact.order)
    partial.count += 1
    partial.lineCount += fact.lines.count
    if let byteCount { partial.bytesOut = (partial.bytesOut ?? 0) + Int128(byteCount) }
    add(row, of: rule, to: &partial.totals)
    for destination in destinations.destinations(of: row.fact) {
      volumes.add(destination, byteCount: byteCount ?? 0)
    }
    for (index, part) in rule.message.enumerated() {
      // Rows come in their order, so that after the first there is mostly nothing to do.
      if let known = partial.texts[index], known.order < fact.order { continue }
      guard let text = messages.text(of: part, of: row) else { continue }
      partial.texts[index] = Partial.First(order: fact.order, value: text)
    }
    partial.contributions.append(
      Contribution(order: fact.order, byteCount: byteCount ?? 0, lines: .fact(row.fact)))
  }
}

/// Sums of bytes by destination as logged: so few are alike in most partials that looking through
/// them is quicker than folding and hashing the destination of each event.
private struct DestinationVolumes {
  private(set) var entries: [(destination: [UInt8], byteCount: Int128)] = []
  private static let searchedCount = 8

  mutating func add(_ destination: [UInt8], byteCount: Int64) {
    let start = max(0, entries.count - Self.searchedCount)
    if let known = entries[start...].firstIndex(where: { $0.destination == destination }) {
      entries[known].byteCount += Int128(byteCount)
    } else {
      entries.append((destination, Int128(byteCount)))
    }
  }
}
