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

  /// The cells of the rows that tell the time.
  private let cells: Range<Int>
  /// How many bytes stand before the seconds in a time that ends in them; −1 if none does.
  private let frontCount: Int
  private var front = Front()
  private var minute: Int64 = 0
  /// Date and time as one text.
  private var joined: [UInt8] = []

  /// - Parameters:
  ///   - cells: The cells of the rows that tell the time: one or two.
  ///   - clock: What reads their texts.
  init(_ cells: Range<Int>, _ clock: RecordTime?) {
    self.cells = cells
    frontCount = clock?.secondsOffset ?? -1
  }

  /// Reads the times; doubts records whose time is missing, wrong or in doubt.
  mutating func read(
    _ rows: borrowing ColumnRows, in block: Span<UInt8>, with filler: inout EventFiller,
    count: Int, into times: inout [Int64], _ doubts: inout [UInt64]
  ) {
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
      } else if doubts[row] == 0 {
        if let time = time(first, second, in: block, with: &filler) {
          times[row] = time.microseconds
          remember(time, first, second, in: block)
        } else {
          doubts[row] = 1
        }
      }
    }
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
    let isWhole =
      cells.count == 1
      ? 8...24 ~= frontCount && first.count == frontCount + 2
      : 8...16 ~= first.count && second.count == 8 && first.count + 7 == frontCount
    guard isWhole, let seconds = Self.seconds(in: block, before: second.upperBound) else { return }
    front = self.front(first, second, in: block)
    minute = time.microseconds - seconds * 1_000_000
  }
}
