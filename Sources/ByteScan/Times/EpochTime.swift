extension Span<UInt8> {
  /// Reads the whole span as seconds since 1970 with an optional fraction: `1731900000.123`.
  ///
  /// - Returns: Microseconds since 1970-01-01T00:00:00Z.
  /// - Throws: ``TimeError``; negative times and those past the year 9999 are out of range.
  package func epochMicroseconds() throws(TimeError) -> Int64 {
    let microseconds: Int64
    do throws(DecimalError) {
      microseconds = try fixedPointMicroseconds()
    } catch {
      switch error {
      case .empty, .notADigit: throw .malformed
      case .negative, .overflow: throw .outOfRange
      }
    }
    guard microseconds < 253_402_300_800_000_000 else { throw .outOfRange }
    return microseconds
  }
}

extension Span<UInt8> {
  /// Reads `1731900000.123456`, ten digits, a point and six, at an offset; `nil` if anything else stands there.
  ///
  /// - Returns: Microseconds since 1970, the same as ``epochMicroseconds()`` gives of these 17 bytes.
  /// - Complexity: O(1); eight digits are read in one step.
  @inlinable
  package func microsecondsOfEpoch(secondsAt offset: Int) -> Int64? {
    let front = littleEndian(UInt64.self, at: offset)
    let end = littleEndian(UInt64.self, at: offset &+ 9)
    let ninth = UInt64(self[offset &+ 8] &- 0x30)
    let tenth = (end & 0xFF) &- 0x30
    // Zeros stand in front of the six digits then.
    guard end >> 8 & 0xFF == 0x2E, ninth < 10, tenth < 10, let whole = front.eightDigits,
      let fraction = (end & ~0xFFFF | 0x3030).eightDigits
    else { return nil }
    return Int64((whole &* 100 &+ ninth &* 10 &+ tenth) &* 1_000_000 &+ fraction)
  }

  /// Reads 19 digits at an offset as nanoseconds since 1970; `nil` if other bytes stand there, or they are more
  /// than 64 bits hold.
  ///
  /// - Returns: Whole microseconds since 1970.
  /// - Complexity: O(1); eight digits are read in one step.
  @inlinable
  package func microsecondsOfEpoch(nanosecondsAt offset: Int) -> Int64? {
    guard let front = littleEndian(UInt64.self, at: offset).eightDigits,
      let middle = littleEndian(UInt64.self, at: offset &+ 8).eightDigits,
      self[offset &+ 16] &- 0x30 < 10, self[offset &+ 17] &- 0x30 < 10,
      self[offset &+ 18] &- 0x30 < 10, front < 92_233_720
    else { return nil }
    return Int64(front &* 100_000_000 &+ middle)
  }
}

extension UInt64 {
  /// The number that eight ASCII digits make, the first one in the lowest byte; `nil` if a byte is none.
  @inlinable
  package var eightDigits: UInt64? {
    let digits = self ^ 0x3030_3030_3030_3030
    // A digit is at most 9 now: what is added brings anything more above 15.
    guard (digits | digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else {
      return nil
    }
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (quads &* 10_000 &+ quads >> 32) & 0xFFFF_FFFF
  }
}
