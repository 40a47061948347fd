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
