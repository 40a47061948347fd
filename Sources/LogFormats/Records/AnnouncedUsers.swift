internal import ByteScan
internal import EventModel

/// The users of the lines that come next, told to a sink some lines at a time so that it looks all of
/// them up at once.
struct AnnouncedUsers: Sendable {
  private var places: [TextPlace] = []
  private var firstLine = 0

  /// Forgets what was announced in the block before.
  mutating func begin() {
    places.removeAll(keepingCapacity: true)
    firstLine = 0
  }

  /// Tells the users of lines; those of lines that the index calls loose, or that have no such column
  /// between two others, are left out.
  mutating func announce<Sink: LineSink & ~Copyable>(
    _ lines: Range<Int>, _ column: Int, _ index: borrowing CellIndex, in block: Span<UInt8>,
    to sink: inout Sink
  ) {
    places.removeAll(keepingCapacity: true)
    firstLine = lines.lowerBound
    let ends = index.ends
    var first = lines.lowerBound == 0 ? 0 : index[line: lines.lowerBound - 1].endCount
    for number in lines {
      let info = index[line: number]
      if column > 0, !info.isLoose, info.endCount - first > column + 1 {
        var start = Int(ends[first + column - 1]) + 1
        var end = Int(ends[first + column])
        if info.isQuoted, start < end, block[start] == UInt8(ascii: "\"") {
          start += 1
          end -= 1
        }
        places.append(TextPlace(start: start, count: end - start, isOwned: false))
      } else {
        places.append(Self.nowhere)
      }
      first = info.endCount
    }
    if column > 0 { sink.announce(users: places.span, in: block) }
  }

  /// Takes the users of lines that were told as a batch.
  mutating func take(_ lines: Range<Int>, of sift: borrowing RecordSift) {
    places.removeAll(keepingCapacity: true)
    firstLine = lines.lowerBound
    for row in 0..<lines.count {
      places.append(sift.batch.doubts[row] == 0 ? sift.userPlace(row) : Self.nowhere)
    }
  }

  private static let nowhere = TextPlace(start: 0, count: 0, isOwned: false)

  /// Where the user of a line was announced, and under which number; −1 if it was not.
  @inline(__always)
  func number(of line: Int) -> (place: TextPlace, number: Int) {
    let number = line - firstLine
    guard number >= 0, number < places.count else {
      return (Self.nowhere, -1)
    }
    return (places[number], number)
  }

  /// Gives an event the number under which its user was announced.
  @inline(__always)
  func number(_ event: inout Event, line: Int) {
    let number = line - firstLine
    if number >= 0, number < places.count { event.setAnnouncedUser(number, at: places[number]) }
  }
}
