/// Writes what a value encodes as bytes, in the order in which it does, so that a number can be made of
/// it without making a text.
///
/// Numbers and texts begin with what they are, and what stands inside another value ends with a mark, so
/// that no two values of one type have the same bytes.
struct PrintEncoder: Encoder {
  /// Takes the bytes.
  fileprivate final class Sink {
    var bytes: [UInt8] = []

    func add(_ mark: UInt8, _ number: UInt64) {
      bytes.append(mark)
      var rest = number
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    func add(_ text: String) {
      add(1, UInt64(text.utf8.count))
      bytes += text.utf8
    }

    func add(_ number: some FixedWidthInteger) {
      add(2, UInt64(truncatingIfNeeded: number))
    }

    func add(_ truth: Bool) { bytes.append(truth ? 4 : 3) }
    func addNothing() { bytes.append(5) }

    func add(inner value: some Encodable) throws {
      try value.encode(to: PrintEncoder(sink: self))
      bytes.append(0)
    }
  }

  fileprivate let sink: Sink

  /// The bytes of a value.
  ///
  /// - Throws: What the value throws.
  /// - Complexity: O(*n*) in what it encodes.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let sink = Sink()
    try sink.add(inner: value)
    return sink.bytes
  }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(PrintFields(sink: sink))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { PrintElements(sink: sink) }
  func singleValueContainer() -> any SingleValueEncodingContainer { PrintValue(sink: sink) }
}

/// The parts of a value that have names.
private struct PrintFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: PrintEncoder.Sink
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    sink.add(key.stringValue)
    sink.addNothing()
  }

  func encode(_ value: Bool, forKey key: Key) {
    sink.add(key.stringValue)
    sink.add(value)
  }

  func encode(_ value: String, forKey key: Key) {
    sink.add(key.stringValue)
    sink.add(value)
  }

  func encode(_ value: some FixedWidthInteger & Encodable, forKey key: Key) {
    sink.add(key.stringValue)
    sink.add(value)
  }

  func encode(_ value: Double, forKey key: Key) { encode(value.bitPattern, forKey: key) }
  func encode(_ value: Float, forKey key: Key) { encode(value.bitPattern, forKey: key) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    sink.add(key.stringValue)
    try sink.add(inner: value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    sink.add(key.stringValue)
    return KeyedEncodingContainer(PrintFields<Nested>(sink: sink))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    sink.add(key.stringValue)
    return PrintElements(sink: sink)
  }

  func superEncoder() -> any Encoder { PrintEncoder(sink: sink) }
  func superEncoder(forKey key: Key) -> any Encoder { PrintEncoder(sink: sink) }
}

/// The elements of a list.
private struct PrintElements: UnkeyedEncodingContainer {
  let sink: PrintEncoder.Sink
  var codingPath: [any CodingKey] { [] }
  var count: Int { 0 }

  func encodeNil() { sink.addNothing() }
  func encode(_ value: Bool) { sink.add(value) }
  func encode(_ value: String) { sink.add(value) }
  func encode(_ value: some FixedWidthInteger & Encodable) { sink.add(value) }
  func encode(_ value: Double) { sink.add(value.bitPattern) }
  func encode(_ value: Float) { sink.add(value.bitPattern) }
  func encode(_ value: some Encodable) throws { try sink.add(inner: value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    KeyedEncodingContainer(PrintFields<Nested>(sink: sink))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { PrintElements(sink: sink) }
  func superEncoder() -> any Encoder { PrintEncoder(sink: sink) }
}

/// A value without parts.
private struct PrintValue: SingleValueEncodingContainer {
  let sink: PrintEncoder.Sink
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.addNothing() }
  func encode(_ value: Bool) { sink.add(value) }
  func encode(_ value: String) { sink.add(value) }
  func encode(_ value: some FixedWidthInteger & Encodable) { sink.add(value) }
  func encode(_ value: Double) { sink.add(value.bitPattern) }
  func encode(_ value: Float) { sink.add(value.bitPattern) }
  func encode(_ value: some Encodable) throws { try sink.add(inner: value) }
}
