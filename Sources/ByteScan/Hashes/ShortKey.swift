/// A byte string of at most 16 bytes as two words, which are equal exactly if the strings are.
///
/// Logins, programs and hosts are mostly this short; two words are compared and hashed without a
/// loop over bytes.
@usableFromInline
package struct ShortKey: Hashable, Sendable {
  /// The longest string that fits.
  package static let maximumByteCount = 16

  /// The bytes in two words that overlap, unless there are 16.
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
    // The two loads overlap where the string is shorter than both; with the length they still tell
    // every byte of it.
    if count >= 8 {
      low = bytes.littleEndian(UInt64.self, at: 0)
      high = bytes.littleEndian(UInt64.self, at: count - 8)
    } else if count >= 4 {
      low = UInt64(bytes.littleEndian(UInt32.self, at: 0))
      high = UInt64(bytes.littleEndian(UInt32.self, at: count - 4))
    } else if count > 0 {
      low = UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8
      high = UInt64(bytes[count - 1])
    } else {
      low = 0
      high = 0
    }
  }

  /// Creates a key again from its parts; `nil` if it would be too long.
  package init?(low: UInt64, high: UInt64, byteCount: Int) {
    guard byteCount <= Self.maximumByteCount else { return nil }
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
