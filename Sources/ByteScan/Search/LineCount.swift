internal import CByteMask

extension Span<UInt8> {
  /// How many lines the bytes hold; a last line without a line feed is a line too.
  ///
  /// - Complexity: O(*n*) in the bytes; 64 of them are looked at in one step.
  package var lineCount: Int {
    if count == 0 { return 0 }
    // SAFETY: `byte_mask_count` reads exactly the `count` bytes of the span.
    let lineFeeds = unsafe withUnsafeBytes { bytes in
      unsafe byte_mask_count(
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, 0x0A)
    }
    return Int(lineFeeds) + (self[count - 1] == 0x0A ? 0 : 1)
  }
}
