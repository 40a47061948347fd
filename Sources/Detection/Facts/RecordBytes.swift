internal import ByteScan

/// Appends fixed-width little-endian integers to a byte array.
struct RecordWriter: Sendable {
  var bytes: [UInt8] = []

  mutating func append(_ value: UInt8) { bytes.append(value) }
  mutating func append(_ value: UInt16) { bytes.append(littleEndian: value) }
  mutating func append(_ value: UInt32) { bytes.append(littleEndian: value) }
  mutating func append(_ value: UInt64) { bytes.append(littleEndian: value) }
  mutating func append(_ value: Int64) { bytes.append(littleEndian: value) }

  /// Appends a number of 128 bits, its lower half first.
  mutating func append(_ value: Int128) {
    append(UInt64(truncatingIfNeeded: value))
    append(UInt64(truncatingIfNeeded: value >> 64))
  }

  mutating func append(_ place: SourcePlace) {
    append(place.source)
    append(place.line)
    append(place.offset)
  }

  mutating func append(_ order: EventOrder) {
    append(order.time)
    append(order.lineHash)
    append(order.place)
  }

  /// Appends a text with its length before it.
  mutating func append(counted text: [UInt8]) {
    append(UInt32(truncatingIfNeeded: text.count))
    bytes.append(contentsOf: text)
  }

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

  mutating func readInt128() -> Int128 {
    let low = readUInt64()
    return Int128(readInt64()) << 64 | Int128(low)
  }

  mutating func readPlace() -> SourcePlace {
    SourcePlace(source: readUInt32(), line: readUInt64(), offset: readUInt64())
  }

  mutating func readEventOrder() -> EventOrder {
    EventOrder(time: readInt64(), lineHash: readUInt64(), place: readPlace())
  }

  /// Reads a text that has its length before it.
  mutating func readCounted() -> [UInt8] {
    let range = readRange(byteCount: Int(readUInt32()))
    var text: [UInt8] = []
    text.append(copying: bytes.extracting(range))
    return text
  }

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
