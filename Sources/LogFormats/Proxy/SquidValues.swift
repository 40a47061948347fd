internal import ByteScan
internal import EventModel

/// Where the values of one line stand in its block, and how they were quoted.
///
/// A code that the layout lacks keeps an empty range; one that it has is set anew for every line.
struct SquidValues: Sendable {
  /// The values by code; behind them, from ``firstColumn`` on, the columns that are no single value.
  // Arrays, though their lengths never change: reading from a struct of this size with its values
  // inline copies all of it.
  private var starts = [UInt32](repeating: 0, count: 96)
  private var ends = [UInt32](repeating: 0, count: 96)
  /// The quoting of the texts that are decoded: user names, user agent.
  var quotings = [SquidLogformat.Quoting](repeating: .plain, count: SquidCode.count)
  /// The time that `%tl` or `%tg` wrote.
  var clock: ClockReading?

  subscript(code: SquidCode) -> Range<Int> {
    @inline(__always) get { Int(starts[Int(code.rawValue)])..<Int(ends[Int(code.rawValue)]) }
    @inline(__always) set {
      starts[Int(code.rawValue)] = UInt32(truncatingIfNeeded: newValue.lowerBound)
      ends[Int(code.rawValue)] = UInt32(truncatingIfNeeded: newValue.upperBound)
    }
  }

  /// The slot of the first column; there are 64 of them.
  static let firstColumn: UInt8 = 32

  /// Sets a value by the number of its code, or a column by its slot.
  @inline(__always)
  mutating func set(slot: UInt8, _ start: Int, _ end: Int) {
    starts[Int(slot)] = UInt32(truncatingIfNeeded: start)
    ends[Int(slot)] = UInt32(truncatingIfNeeded: end)
  }

  /// Where a column stands that is no single value.
  @inline(__always)
  func column(_ index: Int) -> Range<Int> {
    let slot = Int(Self.firstColumn) + index
    return Int(starts[slot])..<Int(ends[slot])
  }

  /// Returns where a value stands, or `nil` if the line has `-` or nothing there.
  @inline(__always)
  func present(_ code: SquidCode, in block: Span<UInt8>) -> Range<Int>? {
    let range = self[code]
    if range.isEmpty || (range.count == 1 && block[range.lowerBound] == UInt8(ascii: "-")) {
      return nil
    }
    return range
  }
}
