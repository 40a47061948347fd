internal import ByteScan
internal import EventModel

/// Reads the times of many records, from one column, or from a date and a time in two.
///
/// Records of the same minute share all but the seconds; whatever differs goes through ``RecordTime``, which
/// defines what a text means.
struct BatchClock: Sendable {
  /// What stood before the seconds of a time, and how long its cells were.
  private struct Front: Sendable, Equatable {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var byteCounts = (-1, -1)

    @inline(__always)
    static func == (one: Front, other: Front) -> Bool {
      one.byteCounts == other.byteCounts && one.words == other.words
    }
  }

  /// The cells of the rows that tell the time; one or two.
  let cells: Range<Int>
  /// How many bytes stand before the seconds in a time that ends in them; −1 if none does.
  private let frontCount: Int
  private var front = Front()
  private var minute: Int64 = 0
  /// Where the seconds stand in a time of one cell that goes on behind them; −1 if they do not.
  private let middle: Int
  private var middleFront = MinuteFront()
  private var middleMinute: Int64 = 0
  /// Whether times are counted since 1970, in seconds with six more digits behind a point; and in nanoseconds.
  private let readsSeconds: Bool
  private let readsNanoseconds: Bool
  /// Date and time as one text.
  private var joined: [UInt8] = []

  /// - Parameters:
  ///   - cells: The cells of the rows that tell the time: one or two.
  ///   - clock: What reads their texts.
  ///   - missingWords: Values that are missing in this source.
  init(_ cells: Range<Int>, _ clock: RecordTime?, missingWords: [[UInt8]] = []) {
    self.cells = cells
    frontCount = clock?.secondsOffset ?? -1
    var middle = -1
    if frontCount < 0, cells.count == 1, case .pattern(let pattern) = clock?.form {
      middle = pattern.secondsPlace ?? -1
    }
    self.middle = middle
    let mayBeNumber =
      cells.count == 1 && !missingWords.contains { $0.first.map(\.isAsciiDigit) ?? false }
    readsSeconds = mayBeNumber && (clock?.form == .epoch || clock?.form == .epochOfAnyUnit)
    readsNanoseconds = mayBeNumber && clock?.form == .epochOfAnyUnit
  }

  /// Reads the times; doubts records whose time is missing, wrong or in doubt.
  ///
  /// - Returns: A bit for each record that is doubted for this.
  mutating func read(
    _ rows: borrowing ColumnRows, in block: Span<UInt8>, with filler: inout EventFiller,
    count: Int, into times: inout [Int64], _ doubts: inout [UInt64]
  ) -> UInt64 {
    var unknown: UInt64 = 0
    var times = times.mutableSpan
    var doubts = doubts.mutableSpan
    for row in 0..<count {
      let first = rows.range(cells.lowerBound, row)
      let second = cells.count == 1 ? first : rows.range(cells.lowerBound + 1, row)
      let mayBeKnown = first.count == front.byteCounts.0 && second.count == front.byteCounts.1
      if mayBeKnown, self.front(first, second, in: block) == front,
        let seconds = Self.seconds(in: block, before: second.upperBound)
      {
        times[row] = minute &+ seconds &* 1_000_000
      } else if let seconds = middleFront.seconds(of: first, in: block) {
        times[row] = middleMinute &+ seconds &* 1_000_000
      } else if let time = counted(first, in: block) {
        times[row] = time
      } else if doubts[row] == 0 {
        if let time = time(first, second, in: block, with: &filler) {
          times[row] = time.microseconds
          remember(time, first, second, in: block)
        } else {
          doubts[row] = 1
          unknown |= 1 << UInt64(row)
        }
      }
    }
    return unknown
  }

  /// A time that is counted since 1970 and written in the way that most are.
  @inline(__always)
  private func counted(_ time: Range<Int>, in block: Span<UInt8>) -> Int64? {
    if readsSeconds, time.count == 17 {
      return block.microsecondsOfEpoch(secondsAt: time.lowerBound)
    }
    if readsNanoseconds, time.count == 19 {
      return block.microsecondsOfEpoch(nanosecondsAt: time.lowerBound)
    }
    return nil
  }

  /// What tells the front of a time apart from others, if its cells have a length that is remembered.
  @inline(__always)
  private func front(_ first: Range<Int>, _ second: Range<Int>, in block: Span<UInt8>) -> Front {
    let middle =
      cells.count == 2
      ? first.upperBound - 8 : frontCount < 16 ? first.lowerBound : first.lowerBound + 8
    return Front(
      words: (
        block.littleEndian(UInt64.self, at: first.lowerBound),
        block.littleEndian(UInt64.self, at: middle),
        block.littleEndian(UInt64.self, at: second.upperBound - 10)
      ), byteCounts: (first.count, second.count))
  }

  /// Two digits below sixty.
  @inline(__always)
  private static func seconds(in block: Span<UInt8>, before end: Int) -> Int64? {
    let (tens, ones) = (block[end - 2] &- 0x30, block[end - 1] &- 0x30)
    return tens < 6 && ones < 10 ? Int64(tens &* 10 &+ ones) : nil
  }

  /// What the filler reads in the same cells, if nothing about it is in doubt.
  private mutating func time(
    _ first: Range<Int>, _ second: Range<Int>, in block: Span<UInt8>,
    with filler: inout EventFiller
  ) -> Timestamp? {
    guard filler.isPresent(RecordCells.Cell(range: first, form: .plain), block) else { return nil }
    let outcome: Result<Timestamp, RecordFault>
    if cells.count == 1 {
      outcome = filler.clocks[0].time(block.extracting(first))
    } else {
      joined.removeAll(keepingCapacity: true)
      joined.append(copying: block.extracting(first))
      joined.append(0x20)
      joined.append(copying: block.extracting(second))
      outcome = filler.clocks[0].time(joined.span)
    }
    guard case .success(let time) = outcome, filler.clocks[0].doubt == nil else { return nil }
    return time
  }

  /// Keeps the front of a time whose words tell every byte of it.
  private mutating func remember(
    _ time: Timestamp, _ first: Range<Int>, _ second: Range<Int>, in block: Span<UInt8>
  ) {
    if middle >= 0, middle + 2 <= first.count,
      let seconds = Self.seconds(in: block, before: first.lowerBound + middle + 2),
      let front = MinuteFront(first, secondsAt: middle, in: block)
    {
      middleFront = front
      middleMinute = time.microseconds - seconds * 1_000_000
      return
    }
    let isWhole =
      cells.count == 1
      ? 8...24 ~= frontCount && first.count == frontCount + 2
      : 8...16 ~= first.count && second.count == 8 && first.count + 7 == frontCount
    guard isWhole, let seconds = Self.seconds(in: block, before: second.upperBound) else { return }
    front = self.front(first, second, in: block)
    minute = time.microseconds - seconds * 1_000_000
  }
}
