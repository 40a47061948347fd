internal import ByteScan
internal import EventModel

/// What stood between the time of syslog lines and the contents of their records, and which format these are of.
///
/// A source writes the same host, program and header again and again, so that neither needs to be looked at anew.
///
///     <14>Oct  2 10:06:18 fw1 CEF:0|Palo Alto Networks|PAN-OS|8.1.15|end|TRAFFIC|1|rt=…
///                        ──────────────────── known ──────────────────────────────
struct RepeatedRecords: Sendable {
  /// A record in a line.
  struct Found {
    /// Which format it is of, the only one that it may be of.
    var format: Int
    var text: Range<Int>
    var host: Range<Int>
  }

  private struct Known: Sendable {
    /// What stood there, among the bytes of all.
    var bytes: Range<Int>
    /// Whether a version of RFC 5424 stood in front of the time.
    var isNumbered: Bool
    var format: Int
    /// Where it began, the line there, and where its record did.
    var start: Int
    var line: SyslogLine
    var text: Int
  }

  /// More than most sources have of hosts and headers together.
  private static let limit = 16

  /// By what the formats are known.
  private let keys: [EnvelopeKey]
  private let longestOpening: Int
  private var bytes: [UInt8] = []
  private var known: [Known] = []
  /// The formats that each is asked for all the same, because more than what is known decides.
  private var asked: [[Int]] = []
  private var last = 0

  init(_ keys: [EnvelopeKey]) {
    self.keys = keys
    longestOpening = keys.map(\.openingByteCount).max() ?? 0
  }

  /// Finds out of which format a record is.
  ///
  /// - Parameters:
  ///   - block: What the line stands in.
  ///   - start: Where its time ends.
  ///   - end: Where it ends.
  ///   - isNumbered: Whether a version of RFC 5424 stands in front of the time.
  /// - Returns: `nil` if nothing is known; the line has to be read.
  mutating func find(
    in block: Span<UInt8>, from start: Int, to end: Int, isNumbered: Bool
  ) -> Found? {
    if last < known.count, let found = match(last, block, start, end, isNumbered) { return found }
    for number in known.indices where number != last {
      guard let found = match(number, block, start, end, isNumbered) else { continue }
      last = number
      return found
    }
    return nil
  }

  private func match(
    _ number: Int, _ block: Span<UInt8>, _ start: Int, _ end: Int, _ isNumbered: Bool
  ) -> Found? {
    let own = known[number].bytes
    guard end - start > own.count, known[number].isNumbered == isNumbered,
      block.extracting(start..<(start + own.count)).hasSameBytes(as: bytes.span.extracting(own))
    else { return nil }
    let distance = start - known[number].start
    let format = known[number].format
    let text = (known[number].text + distance)..<end
    if !asked[number].isEmpty {
      let line = known[number].line.moved(by: distance, to: end)
      for other in asked[number] {
        let answer = keys[other].text(of: line, in: block)
        guard answer == (other == format ? text : nil) else { return nil }
      }
    }
    let host = known[number].line.host
    return Found(
      format: format, text: text,
      host: (host.lowerBound + distance)..<(host.upperBound + distance))
  }

  /// Remembers the record of a line, unless it may be of several formats.
  ///
  /// - Parameters:
  ///   - line: The line, as it was read.
  ///   - block: What it stands in.
  ///   - isNumbered: Whether a version of RFC 5424 stands in front of the time.
  mutating func remember(_ line: SyslogLine, in block: Span<UInt8>, isNumbered: Bool) {
    var found: (format: Int, text: Range<Int>)?
    for format in keys.indices {
      guard let text = keys[format].text(of: line, in: block) else { continue }
      guard found == nil else { return }
      found = (format, text)
    }
    guard let (format, text) = found,
      let header = keys[format].headerEnd(of: text, in: block)
    else { return }
    let start = line.clockEnd
    let end = max(header, line.message.lowerBound + longestOpening)
    guard end < line.message.upperBound, end - start <= 1_024 else { return }
    if known.count == Self.limit {
      bytes.removeAll(keepingCapacity: true)
      known.removeAll(keepingCapacity: true)
      asked.removeAll(keepingCapacity: true)
    }
    let first = bytes.count
    bytes.append(copying: block.extracting(start..<end))
    asked.append(
      keys.indices.filter { !keys[$0].isDecided(before: end, of: line, in: block) })
    last = known.count
    known.append(
      Known(
        bytes: first..<bytes.count, isNumbered: isNumbered, format: format, start: start,
        line: line, text: text.lowerBound))
  }
}
