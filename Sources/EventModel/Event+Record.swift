internal import ByteScan

/// An event as bytes, for one that must wait until other lines are read:
///
///     kind 1 | time 8 | fields 1 | ( field 1 | number 8, or length 4 and the bytes of a text ) …
extension Event {
  /// Appends the event with all its texts; values of list fields are left out.
  ///
  /// - Parameters:
  ///   - bytes: Where to.
  ///   - block: The block in which the event's texts stand.
  /// - Complexity: O(*n*) in the bytes of the texts.
  package func append(recordTo bytes: inout [UInt8], in block: Span<UInt8>) {
    bytes.append(kind.rawValue)
    bytes.append(littleEndian: time.microseconds)
    let count = bytes.count
    bytes.append(0)
    for declaration in Schema.declarations(of: kind)
    where has(declaration.field) && !declaration.isList && declaration.field != .time {
      bytes[count] += 1
      bytes.append(declaration.field.rawValue)
      if declaration.type.isText {
        let text = text(declaration.field, in: block)
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: text.count))
        bytes.append(copying: text)
      } else {
        bytes.append(littleEndian: number(declaration.field) ?? 0)
      }
    }
  }

  /// Reads what ``append(recordTo:in:)`` wrote; `nil` for bytes that are no such record.
  package init?(record: Span<UInt8>) {
    guard record.count >= 10, let kind = EventKind(rawValue: record[0]) else { return nil }
    self.init()
    begin(kind, at: Timestamp(microseconds: record.littleEndian(Int64.self, at: 1)))
    var offset = 10
    for _ in 0..<record[9] {
      guard offset < record.count, let field = Field(rawValue: record[offset]),
        let declaration = Schema.declaration(of: field, in: kind)
      else { return nil }
      offset += 1
      if declaration.type.isText {
        guard offset + 4 <= record.count else { return nil }
        let byteCount = Int(record.littleEndian(UInt32.self, at: offset))
        offset += 4
        guard byteCount <= record.count - offset else { return nil }
        set(field, copying: record.extracting(offset..<(offset + byteCount)))
        offset += byteCount
      } else {
        guard offset + 8 <= record.count else { return nil }
        set(field, to: record.littleEndian(Int64.self, at: offset))
        offset += 8
      }
    }
  }
}
