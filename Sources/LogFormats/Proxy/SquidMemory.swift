internal import ByteScan
internal import EventModel

/// What earlier lines of a Squid log told, for columns that say the same again and again.
///
/// It only saves work: every answer was found in the same bytes before. The second of a time changes
/// less often than lines come, and a log knows a dozen pairs of result and status.
struct SquidMemory: Sendable {
  /// A result with its status, as `TCP_TUNNEL/200`, of 8 to 24 bytes.
  private struct Result {
    var first: UInt64 = 0
    var middle: UInt64 = 0
    var last: UInt64 = 0
    var byteCount = 0
    var word = Word.failed
    var status: Int64 = 0
  }

  // An array: reading one place of a fixed-size one inline would copy them all.
  private var results = [Result](repeating: Result(), count: 16)
  /// The first eight digits of a time, and what they stand for in microseconds.
  private var secondsWord: UInt64 = 0
  private var secondsStart: Int64 = -1

  /// The time of a column with ten digits before the point and three behind it; −1 for any other.
  @inline(__always)
  mutating func microseconds(
    of column: LineColumns.Column, in columns: borrowing LineColumns
  ) -> Int64 {
    // The last eight bytes hold four digits of the seconds, the point and the milliseconds.
    let last = columns.lastWord(of: column)
    guard column.count == 14, UInt8(truncatingIfNeeded: last >> 32) == UInt8(ascii: ".") else {
      return -1
    }
    let first = columns.firstWord(of: column)
    if first != secondsWord {
      let hundreds = DecimalWord.value(ofLast: 8, in: first)
      if hundreds < 0 { return -1 }
      secondsWord = first
      secondsStart = hundreds &* 100_000_000
    }
    // The point makes way for the two digits before it.
    let digits = last & 0xFFFF_FF00_0000_0000 | (last << 8) & 0x0000_00FF_FF00_0000
    let rest = DecimalWord.value(ofLast: 5, in: digits)
    return rest < 0 ? -1 : secondsStart &+ rest &* 1000
  }

  /// What became of a request, if an earlier line had the same result and status.
  @inline(__always)
  func outcome(
    of column: LineColumns.Column, in columns: borrowing LineColumns
  ) -> (word: Word, status: Int64)? {
    let (first, middle, last) = Self.words(of: column, in: columns)
    let known = results[Self.slot(first, last)]
    guard known.first == first, known.last == last, known.middle == middle,
      known.byteCount == column.count
    else { return nil }
    return (known.word, known.status)
  }

  /// Keeps what an event that was read says of its result and status.
  mutating func remember(
    _ event: borrowing Event, of column: LineColumns.Column, in columns: borrowing LineColumns
  ) {
    guard column.count >= 8, column.count <= 24, let status = event.number(.status),
      // What a status of 000 means depends on the bytes that were sent.
      status > 0, let word = event.word(.outcome)
    else { return }
    let (first, middle, last) = Self.words(of: column, in: columns)
    results[Self.slot(first, last)] = Result(
      first: first, middle: middle, last: last, byteCount: column.count, word: word,
      status: status)
  }

  /// All bytes of a column of 8 to 24 in three words, the middle one zero where two hold them.
  @inline(__always)
  private static func words(
    of column: LineColumns.Column, in columns: borrowing LineColumns
  ) -> (first: UInt64, middle: UInt64, last: UInt64) {
    let middle = column.count > 16 ? columns.secondLastWord(of: column) : 0
    return (columns.firstWord(of: column), middle, columns.lastWord(of: column))
  }

  @inline(__always)
  private static func slot(_ first: UInt64, _ last: UInt64) -> Int {
    Int(truncatingIfNeeded: (first ^ last &* 0x9D3A_51C8_E60B_74F3) >> 60)
  }
}
