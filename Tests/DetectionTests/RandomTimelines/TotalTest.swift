internal import EventModel
internal import RuleProgram

/// A total over the events of a window.
struct TimelineTotal {
  var function: Aggregate.Function
  /// `nil` only for `count()`.
  var field: Field?
  var test: EventTest?

  /// The total, worked out anew; `nil` for the largest or smallest of nothing.
  ///
  /// Sums stop at the ends of 64 bits.
  func value(of events: [TimelineEvent], in zone: TimelineZone) -> Int64? {
    let counted = events.filter { event in test.map { $0.isTrue(of: event, in: zone) } ?? true }
    guard let field else { return Int64(counted.count) }
    let numbers = counted.compactMap { $0.number(field) }
    switch function {
    case .count: return Int64(counted.count { $0.has(field) })
    case .sum: return Int64(clamping: numbers.reduce(Int128(0)) { $0 + Int128($1) })
    case .largest: return numbers.max()
    case .smallest: return numbers.min()
    case .distinct: return Int64(Set(counted.compactMap { $0.value(field) }).count)
    }
  }
}

extension TimelineTotal: CustomStringConvertible {
  var description: String {
    let parts = [field?.name, test.map { "where \($0)" }].compactMap(\.self)
    return "\(function.rawValue)(\(parts.joined(separator: " ")))"
  }

  /// The field that decides which unit its limits have.
  var unit: Field {
    switch function {
    case .count, .distinct: .rows
    case .sum, .largest, .smallest: field ?? .rows
    }
  }
}

/// A condition on totals.
indirect enum TotalTest {
  case limit(TimelineTotal, EventTest.Comparison, Int64)
  /// A total against so many tenths of another one.
  case ratio(TimelineTotal, EventTest.Comparison, tenths: Int64, TimelineTotal)
  case all([TotalTest])
  case any([TotalTest])

  func holds(for events: [TimelineEvent], in zone: TimelineZone) -> Bool {
    switch self {
    case .limit(let total, let comparison, let limit):
      total.value(of: events, in: zone).map { comparison.holds($0, limit) } ?? false
    case .ratio(let left, let comparison, let tenths, let right):
      Self.compare(
        left.value(of: events, in: zone), comparison, tenths, right.value(of: events, in: zone))
    case .all(let tests): tests.allSatisfy { $0.holds(for: events, in: zone) }
    case .any(let tests): tests.contains { $0.holds(for: events, in: zone) }
    }
  }

  private static func compare(
    _ left: Int64?, _ comparison: EventTest.Comparison, _ tenths: Int64, _ right: Int64?
  ) -> Bool {
    guard let left, let right else { return false }
    return comparison.holds(10 * Int128(left), Int128(tenths) * Int128(right))
  }

  /// The totals in it.
  var totals: [TimelineTotal] {
    switch self {
    case .limit(let total, _, _): [total]
    case .ratio(let left, _, _, let right): [left, right]
    case .all(let tests), .any(let tests): tests.flatMap(\.totals)
    }
  }

  /// Whether a ratio is in it.
  var isRatio: Bool {
    switch self {
    case .limit: false
    case .ratio: true
    case .all(let tests), .any(let tests): tests.contains(where: \.isRatio)
    }
  }
}

extension TotalTest: CustomStringConvertible {
  var description: String {
    switch self {
    case .limit(let total, let comparison, let limit):
      "\(total) \(comparison.rawValue) \(EventTest.written(limit, total.unit))"
    case .ratio(let left, let comparison, let tenths, let right):
      "\(left) \(comparison.rawValue) \(Self.written(tenths)) * \(right)"
    case .all(let tests): "(\(tests.map(\.description).joined(separator: " and ")))"
    case .any(let tests): "(\(tests.map(\.description).joined(separator: " or ")))"
    }
  }

  private static func written(_ tenths: Int64) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

/// When points are added to a score: a test of the event at hand, of the totals, or of both.
indirect enum ScoreTest: CustomStringConvertible {
  case event(EventTest)
  case total(TotalTest)
  case both(EventTest, TotalTest)
  case either(EventTest, TotalTest)

  func holds(
    for event: TimelineEvent, among events: [TimelineEvent], in zone: TimelineZone
  ) -> Bool {
    switch self {
    case .event(let test): test.isTrue(of: event, in: zone)
    case .total(let test): test.holds(for: events, in: zone)
    case .both(let test, let total):
      test.isTrue(of: event, in: zone) && total.holds(for: events, in: zone)
    case .either(let test, let total):
      test.isTrue(of: event, in: zone) || total.holds(for: events, in: zone)
    }
  }

  var description: String {
    switch self {
    case .event(let test): "\(test)"
    case .total(let test): "\(test)"
    case .both(let test, let total): "(\(test) and \(total))"
    case .either(let test, let total): "(\(total) or \(test))"
    }
  }
}
