internal import RuleProgram

/// The totals of a rule over the events that are in its window now.
///
/// Sums are kept in 128 bits, so that nothing overflows and what was added can be taken out again.
/// A class, because conditions ask it again and again and a struct would be copied each time.
final class RunningTotals {
  private struct Total {
    var count = 0
    var sum: Int128 = 0
    /// How often each value is in the window: texts for `distinct`, numbers for the extremes.
    var texts: [[UInt8]: Int] = [:]
    var numbers: [Int64: Int] = [:]
    /// The extreme that was asked for last; `nil` when it must be looked for again.
    var extreme: Int64?
  }

  private let aggregates: [Aggregate]
  private let values: FactValues
  private var totals: [Total]

  init(of aggregates: [Aggregate], values: FactValues) {
    self.aggregates = aggregates
    self.values = values
    totals = [Total](repeating: Total(), count: aggregates.count)
  }

  /// Whether a total keeps every distinct value that is in the window, and how often it is there.
  static func keepsValues(_ function: Aggregate.Function) -> Bool {
    switch function {
    case .count, .sum: false
    case .largest, .smallest, .distinct: true
    }
  }

  /// Puts an event into the window.
  func add(_ row: TimelineRow) { change(row, by: 1) }

  /// Takes an event out of the window.
  func remove(_ row: TimelineRow) { change(row, by: -1) }

  func removeAll() {
    totals = [Total](repeating: Total(), count: aggregates.count)
  }

  /// Returns a total, clamped to 64 bits; `nil` for the largest or smallest of nothing.
  func value(_ index: Int) -> Int64? {
    switch aggregates[index].function {
    case .count: return Int64(totals[index].count)
    case .sum: return Int64(clamping: totals[index].sum)
    case .distinct: return Int64(totals[index].texts.count)
    case .largest, .smallest:
      if let extreme = totals[index].extreme { return extreme }
      let isLargest = aggregates[index].function == .largest
      totals[index].extreme =
        isLargest ? totals[index].numbers.keys.max() : totals[index].numbers.keys.min()
      return totals[index].extreme
    }
  }

  private func change(_ row: TimelineRow, by step: Int) {
    for index in aggregates.indices where row.match.aggregates & (1 << UInt64(index)) != 0 {
      let aggregate = aggregates[index]
      guard let operand = aggregate.operand else {
        totals[index].count += step
        continue
      }
      switch aggregate.function {
      case .count:
        totals[index].count += values.count(of: operand, of: row.fact) * step
      case .sum:
        values.forEachNumber(of: operand, of: row.fact) { number in
          totals[index].sum += Int128(number) * Int128(step)
        }
      case .largest, .smallest:
        values.forEachNumber(of: operand, of: row.fact) { number in
          changeExtreme(index, by: step, number)
        }
      case .distinct:
        for text in values.texts(of: operand, of: row.fact) {
          Self.count(text, by: step, in: &totals[index].texts)
        }
      }
    }
  }

  private func changeExtreme(_ index: Int, by step: Int, _ number: Int64) {
    Self.count(number, by: step, in: &totals[index].numbers)
    guard let extreme = totals[index].extreme else { return }
    if step < 0 {
      if number == extreme { totals[index].extreme = nil }
    } else if aggregates[index].function == .largest ? number > extreme : number < extreme {
      totals[index].extreme = number
    }
  }

  private static func count<Value: Hashable>(
    _ value: Value, by step: Int, in counts: inout [Value: Int]
  ) {
    let count = counts[value, default: 0] + step
    counts[value] = count == 0 ? nil : count
  }
}
