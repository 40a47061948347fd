internal import ByteScan
internal import EventModel

/// The users of the lines that come next, told to a sink some lines at a time so that it looks all of
/// them up at once.
struct AnnouncedUsers: Sendable {
  private var places: [TextPlace] = []
  private var firstLine = 0
  private static let count = 64

  /// Forgets what was announced in the block before.
  mutating func begin() {
    places.removeAll(keepingCapacity: true)
    firstLine = 0
  }

  /// Tells the users of the lines from `line` on, if that was not done yet; those of lines that the index
  /// calls loose, or that have no such column between two others, are left out.
  @inline(__always)
  mutating func announce<Sink: LineSink & ~Copyable>(
    from line: Int, _ column: Int, _ index: borrowing CellIndex, in block: Span<UInt8>,
    to sink: inout Sink
  ) {
    guard line >= firstLine + places.count else { return }
    places.removeAll(keepingCapacity: true)
    firstLine = line
    let ends = index.ends
    let nowhere = TextPlace(start: 0, count: 0, isOwned: false)
    var first = line == 0 ? 0 : index[line: line - 1].endCount
    for number in line..<min(line + Self.count, index.lineCount) {
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
        places.append(nowhere)
      }
      first = info.endCount
    }
    if column > 0 { sink.announce(users: places.span, in: block) }
  }

  /// Where the user of a line was announced, and under which number; −1 if it was not.
  @inline(__always)
  func number(of line: Int) -> (place: TextPlace, number: Int) {
    let number = line - firstLine
    guard number >= 0, number < places.count else {
      return (TextPlace(start: 0, count: 0, isOwned: false), -1)
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
