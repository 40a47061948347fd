internal import RuleProgram

/// The values that a sweep tries in the place of a constant, as `100MB..2GB` asks for them.
package struct SweepRange: Hashable, Sendable {
  /// What the values measure.
  package enum Kind: Hashable, Sendable { case number, size, duration }

  package let kind: Kind
  /// The values, rising: plain numbers, bytes or microseconds.
  package private(set) var amounts: [Int64]

  /// How many values a sweep may try.
  package static let maximumCount = 100

  /// Reads `A..B`, `A..B step C` or `A..B in N`, in the units of the rule language.
  ///
  /// Without `step` or `in` the values are round: a series of 1, 2, 5 where B is ten times A or more,
  /// else about ten equal steps. A and B are always among them.
  ///
  /// - Throws: ``SweepMistake``, which says what to write.
  package init(parsing text: String) throws(SweepMistake) {
    let source = SourceText(text, name: "sweep")
    let tokens = Lexer.tokenize(source).tokens.map(\.kind)
    guard tokens.count >= 4, let first = Self.quantity(tokens[0]),
      tokens[1] == .symbol(.range), let last = Self.quantity(tokens[2])
    else { throw .form(text) }
    guard first.kind == last.kind else { throw .kinds(text) }
    guard first.amount >= 0, first.amount < last.amount else { throw .order(text) }
    kind = first.kind
    switch (tokens[3], tokens.count) {
    case (.end, 4):
      amounts = Self.round(kind, first.amount, last.amount)
    case (.name("step"), 6):
      guard let step = Self.quantity(tokens[4]), step.kind == kind, step.amount > 0 else {
        throw .step(text)
      }
      guard (last.amount - first.amount) / step.amount < Int64(Self.maximumCount) else {
        throw .tooMany(text)
      }
      amounts = Array(stride(from: first.amount, to: last.amount, by: Int(step.amount)))
      amounts.append(last.amount)
    case (.name("in"), 6):
      guard case .number(let number) = tokens[4], number.denominator == 1, number.numerator >= 2
      else { throw .count(text) }
      guard number.numerator <= Self.maximumCount else { throw .tooMany(text) }
      amounts = Self.equal(first.amount, last.amount, count: number.numerator)
    default: throw .form(text)
    }
  }

  /// Puts a value that lies between the others among them.
  package mutating func include(_ amount: Int64) {
    guard let first = amounts.first, let last = amounts.last, first...last ~= amount,
      !amounts.contains(amount)
    else { return }
    amounts.append(amount)
    amounts.sort()
  }

  /// A value as rules write it.
  package func text(of amount: Int64) -> String {
    switch kind {
    case .number: String(amount)
    case .size: QuantityNotation.size(amount)
    case .duration: ChangedQuantity.duration(amount)
    }
  }

  private static func quantity(_ token: Token.Kind) -> (kind: Kind, amount: Int64)? {
    switch token {
    case .number(let number) where number.denominator == 1: (.number, number.numerator)
    case .size(let byteCount): (.size, byteCount)
    case .duration(let microseconds): (.duration, microseconds)
    default: nil
    }
  }
}

extension SweepRange {
  /// The ends and so many values between them that the steps are equal, but for what no whole number is.
  private static func equal(_ first: Int64, _ last: Int64, count: Int64) -> [Int64] {
    var amounts: [Int64] = []
    for number in 0..<count {
      let (quotient, rest) = (last - first).quotientAndRemainder(dividingBy: count - 1)
      let amount = first + quotient * number + rest * number / (count - 1)
      if amounts.last != amount { amounts.append(amount) }
    }
    return amounts
  }

  /// The ends and the round values between them.
  private static func round(_ kind: Kind, _ first: Int64, _ last: Int64) -> [Int64] {
    let series = kind == .duration ? durations : decimals
    if first > 0, last / first >= 10 {
      return [first] + series.filter { first < $0 && $0 < last } + [last]
    }
    let step = series.first { (last - first) / $0 <= 10 } ?? last - first
    let start = (first / step + 1) * step
    return [first] + Array(stride(from: start, to: last, by: Int(step))) + [last]
  }

  /// 1, 2 and 5 of each power of ten.
  private static let decimals: [Int64] = (0..<18).flatMap { exponent -> [Int64] in
    var power: Int64 = 1
    for _ in 0..<exponent { power *= 10 }
    return [power, 2 * power, 5 * power]
  }

  /// The lengths that people name.
  private static let durations: [Int64] = [
    1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400,
    172_800, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
  ].map { $0 * 1_000_000 }
}
