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
