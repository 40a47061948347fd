internal import ByteScan
internal import EventModel

/// What earlier lines of a Squid log told, for columns that say the same again and again.
///
/// It only saves work: every answer was found in the same bytes before. The second of a time changes
/// less often than lines come, and a log knows a dozen pairs of result and status.
struct SquidMemory: Sendable {
  /// A result with its status, as `TCP_TUNNEL/200`, of at most 24 bytes; zeros in an empty place.
  private struct Result {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
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
    let words = columns.firstThreeWords(of: column)
    let known = results[Self.slot(words)]
    guard known.words == words, known.byteCount == column.count else { return nil }
    return (known.word, known.status)
  }

  /// Finds what became of the requests of many lines; doubts those of which no earlier line tells.
  ///
  /// - Parameters:
  ///   - scratch: The column of result and status.
  ///   - count: How many lines there are.
  ///   - outcomes: Where the raw values of the words are written.
  ///   - statuses: Where the statuses are written.
  ///   - doubts: The doubts of the lines.
  func findOutcomes(
    _ scratch: borrowing SquidScratch, count: Int, into outcomes: inout [UInt8],
    _ statuses: inout [Int64], _ doubts: inout [UInt64]
  ) {
    let (first, second, third) = (scratch.first.span, scratch.second.span, scratch.third.span)
    let byteCounts = scratch.byteCounts.span
    let known = results.span
    var outcomes = outcomes.mutableSpan
    var statuses = statuses.mutableSpan
    var doubts = doubts.mutableSpan
    for line in 0..<count {
      let words = (first[line], second[line], third[line])
      let slot = Self.slot(words)
      let other = known[slot].words
      doubts[line] |=
        (other.0 ^ words.0) | (other.1 ^ words.1) | (other.2 ^ words.2)
        | (UInt64(truncatingIfNeeded: known[slot].byteCount) ^ byteCounts[line])
      outcomes[line] = known[slot].word.rawValue
      statuses[line] = known[slot].status
    }
  }

  /// Keeps what an event that was read says of its result and status.
  mutating func remember(
    _ event: borrowing Event, of column: LineColumns.Column, in columns: borrowing LineColumns
  ) {
    guard column.count > 0, column.count <= 24, let status = event.number(.status),
      // What a status of 000 means depends on the bytes that were sent.
      status > 0, let word = event.word(.outcome)
    else { return }
    let words = columns.firstThreeWords(of: column)
    results[Self.slot(words)] = Result(
      words: words, byteCount: column.count, word: word, status: status)
  }

  @inline(__always)
  private static func slot(_ words: (UInt64, UInt64, UInt64)) -> Int {
    let mixed = (words.0 ^ (words.1 &+ words.2) &* 0x9D3A_51C8_E60B_74F3) &* 0xB28F_64D1_0E9C_735D
    return Int(truncatingIfNeeded: mixed >> 60)
  }
}
