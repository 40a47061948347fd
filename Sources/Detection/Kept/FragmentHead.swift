internal import ByteScan

/// What must be known of the lines of one record that wait for the rest of it, before they are read:
/// what names the record, where the lines stand, and what they must be.
package struct FragmentHead: Hashable, Sendable {
  /// What names the record.
  package var key: [UInt8]
  /// The time of the last line, in microseconds.
  package var last: Int64
  /// Numbers for the messages that the record belongs to.
  package var messages: [UInt64]
  /// How many lines there are.
  package var count: Int
  /// The row that holds the lines, and where in its bytes.
  package var part: Int64
  package var offset: Int
  package var byteCount: Int
  /// What ``KeptRecords/fingerprint`` is of the lines.
  package var fingerprint: UInt64

  package init(of kept: KeptRecords, messages: [UInt64], part: Int64, offset: Int) {
    key = kept.subject
    last = kept.times?.upperBound ?? 0
    self.messages = messages
    count = kept.count
    self.part = part
    self.offset = offset
    byteCount = kept.bytes.count
    fingerprint = kept.fingerprint
  }

  fileprivate init(_ reader: inout RecordReader) {
    key = reader.readCounted()
    last = reader.readInt64()
    count = Int(reader.readUInt32())
    part = reader.readInt64()
    offset = Int(reader.readUInt32())
    byteCount = Int(reader.readUInt32())
    fingerprint = reader.readUInt64()
    messages = []
    for _ in 0..<reader.readUInt32() { messages.append(reader.readUInt64()) }
  }

  /// The bytes of a head without its key and messages.
  private static let fixedByteCount = 44

  fileprivate func append(to writer: inout RecordWriter) {
    writer.append(counted: key)
    writer.append(last)
    writer.append(UInt32(truncatingIfNeeded: count))
    writer.append(part)
    writer.append(UInt32(truncatingIfNeeded: offset))
    writer.append(UInt32(truncatingIfNeeded: byteCount))
    writer.append(fingerprint)
    writer.append(UInt32(truncatingIfNeeded: messages.count))
    for message in messages { writer.append(message) }
  }

  /// Whether another head begins at an offset, with all of its bytes there.
  fileprivate static func isWhole(at offset: Int, of bytes: Span<UInt8>) -> Bool {
    guard bytes.count - offset >= fixedByteCount else { return false }
    let keyByteCount = Int(bytes.littleEndian(UInt32.self, at: offset))
    guard keyByteCount <= bytes.count - offset - fixedByteCount else { return false }
    let end = offset + fixedByteCount + keyByteCount
    let messageCount = Int(bytes.littleEndian(UInt32.self, at: end - 4))
    return messageCount <= (bytes.count - end) / 8
  }
}

extension [FragmentHead] {
  /// The heads as bytes that outlive a run, with a number in front that tells them from others.
  ///
  /// - Complexity: O(*n*) in the heads and their messages.
  package var kept: [UInt8] {
    var writer = RecordWriter()
    for head in self { head.append(to: &writer) }
    var sealed = RecordWriter()
    sealed.append(stableHash64(writer.bytes.span, seed: Self.seed))
    sealed.bytes += writer.bytes
    return sealed.bytes
  }

  /// Reads ``kept``; `nil` if the bytes are not what was written.
  package init?(kept: [UInt8]) {
    self = []
    let bytes = kept.span
    guard bytes.count >= 8 else { return nil }
    let print = bytes.littleEndian(UInt64.self, at: 0)
    guard stableHash64(bytes.extracting(8..<bytes.count), seed: Self.seed) == print else {
      return nil
    }
    var reader = RecordReader(bytes, at: 8)
    while reader.offset < bytes.count {
      guard FragmentHead.isWhole(at: reader.offset, of: bytes) else { return nil }
      append(FragmentHead(&reader))
    }
  }

  private static var seed: UInt64 { 0x6672_6167 }
}
