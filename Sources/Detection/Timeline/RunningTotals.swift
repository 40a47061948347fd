internal import RuleProgram

/// The totals of a rule over the events that are in its window now.
///
/// Sums are kept in 128 bits, so that nothing overflows and what was added can be taken out again.
struct RunningTotals {
  private struct Total {
    var count = 0
    var sum: Int128 = 0
    /// How often each value is in the window: texts for `distinct`, numbers for the extremes.
    var texts: [[UInt8]: Int] = [:]
    var numbers: [Int64: Int] = [:]
  }

  private let aggregates: [Aggregate]
  private let values: FactValues
  private var totals: [Total]

  init(of aggregates: [Aggregate], values: FactValues) {
    self.aggregates = aggregates
    self.values = values
    totals = [Total](repeating: Total(), count: aggregates.count)
  }

  /// Puts an event into the window.
  mutating func add(_ row: TimelineRow) { change(row, by: 1) }

  /// Takes an event out of the window.
  mutating func remove(_ row: TimelineRow) { change(row, by: -1) }

  mutating func removeAll() {
    totals = [Total](repeating: Total(), count: aggregates.count)
  }

  /// Returns a total, clamped to 64 bits; `nil` for the largest or smallest of nothing.
  func value(_ index: Int) -> Int64? {
    let total = totals[index]
    return switch aggregates[index].function {
    case .count: Int64(total.count)
    case .sum: Int64(clamping: total.sum)
    case .distinct: Int64(total.texts.count)
    case .largest: total.numbers.keys.max()
    case .smallest: total.numbers.keys.min()
    }
  }

  private mutating func change(_ row: TimelineRow, by step: Int) {
    for index in aggregates.indices where row.match.aggregates & (1 << UInt64(index)) != 0 {
      let aggregate = aggregates[index]
      guard let operand = aggregate.operand else {
        totals[index].count += step
        continue
      }
      switch aggregate.function {
      case .count:
        if values.isPresent(operand, of: row.fact) { totals[index].count += step }
      case .sum:
        for number in values.numbers(of: operand, of: row.fact) {
          totals[index].sum += Int128(number) * Int128(step)
        }
      case .largest, .smallest:
        for number in values.numbers(of: operand, of: row.fact) {
          Self.count(number, by: step, in: &totals[index].numbers)
        }
      case .distinct:
        for text in values.texts(of: operand, of: row.fact) {
          Self.count(text, by: step, in: &totals[index].texts)
        }
      }
    }
  }

  private static func count<Value: Hashable>(
    _ value: Value, by step: Int, in counts: inout [Value: Int]
  ) {
    let count = counts[value, default: 0] + step
    counts[value] = count == 0 ? nil : count
  }
}
