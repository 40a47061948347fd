internal import CByteMask

extension Span<UInt8> {
  /// Tells which of the 64 bytes from an offset on are one of two.
  ///
  /// - Parameters:
  ///   - byte: One byte.
  ///   - other: The other one.
  ///   - offset: A byte offset in `0...count`.
  /// - Returns: A bit for each byte, the first one lowest; none for what lies past the end.
  package func marks(of byte: UInt8, or other: UInt8, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count, "offset \(offset) is outside 0...\(count)")
    // SAFETY: `offset <= count`, and no more than the bytes from there on are read.
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let text = unsafe (base + offset).assumingMemoryBound(to: UInt8.self)
      return unsafe byte_mask_either(text, bytes.count - offset, byte, other)
    }
  }
}
