/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
@usableFromInline
package struct Timestamp: Hashable, Comparable, Sendable {
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
  package var isPlausible: Bool {
    let seconds = microseconds / 1_000_000
    let start1990: Int64 = 631_152_000
    let start2100: Int64 = 4_102_444_800
    return seconds >= start1990 && seconds < start2100 && seconds != 2_147_483_647
  }
}
