internal import CByteMask

extension Span<UInt8> {
  /// How many lines the bytes hold; a last line without a line feed is a line too.
  ///
  /// - Complexity: O(*n*) in the bytes; 128 of them are looked at in one step.
  package var lineCount: Int {
    if count == 0 { return 0 }
    return count(of: 0x0A) + (self[count - 1] == 0x0A ? 0 : 1)
  }

  /// How often a byte occurs.
  ///
  /// - Complexity: O(*n*) in the bytes; 128 of them are looked at in one step.
  package func count(of byte: UInt8) -> Int {
    // SAFETY: `byte_mask_count` reads exactly the `count` bytes of the span.
    let found = unsafe withUnsafeBytes { bytes in
      unsafe byte_mask_count(
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, byte)
    }
    return Int(found)
  }
}
