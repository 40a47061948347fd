internal import ByteScan

/// What the values of one column meant lately: most columns of words have a dozen of them.
///
/// It only saves work: every code was found for the same bytes before.
struct ValueMemory: Sendable {
  /// The code of a value that is missing.
  static let missing: Int64 = -1
  /// The code of a value that shows, or may show, that a record is no ordinary one.
  static let doubted: Int64 = -2
  /// Of values above this length the first two words are not all.
  private static let maximumByteCount = UInt64(ShortKey.maximumByteCount)

  private struct Known: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// A length that is never kept, where nothing is.
    var byteCount = UInt64.max
    var code = ValueMemory.doubted
  }

  private var known = [Known](repeating: Known(), count: 16)

  /// Finds the codes of many values; doubts the records of those whose code is ``doubted``.
  ///
  /// - Parameters:
  ///   - lows: The first eight bytes of the values, as `ShortKey` has them.
  ///   - highs: The next eight.
  ///   - byteCounts: Their lengths.
  ///   - count: How many values there are.
  ///   - codes: Where the codes are written.
  ///   - doubts: The doubts of the records.
  ///   - find: Finds the code of a value by its number: one of the two, or one that is not negative.
  @inline(__always)
  mutating func find(
    _ lows: [UInt64], _ highs: [UInt64], _ byteCounts: [UInt64], count: Int,
    into codes: inout [Int64], _ doubts: inout [UInt64], _ find: (Int) -> Int64
  ) {
    let (lows, highs, byteCounts) = (lows.span, highs.span, byteCounts.span)
    var codes = codes.mutableSpan
    var doubts = doubts.mutableSpan
    var known = known.mutableSpan
    for row in 0..<count {
      let (low, high, byteCount) = (lows[row], highs[row], byteCounts[row])
      let hash = (low ^ high &* 0x9D3A_51C8_E60B_74F3) &* 0xB28F_64D1_0E9C_735D
      let place = Int(truncatingIfNeeded: hash >> 60)
      var code = known[place].code
      if known[place].low != low || known[place].high != high
        || known[place].byteCount != byteCount
      {
        code = find(row)
        if byteCount <= Self.maximumByteCount {
          known[place] = Known(low: low, high: high, byteCount: byteCount, code: code)
        }
      }
      codes[row] = code
      doubts[row] |= code == Self.doubted ? 1 : 0
    }
  }
}

extension EventFiller {
  /// What the value of a step of a skim comes to: the raw value of a word, or one of the two codes.
  mutating func code(
    of value: RecordCells.Cell, _ step: RecordSkim.Step, in block: Span<UInt8>
  ) -> Int64 {
    let isCondition = step.action == .condition
    guard isPresent(value, block) else {
      let isEnough = isCondition ? step.factor != 0 : !step.isRequired
      return isEnough ? ValueMemory.missing : ValueMemory.doubted
    }
    switch meaning(of: value, Int(step.map), in: block) {
    case .ignored: return ValueMemory.doubted
    case _ where isCondition: return ValueMemory.missing
    case .value(let word): return Int64(word)
    case .missing where !step.isRequired: return ValueMemory.missing
    case .missing, .unknown: return ValueMemory.doubted
    }
  }
}
