internal import ByteScan
internal import CIsal

/// The check sum of gzip (CRC-32 of IEEE 802.3), gathered piece by piece.
package struct CheckSum: Hashable, Sendable {
  /// The sum of the bytes so far.
  package private(set) var value: UInt32 = 0

  /// Creates the sum of no bytes.
  package init() {}

  /// Adds bytes.
  ///
  /// - Complexity: O(*n*) in the bytes, at more than 5 GB/s where the processor can multiply without carry.
  package mutating func add(_ bytes: Span<UInt8>) {
    let before = value
    // SAFETY: the function reads `count` bytes.
    value = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return before }
      return unsafe crc32_gzip_refl(before, base, UInt64(buffer.count))
    }
  }
}
