internal import RuleProgram

/// A total over the events of a partial: nothing is ever taken out again, so it is as small as the
/// number it ends in, but for `distinct`, which keeps what it counts.
enum PartialTotal: Hashable {
  case count(Int)
  case sum(Int128)
  case largest(Int64?)
  case smallest(Int64?)
  case distinct(Set<[UInt8]>)

  init(_ function: Aggregate.Function) {
    self =
      switch function {
      case .count: .count(0)
      case .sum: .sum(0)
      case .largest: .largest(nil)
      case .smallest: .smallest(nil)
      case .distinct: .distinct([])
      }
  }

  /// The total, clamped to 64 bits; `nil` for the largest or smallest of nothing.
  var value: Int64? {
    switch self {
    case .count(let count): Int64(count)
    case .sum(let sum): Int64(clamping: sum)
    case .largest(let number), .smallest(let number): number
    case .distinct(let texts): Int64(texts.count)
    }
  }

  /// Takes in what an event of the aggregate's condition has to say.
  mutating func add(_ fact: Int, of operand: Operand?, _ values: FactValues) {
    switch self {
    case .count(let count):
      self = .count(count + (operand.map { values.count(of: $0, of: fact) } ?? 1))
    case .sum(var sum):
      guard let operand else { return }
      values.forEachNumber(of: operand, of: fact) { sum += Int128($0) }
      self = .sum(sum)
    case .largest(var largest):
      guard let operand else { return }
      values.forEachNumber(of: operand, of: fact) { largest = max(largest ?? $0, $0) }
      self = .largest(largest)
    case .smallest(var smallest):
      guard let operand else { return }
      values.forEachNumber(of: operand, of: fact) { smallest = min(smallest ?? $0, $0) }
      self = .smallest(smallest)
    case .distinct(var texts):
      guard let operand else { return }
      // The set is let go for the time of the change, so that it is not copied.
      self = .distinct([])
      texts.formUnion(values.texts(of: operand, of: fact))
      self = .distinct(texts)
    }
  }

  /// Takes in a total over other events.
  mutating func merge(_ other: PartialTotal) {
    switch (self, other) {
    case (.count(let a), .count(let b)): self = .count(a + b)
    case (.sum(let a), .sum(let b)): self = .sum(a + b)
    case (.largest(let a), .largest(let b)):
      self = .largest([a, b].compactMap(\.self).max())
    case (.smallest(let a), .smallest(let b)):
      self = .smallest([a, b].compactMap(\.self).min())
    case (.distinct(var texts), .distinct(let others)):
      self = .distinct([])
      texts.formUnion(others)
      self = .distinct(texts)
    default:
      // Partials of one rule have the same functions in the same order.
      assertionFailure("totals of different functions")
    }
  }
}
