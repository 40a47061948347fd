internal import ByteScan
internal import EventModel

/// The lines of one block of a mail log by the queue ids that they are of, so that each id is handed on
/// once, with all its lines.
///
///     stays   queue id, host, first and last line     found by an open hash table
///     lines   time, place, note, the next line of the same stay
///
/// It is storage to be used again and again, and nothing is allocated once it has grown.
struct QueuedLines: Sendable {
  private struct Stay {
    var host: Range<Int>
    var queueID: Range<Int>
    var hash: UInt64
    var firstLine: Int
    var lastLine: Int
  }

  private struct Line {
    var line: FragmentLine
    /// The next line of the same stay; −1 behind the last one.
    var next = -1
  }

  private var stays: [Stay] = []
  private var lines: [Line] = []
  /// One more than the number of a stay, or 0 for a free place; a power of two of them.
  private var slots = [UInt32](repeating: 0, count: 256)
  private var stayLines: [FragmentLine] = []

  var isEmpty: Bool { lines.isEmpty }

  /// Adds a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - host: The machine that wrote it, in the block.
  ///   - queueID: What it calls the message, in the block.
  ///   - block: The same for all lines since ``handOn(_:)``.
  /// - Complexity: O(1) on average, and O(*n*) in the bytes of the id.
  mutating func add(
    _ line: FragmentLine, host: Range<Int>, queueID: Range<Int>, in block: Span<UInt8>
  ) {
    let stay = number(of: queueID, on: host, in: block)
    if stays[stay].lastLine >= 0 {
      lines[stays[stay].lastLine].next = lines.count
    } else {
      stays[stay].firstLine = lines.count
    }
    stays[stay].lastLine = lines.count
    lines.append(Line(line: line))
  }

  /// Hands on the lines of each queue id, and forgets all of them.
  ///
  /// - Parameter body: Takes the host and the queue id, in the block, and the lines in the order of the block.
  mutating func handOn(
    _ body: (_ host: Range<Int>, _ queueID: Range<Int>, _ lines: Span<FragmentLine>) -> Void
  ) {
    for stay in stays {
      stayLines.removeAll(keepingCapacity: true)
      var next = stay.firstLine
      while next >= 0 {
        stayLines.append(lines[next].line)
        next = lines[next].next
      }
      body(stay.host, stay.queueID, stayLines.span)
    }
    for slot in slots.indices { slots[slot] = 0 }
    stays.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  private mutating func number(
    of queueID: Range<Int>, on host: Range<Int>, in block: Span<UInt8>
  ) -> Int {
    // Most lines are of the same message as the one before them.
    if let last = stays.indices.last, isSame(stays[last], queueID, host, in: block) { return last }
    let hash = stableHash64(block.extracting(queueID))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if stays[number].hash == hash, isSame(stays[number], queueID, host, in: block) {
        return number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    stays.append(
      Stay(host: host, queueID: queueID, hash: hash, firstLine: -1, lastLine: -1))
    slots[slot] = UInt32(stays.count)
    if stays.count * 2 > slots.count { grow() }
    return stays.count - 1
  }

  @inline(__always)
  private func isSame(
    _ stay: Stay, _ queueID: Range<Int>, _ host: Range<Int>, in block: Span<UInt8>
  ) -> Bool {
    guard block.extracting(stay.queueID).hasSameBytes(as: block.extracting(queueID)) else {
      return false
    }
    let (known, host) = (block.extracting(stay.host), block.extracting(host))
    return known.hasSameBytes(as: host) || known.equalsIgnoringAsciiCase(host)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (number, stay) in stays.enumerated() {
      var slot = Int(truncatingIfNeeded: stay.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
