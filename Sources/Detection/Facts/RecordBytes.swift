internal import ByteScan

/// Appends fixed-width little-endian integers to a byte array.
struct RecordWriter: Sendable {
  var bytes: [UInt8] = []

  mutating func append(_ value: UInt8) { bytes.append(value) }
  mutating func append(_ value: UInt16) { bytes.append(littleEndian: value) }
  mutating func append(_ value: UInt32) { bytes.append(littleEndian: value) }
  mutating func append(_ value: UInt64) { bytes.append(littleEndian: value) }
  mutating func append(_ value: Int64) { bytes.append(littleEndian: value) }

  /// Appends the bytes of a text.
  ///
  /// - Complexity: O(*n*) in the bytes.
  mutating func append(_ text: Span<UInt8>) { bytes.append(copying: text) }

  /// Overwrites four bytes that were appended before.
  mutating func replace(at offset: Int, with value: UInt32) {
    for index in 0..<4 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index))
    }
  }
}

/// Reads what ``RecordWriter`` wrote, from an offset on.
struct RecordReader: ~Escapable {
  private let bytes: Span<UInt8>
  private(set) var offset: Int

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func readUInt8() -> UInt8 { read(UInt8.self) }
  mutating func readUInt16() -> UInt16 { read(UInt16.self) }
  mutating func readUInt32() -> UInt32 { read(UInt32.self) }
  mutating func readUInt64() -> UInt64 { read(UInt64.self) }
  mutating func readInt64() -> Int64 { read(Int64.self) }

  /// Steps over a text and returns where it stands.
  mutating func readRange(byteCount: Int) -> Range<Int> {
    let range = offset..<(offset + byteCount)
    offset += byteCount
    return range
  }

  private mutating func read<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type
  ) -> Value {
    defer { offset += MemoryLayout<Value>.size }
    return bytes.littleEndian(type, at: offset)
  }
}
