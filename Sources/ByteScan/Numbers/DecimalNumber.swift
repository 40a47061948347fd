/// Why bytes are not the decimal number that was asked for.
@usableFromInline
package enum DecimalError: Error, Hashable, Sendable {
  /// There are no digits.
  case empty
  /// A byte is not an ASCII digit: a sign `+`, a blank, a full-width digit, a letter.
  case notADigit
  /// The number is negative, well formed, and not allowed here.
  case negative
  /// The number does not fit its type.
  case overflow
}

/// Digits are taken one by one and every step is checked, so no input can trap or wrap.
extension Span<UInt8> {
  /// Reads the whole span as a number of ASCII digits.
  ///
  /// - Throws: ``DecimalError``; a leading `-` before digits is `negative`, `+` is `notADigit`.
  /// - Complexity: O(*n*) in the digits.
  @inlinable
  package func decimalUInt64() throws(DecimalError) -> UInt64 {
    guard count > 0 else { throw .empty }
    if self[0] == UInt8(ascii: "-") {
      guard count > 1 else { throw .notADigit }
      _ = try extracting(1..<count).decimalUInt64()
      throw .negative
    }
    var value: UInt64 = 0
    if count <= 19 {
      // Nineteen digits always fit 64 bits.
      for index in indices {
        let digit = self[index] &- 0x30
        guard digit < 10 else { throw .notADigit }
        value = value &* 10 &+ UInt64(digit)
      }
      return value
    }
    var overflows = false
    for index in indices {
      let digit = self[index] &- 0x30
      guard digit < 10 else { throw .notADigit }
      let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooLarge) = tens.addingReportingOverflow(UInt64(digit))
      overflows = overflows || tooMany || tooLarge
      value = sum
    }
    if overflows { throw .overflow }
    return value
  }

  /// Reads the whole span as a non-negative number that fits a signed one: a size, a count.
  ///
  /// - Throws: ``DecimalError``; above `Int64.max` is `overflow`.
  /// - Complexity: O(*n*) in the digits.
  @inlinable
  package func decimalCount() throws(DecimalError) -> Int64 {
    let value = try decimalUInt64()
    guard let signed = Int64(exactly: value) else { throw .overflow }
    return signed
  }

  /// Reads the whole span as a signed number; `-` is the only sign.
  ///
  /// - Throws: ``DecimalError``, never `negative`.
  /// - Complexity: O(*n*) in the digits.
  @inlinable
  package func decimalInt64() throws(DecimalError) -> Int64 {
    guard count > 0 else { throw .empty }
    guard self[0] == UInt8(ascii: "-") else { return try decimalCount() }
    guard count > 1, self[1] != UInt8(ascii: "-") else { throw .notADigit }
    let magnitude = try extracting(1..<count).decimalUInt64()
    guard magnitude <= 1 << 63 else { throw .overflow }
    return Int64(truncatingIfNeeded: 0 &- magnitude)
  }

  /// Reads the whole span as a number of seconds with an optional fraction, in microseconds.
  ///
  /// `1731900000.123` is 1 731 900 000 123 000. Digits past the sixth of the fraction are checked
  /// and dropped. Both parts need a digit where there is a point.
  ///
  /// - Throws: ``DecimalError``; a leading `-` is `negative`.
  /// - Complexity: O(*n*) in the digits.
  @inlinable
  package func fixedPointMicroseconds() throws(DecimalError) -> Int64 {
    var point = 0
    while point < count && self[point] != UInt8(ascii: ".") { point += 1 }
    let whole = try extracting(0..<point).decimalCount()
    var fraction: Int64 = 0
    if point < count {
      guard point + 1 < count else { throw .empty }
      var weight: Int64 = 100_000
      for index in (point + 1)..<count {
        let digit = self[index] &- 0x30
        guard digit < 10 else { throw .notADigit }
        fraction += Int64(digit) * weight
        weight /= 10
      }
    }
    let (scaled, tooMany) = whole.multipliedReportingOverflow(by: 1_000_000)
    let (sum, tooLarge) = scaled.addingReportingOverflow(fraction)
    if tooMany || tooLarge { throw .overflow }
    return sum
  }
}
