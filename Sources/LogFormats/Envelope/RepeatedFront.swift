internal import ByteScan
internal import EventModel

/// The front of the syslog line that was read last: all up to its time and the blank behind that.
///
/// Many lines are written in one second. One with the same front but for the fraction of the second has
/// the same date, zone and year, so they need not be read and worked out again.
///
///     <22>2026-10-01T09:00:00.250000+09:00 mail postfix/qmgr[900]: …
///     ────── second ─────────  fraction ───── zone
struct RepeatedFront: Sendable {
  /// Up to the digits of the fraction, or up to the blank; what follows the digits, with the blank, empty if there
  /// is no fraction.
  private(set) var bytes = PostfixRows.Front()
  /// The time without its fraction.
  private(set) var wholeSecond = Timestamp(microseconds: 0)
  /// What is doubtful about it.
  private(set) var doubt: ClockDoubt?
  /// Whether a version of RFC 5424 stands in front of it.
  private(set) var isNumbered = false
  /// How many bytes the front has without its blank; 0 if none is known.
  private(set) var byteCount = 0

  /// Longer fractions than microseconds are cut, not counted.
  private static let mostDigits = 6

  /// Remembers the front of a line.
  ///
  /// - Parameters:
  ///   - block: What the line stands in.
  ///   - start: Where it begins.
  ///   - end: Where its time ends.
  ///   - time: The time.
  ///   - doubt: What is doubtful about it.
  mutating func remember(
    _ block: Span<UInt8>, from start: Int, to end: Int, _ time: Timestamp, _ doubt: ClockDoubt?
  ) {
    byteCount = 0
    guard end < block.count, block[end] == 0x20 else { return }
    let front = block.extracting(start..<(end + 1))
    var digits = front.count..<front.count
    // Nothing else in a front has a point or a comma.
    if let point = front.firstOffset(of: UInt8(ascii: "."))
      ?? front.firstOffset(of: UInt8(ascii: ","))
    {
      var stop = point + 1
      while front[stop].isAsciiDigit { stop += 1 }
      digits = (point + 1)..<stop
    }
    guard digits.count <= Self.mostDigits else { return }
    bytes.second.removeAll(keepingCapacity: true)
    bytes.second.append(copying: front.extracting(0..<digits.lowerBound))
    bytes.zone.removeAll(keepingCapacity: true)
    bytes.zone.append(copying: front.extracting(digits.upperBound..<front.count))
    bytes.digitCount = digits.count
    byteCount = front.count - 1
    let fraction = digits.isEmpty ? nil : front.fraction(at: digits.lowerBound - 1)
    wholeSecond = Timestamp(
      microseconds: time.microseconds - Int64(fraction?.microsecond ?? 0))
    self.doubt = doubt
    isNumbered = SyslogLine.clockStart(block, start..<end).isNumbered
  }

  /// Knows no front from now on.
  mutating func forget() { byteCount = 0 }

  /// Returns the time of a line that has the same front; `nil` for any other.
  @inline(__always)
  func time(of block: Span<UInt8>, _ line: Range<Int>) -> Timestamp? {
    let start = line.lowerBound
    guard byteCount > 0, line.count > byteCount,
      block.extracting(start..<(start + bytes.second.count)).hasSameBytes(as: bytes.second.span)
    else { return nil }
    if bytes.digitCount == 0 { return wholeSecond }
    let digits = (start + bytes.second.count)..<(start + bytes.second.count + bytes.digitCount)
    let end = digits.upperBound + bytes.zone.count
    guard block.extracting(digits.upperBound..<end).hasSameBytes(as: bytes.zone.span) else {
      return nil
    }
    guard let fraction = block.fraction(at: digits.lowerBound - 1),
      fraction.byteCount == bytes.digitCount + 1
    else { return nil }
    return Timestamp(microseconds: wholeSecond.microseconds + Int64(fraction.microsecond))
  }

  /// Whether lines with this front have a tag behind it, and a time that is beyond doubt.
  var isPlain: Bool {
    byteCount > 0 && doubt == nil && !isNumbered
  }
}
