internal import ByteScan
internal import EventModel

/// The minute and the distance to UTC of the time that was read last, in a text of RFC 3339.
///
/// Most records are of the same minute as the one before, so date and zone need not be read again.
///
///     2026-10-01T09:31:07.250+09:00
///     ─── minute ────▸        zone
struct RepeatedMinute: Sendable {
  /// Where seconds and fraction stand.
  private static let seconds = 17
  private static let fraction = 19

  /// The text up to the colon behind the minute, without that, and the text behind the fraction.
  private var front: ShortKey?
  private var zone: ShortKey?
  /// How long the whole text is.
  private var byteCount = 0
  private var zoneByteCount = 0
  /// The time at which the minute begins.
  private var start: Int64 = 0

  /// Remembers the minute of a text that was read as a whole and names its zone.
  mutating func remember(_ text: Span<UInt8>, _ scanned: ScannedTime, _ time: Timestamp) {
    guard let fraction = text.fraction(at: Self.fraction) else { return }
    byteCount = text.count
    zoneByteCount = text.count - Self.fraction - fraction.byteCount
    // More digits than microseconds have are cut, not counted.
    front = fraction.byteCount <= 7 ? ShortKey(text.extracting(0..<16)) : nil
    zone = ShortKey(text.extracting((text.count - zoneByteCount)..<text.count))
    start = time.microseconds - Int64(scanned.civil.second * 1_000_000 + fraction.microsecond)
  }

  /// Returns the time of a text of the same minute, zone and length; `nil` for any other.
  @inline(__always)
  func time(of text: Span<UInt8>) -> Timestamp? {
    guard let front, let zone, text.count == byteCount,
      ShortKey(text.extracting(0..<16)) == front, text[16] == UInt8(ascii: ":"),
      ShortKey(text.extracting((byteCount &- zoneByteCount)..<byteCount)) == zone
    else { return nil }
    let (tens, ones) = (text[Self.seconds] &- 0x30, text[Self.seconds &+ 1] &- 0x30)
    guard tens < 6, ones < 10 else { return nil }
    var microseconds = Int64(tens &* 10 &+ ones)
    let end = byteCount &- zoneByteCount
    guard end > Self.fraction else {
      return Timestamp(microseconds: start &+ microseconds &* 1_000_000)
    }
    let point = text[Self.fraction]
    guard point == UInt8(ascii: ".") || point == UInt8(ascii: ",") else { return nil }
    for offset in (Self.fraction &+ 1)..<end {
      let digit = text[offset] &- 0x30
      guard digit < 10 else { return nil }
      microseconds = microseconds &* 10 &+ Int64(digit)
    }
    for _ in end..<(Self.fraction + 7) { microseconds = microseconds &* 10 }
    return Timestamp(microseconds: start &+ microseconds)
  }
}
