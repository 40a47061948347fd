internal import EventModel
internal import RuleProgram

/// A size, duration or number in a rule, for making it larger and smaller.
struct ChangedQuantity {
  private enum Kind { case size, duration, number }
  private let kind: Kind
  private let amount: Int64

  init?(_ value: LiteralSyntax.Value) {
    switch value {
    case .size(let byteCount): (kind, amount) = (.size, byteCount)
    case .duration(let microseconds): (kind, amount) = (.duration, microseconds)
    case .number(let number) where number.denominator == 1:
      (kind, amount) = (.number, number.numerator)
    case .number, .text, .date, .time, .ip, .name: return nil
    }
  }

  private init(_ kind: Kind, _ amount: Int64) { (self.kind, self.amount) = (kind, amount) }

  /// The quantity as rules write it.
  var text: String {
    switch kind {
    case .size: ProseQuantity.size(amount)
    case .duration: Self.duration(amount)
    case .number: "\(amount)"
    }
  }

  var value: LiteralSyntax.Value {
    switch kind {
    case .size: .size(amount)
    case .duration: .duration(amount)
    case .number: .number(Factor(numerator: amount, denominator: 1))
    }
  }

  /// One unit and the whole of it more; nothing where that is too large.
  var larger: [ChangedQuantity] {
    let doubled = amount.multipliedReportingOverflow(by: 2)
    guard !doubled.overflow, amount >= 0 else { return [] }
    return [ChangedQuantity(kind, amount + unit)]
      + (amount > unit ? [ChangedQuantity(kind, doubled.partialValue)] : [])
  }

  /// One unit and half of it less; nothing where nothing is left.
  var smaller: [ChangedQuantity] {
    guard amount > 0 else { return [] }
    return [ChangedQuantity(kind, amount - unit)]
      + (amount / 2 < amount - unit ? [ChangedQuantity(kind, amount / 2)] : [])
  }

  /// Whether no quantity lies between this one and the next: then `> 4` is `>= 5`.
  var hasLeastStep: Bool { kind != .duration && unit == 1 }

  /// A step that readers find natural: of 300MB one MB, of 5MB one KB, of 20 one.
  private var unit: Int64 {
    let units: [Int64] =
      switch kind {
      case .size: [1_000_000_000_000, 1_000_000_000, 1_000_000, 1_000, 1]
      case .duration: [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000]
      case .number: [1]
      }
    return units.first { amount / $0 >= 10 && amount % $0 == 0 } ?? units[units.count - 1]
  }

  /// A duration as rules write it, such as `1h30m`.
  static func duration(_ microseconds: Int64) -> String {
    ProseQuantity.parts(ofMicroseconds: microseconds).map { part in
      let letter =
        switch part.unit {
        case .day: "d"
        case .hour: "h"
        case .minute: "m"
        case .second: "s"
        }
      return "\(part.count)\(letter)"
    }.joined()
  }
}
