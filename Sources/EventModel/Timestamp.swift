/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
@usableFromInline
package struct Timestamp: Codable, Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
  @usableFromInline package var microseconds: Int64

  /// Creates a point in time from microseconds since 1970-01-01T00:00:00Z.
  @inlinable
  package init(microseconds: Int64) { self.microseconds = microseconds }

  @inlinable
  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

extension Timestamp {
  /// Whether windows may rely on this time.
  ///
  /// Before 1990, from 2100 on, and the two values that broken clocks write (0 and 2^31−1 seconds)
  /// are implausible: such an event is counted and reported, never moved to another time.
  @inlinable
  package var isPlausible: Bool {
    // Compared in microseconds, because nearly every event is asked and a division is slow.
    let second: Int64 = 1_000_000
    let start1990 = 631_152_000 * second
    let start2100 = 4_102_444_800 * second
    let end32Bit = 2_147_483_647 * second
    return microseconds >= start1990 && microseconds < start2100
      && UInt64(bitPattern: microseconds &- end32Bit) >= UInt64(second)
  }

  /// Whether the time is from 1990 to 2037: plausible, and asked with one comparison.
  @inlinable
  package var isOrdinary: Bool {
    let start1990: Int64 = 631_152_000_000_000
    let start2038: Int64 = 2_145_916_800_000_000
    return UInt64(bitPattern: microseconds &- start1990) < UInt64(start2038 - start1990)
  }
}
