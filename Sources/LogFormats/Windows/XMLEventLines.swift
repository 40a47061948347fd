internal import ByteScan

/// Which lines of a file belong to one `<Event>`.
enum XMLEventLines {
  /// An event has at most so many lines and bytes; one that goes on for longer was never ended.
  static let lineLimit = 1024
  static let byteLimit = 1 << 20

  enum Found {
    /// The event from its `<` to behind its last `>`, and its lines.
    case event(Range<Int>, lineCount: Int)
    /// A line around events: `<?xml …?>`, `<Events>`, what `evtx_dump` writes above each event.
    case frame
    /// The line begins no event, or one that never ends.
    case none
    /// The event may go on behind the block.
    case unfinished
  }

  /// Looks at a line, and where an event begins in it at those after it.
  ///
  /// What is found does not depend on where the block ends.
  ///
  /// - Complexity: O(*n*) in the bytes of the event.
  static func find(_ block: Span<UInt8>, from line: Range<Int>, isLast: Bool) -> Found {
    let start = firstSign(block, line)
    let text = block.extracting(start..<line.upperBound)
    guard isEvent(text) else {
      let isFrame =
        text.starts(with: "<?xml") || text.starts(with: "<Events") || text.equals("</Events>")
        || text.equals("<root>") || text.equals("</root>") || text.starts(with: "Record ")
      return isFrame ? .frame : .none
    }
    var end = line.upperBound
    var first = start
    var lineCount = 1
    while true {
      let rest = block.extracting(first..<end)
      if let close = rest.endOfEvent {
        // Whatever follows the end of the event in its line would be lost.
        let isAlone = block.isBlankLine((first + close)..<end)
        return isAlone ? .event(start..<(first + close), lineCount: lineCount) : .none
      }
      guard lineCount < lineLimit, end - line.lowerBound < byteLimit else { return .none }
      guard let feed = block.firstOffset(of: 0x0A, from: end), feed + 1 < block.count else {
        return isLast ? .none : .unfinished
      }
      first = feed + 1
      end = block.firstOffset(of: 0x0A, from: first) ?? block.count
      lineCount += 1
      // The next event begins before this one has ended.
      if isEvent(block.extracting(firstSign(block, first..<end)..<end)) { return .none }
    }
  }

  private static func firstSign(_ block: Span<UInt8>, _ line: Range<Int>) -> Int {
    var start = line.lowerBound
    while start < line.upperBound, block[start].isBlank { start += 1 }
    return start
  }

  private static func isEvent(_ text: Span<UInt8>) -> Bool {
    text.starts(with: "<Event ") || text.starts(with: "<Event>")
  }
}

extension Span<UInt8> {
  /// Where the first `</Event>` ends.
  fileprivate var endOfEvent: Int? {
    var start = 0
    while let at = firstOffset(of: UInt8(ascii: "/"), from: start) {
      let tail = extracting(at..<count)
      if at > 0, self[at - 1] == UInt8(ascii: "<"), tail.starts(with: "/Event>") { return at + 7 }
      start = at + 1
    }
    return nil
  }
}
