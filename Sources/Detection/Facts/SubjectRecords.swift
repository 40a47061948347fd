internal import ByteScan

/// The records of one subject, end to end, in the order of the timeline.
struct SubjectRecords: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = []

  init() {}

  /// Takes records that stand end to end.
  init(endToEnd bytes: [UInt8]) {
    self.bytes = bytes
    var offset = 0
    while offset < bytes.count {
      offsets.append(offset)
      offset += Int(bytes.span.littleEndian(UInt32.self, at: offset))
    }
  }

  mutating func append(_ record: Span<UInt8>) {
    offsets.append(bytes.count)
    bytes.append(copying: record)
  }

  mutating func append(_ record: ArraySlice<UInt8>) {
    offsets.append(bytes.count)
    bytes += record
  }

  /// Takes the last record out.
  mutating func removeLast() -> SubjectRecords? {
    guard let offset = offsets.popLast() else { return nil }
    var last = SubjectRecords()
    last.append(bytes[offset...])
    bytes.removeSubrange(offset...)
    return last
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
  }
}
