internal import ByteScan

/// All of a time of 16 to 32 bytes but its two digits of seconds, wherever these stand: what times of the
/// same minute share.
///
///     01/Oct/2026:09:00:07 +0900
///     └── same ────────┘^^└same┘
struct MinuteFront: Sendable {
  static let byteCounts = 16...32

  /// How many bytes the time has; −1 if none is remembered.
  private(set) var byteCount = -1
  private var secondsOffset = 0
  /// Where four words begin that cover all of it, and those words with their seconds blanked out.
  private var offsets = (0, 0, 0, 0)
  private var masks: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  /// Remembers a time whose seconds stand at an offset in it; `nil` if it is too short or too long for that.
  init?(_ time: Range<Int>, secondsAt offset: Int, in block: Span<UInt8>) {
    let count = time.count
    guard Self.byteCounts.contains(count), offset >= 0, offset + 2 <= count else { return nil }
    byteCount = count
    secondsOffset = offset
    offsets = (0, 8, min(16, count - 8), count - 8)
    masks = (
      Self.mask(at: offsets.0, offset), Self.mask(at: offsets.1, offset),
      Self.mask(at: offsets.2, offset), Self.mask(at: offsets.3, offset)
    )
    words = blanked(time.lowerBound, in: block)
  }

  /// A word with zeros where the seconds stand in it.
  private static func mask(at start: Int, _ seconds: Int) -> UInt64 {
    var mask = UInt64.max
    for byte in [seconds - start, seconds + 1 - start] where 0..<8 ~= byte {
      mask &= ~(0xFF << UInt64(8 * byte))
    }
    return mask
  }

  @inline(__always)
  private func blanked(
    _ start: Int, in block: Span<UInt8>
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    (
      block.littleEndian(UInt64.self, at: start &+ offsets.0) & masks.0,
      block.littleEndian(UInt64.self, at: start &+ offsets.1) & masks.1,
      block.littleEndian(UInt64.self, at: start &+ offsets.2) & masks.2,
      block.littleEndian(UInt64.self, at: start &+ offsets.3) & masks.3
    )
  }

  /// The seconds of a time of the same minute; `nil` if anything else about it differs, or they are none.
  @inline(__always)
  func seconds(of time: Range<Int>, in block: Span<UInt8>) -> Int64? {
    guard time.count == byteCount, blanked(time.lowerBound, in: block) == words else { return nil }
    let place = time.lowerBound &+ secondsOffset
    let (tens, ones) = (block[place] &- 0x30, block[place &+ 1] &- 0x30)
    return tens < 6 && ones < 10 ? Int64(tens &* 10 &+ ones) : nil
  }
}
