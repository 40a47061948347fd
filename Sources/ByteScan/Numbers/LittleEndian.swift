extension Span<UInt8> {
  /// Returns the little-endian integer at an offset.
  ///
  /// - Parameters:
  ///   - type: The type of the integer.
  ///   - offset: The offset in bytes; the whole integer must lie within the span.
  /// - Returns: The integer.
  @inlinable
  package func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type, at offset: Int
  ) -> Value {
    precondition(offset >= 0 && offset + MemoryLayout<Value>.size <= count, "past the end")
    // SAFETY: the precondition keeps the load within the span; every bit pattern is a value.
    return unsafe withUnsafeBytes {
      unsafe Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type))
    }
  }
}

extension [UInt8] {
  /// Appends an integer in little-endian order.
  @inlinable
  package mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(
    littleEndian value: Value
  ) {
    // SAFETY: the bytes of a local integer are read while it lives.
    unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
  }
}

extension [UInt8] {
  /// Appends the first bytes of some words, each in little-endian order, in one step.
  ///
  /// - Parameters:
  ///   - words: The words.
  ///   - byteCount: How many of their bytes to append, at most all.
  @inlinable
  package mutating func append<let count: Int>(
    littleEndian words: [count of UInt64], byteCount: Int = count * 8
  ) {
    precondition(byteCount <= count * 8, "no more bytes than the words have")
    var words = words
    for index in words.indices { words[index] = words[index].littleEndian }
    // SAFETY: the bytes of local words are read while they live.
    unsafe Swift.withUnsafeBytes(of: words) { bytes in
      unsafe append(contentsOf: bytes.prefix(byteCount))
    }
  }
}
