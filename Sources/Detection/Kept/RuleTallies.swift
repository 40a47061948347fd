internal import ByteScan
internal import RuleProgram

/// The most that each rule can count of some records: how many there are, how many for each step,
/// and the largest value of each total.
///
/// They are added up without reading the records again, and tell of most people that no window can
/// satisfy a rule, whatever the order of the events; see ``TallySum``.
package struct RuleTallies: Hashable, Sendable {
  /// What one rule can count.
  struct Tally: Hashable, Sendable {
    /// How many events it selects.
    var rows: UInt64 = 0
    /// How many of them are for each step.
    var steps: [UInt64]
    /// By aggregate: what it can be at most.
    var totals: [UInt64]
  }

  /// By the index of the rule; ``Swift/UInt64/max`` stands for a number that may be anything.
  private(set) var byRule: [UInt16: Tally] = [:]

  package init() {}

  /// The rules that select any of the records.
  package var rules: Set<UInt16> { Set(byRule.keys) }

  /// Adds up records of one subject.
  ///
  /// - Complexity: O(*n*) in the records, their matches and the sums that they are for.
  package init(of kept: KeptRecords, in context: EvaluationContext) {
    // What was seen has no rows in a timeline.
    if kept.times == nil { return }
    let records = SubjectRecords(endToEnd: kept.bytes)
    let values = FactValues(timeline: Timeline(records), people: context.people)
    for (rule, rows) in values.timeline.rows {
      byRule[rule] = Tally(of: rows, rule: context.program.rules[Int(rule)], values: values)
    }
    for offset in values.timeline.partials {
      let number = UInt16(PartialRecord.rule(ofRecordAt: offset, of: records.bytes.span))
      let rule = context.program.rules[Int(number)]
      byRule[number] = Tally(
        rows: .max, steps: rule.steps.map { _ in .max }, totals: rule.aggregates.map { _ in .max })
    }
  }

  /// Adds those of other records of the same subject, with the same numbers of rules.
  package mutating func add(_ other: RuleTallies) {
    for (rule, tally) in other.byRule {
      if var sum = byRule[rule] {
        sum.rows = sum.rows.addingClamped(tally.rows)
        sum.steps = zip(sum.steps, tally.steps).map { $0.addingClamped($1) }
        sum.totals = zip(sum.totals, tally.totals).map { $0.addingClamped($1) }
        byRule[rule] = sum
      } else {
        byRule[rule] = tally
      }
    }
  }
}

extension RuleTallies.Tally {
  fileprivate init(of rows: [TimelineRow], rule: CompiledRule, values: FactValues) {
    self.rows = UInt64(rows.count)
    steps = rule.steps.indices.map { step in
      UInt64(rows.count { $0.match.steps & (1 << UInt8(step)) != 0 })
    }
    totals = rule.aggregates.indices.map { index in
      TotalsCeiling.most(of: rule.aggregates[index], numbered: index, over: rows, values: values)
    }
  }

  /// Whether the rule can be satisfied; false only if it cannot.
  func admits(_ rule: CompiledRule) -> Bool {
    if rule.steps.count > 1 {
      return zip(steps, rule.steps).allSatisfy { $0 >= UInt64($1.minimumCount) }
    }
    guard let condition = rule.condition else { return true }
    return TotalsCeiling(totals: totals).admits(condition)
  }
}

// MARK: - As bytes

extension RuleTallies {
  /// The numbers as bytes that outlive a run.
  ///
  /// Rule by rule: the rule, how many numbers follow, how many events and steps, then the steps and the
  /// totals. Small numbers take one byte.
  package var kept: [UInt8] {
    var bytes: [UInt8] = []
    for (rule, tally) in byRule.sorted(by: { $0.key < $1.key }) {
      let numbers = [tally.rows, UInt64(tally.steps.count)] + tally.steps + tally.totals
      for number in [UInt64(rule), UInt64(numbers.count)] + numbers { bytes.append(number: number) }
    }
    return bytes
  }
}

extension [UInt8] {
  /// Appends a number, seven bits a byte, the lowest first.
  fileprivate mutating func append(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

extension UInt64 {
  /// The sum, or the largest number there is.
  func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
