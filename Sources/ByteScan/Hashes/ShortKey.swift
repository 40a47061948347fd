/// A byte string of at most 16 bytes as two words, which are equal exactly if the strings are.
///
/// Logins, programs and hosts are mostly this short; two words are compared and hashed without a
/// loop over bytes.
@usableFromInline
package struct ShortKey: Hashable, Sendable {
  /// The longest string that fits.
  package static let maximumByteCount = 16

  /// The first eight bytes and the others, the first one lowest, with zeros behind the last.
  @usableFromInline package let low, high: UInt64
  /// The length of the string.
  @usableFromInline package let byteCount: UInt8

  /// Creates the key of a string, or `nil` if it is too long.
  @inlinable
  @inline(__always)
  package init?(_ bytes: Span<UInt8>) {
    let count = bytes.count
    guard count <= 16 else { return nil }
    byteCount = UInt8(truncatingIfNeeded: count)
    // Of the two loads the later one is moved to where its bytes belong; where both have a byte, it is
    // the same.
    if count >= 8 {
      low = bytes.littleEndian(UInt64.self, at: 0)
      // A shift by 64 gives zero.
      high = bytes.littleEndian(UInt64.self, at: count - 8) >> UInt64(8 * (16 - count))
    } else if count >= 4 {
      let last = UInt64(bytes.littleEndian(UInt32.self, at: count - 4))
      low = UInt64(bytes.littleEndian(UInt32.self, at: 0)) | last << UInt64(8 * (count - 4))
      high = 0
    } else if count > 0 {
      low =
        UInt64(bytes[0]) | UInt64(bytes[count / 2]) << UInt64(8 * (count / 2))
        | UInt64(bytes[count - 1]) << UInt64(8 * (count - 1))
      high = 0
    } else {
      low = 0
      high = 0
    }
  }

  /// Creates a key again from its parts; `nil` if it would be too long.
  @inlinable
  @inline(__always)
  package init?(low: UInt64, high: UInt64, byteCount: Int) {
    guard byteCount <= 16 else { return nil }
    self.low = low
    self.high = high
    self.byteCount = UInt8(truncatingIfNeeded: byteCount)
  }

  /// Returns a hash that depends on every bit of the key and of the seed.
  @inlinable
  @inline(__always)
  package func hash(seed: UInt64) -> UInt64 {
    let first = (low ^ seed).multipliedFullWidth(by: 0x9D3A_51C8_E60B_74F3)
    let second = (high ^ first.low ^ UInt64(byteCount)).multipliedFullWidth(
      by: 0xB28F_64D1_0E9C_735D ^ (seed | 1))
    return first.high ^ second.high ^ second.low
  }
}
