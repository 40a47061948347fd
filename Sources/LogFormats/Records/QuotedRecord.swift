internal import ByteScan

/// The columns of one record of separated values, found by its quotes (RFC 4180).
///
/// A quote within a column that does not begin with one is an ordinary character, as spreadsheets
/// have it. The storage is used again for the next record.
struct QuotedRecord: Sendable {
  enum Outcome: Hashable {
    /// The record ends before this offset in the block, its line end included.
    case record(end: Int)
    /// A quote is open at the end of the block.
    case open
    /// A quote is never closed, or something else than a separator follows its end.
    case broken
  }

  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []
  private(set) var forms: [CellForm] = []

  var count: Int { starts.count }

  /// Takes the record apart that begins at an offset.
  ///
  /// `block` holds whole lines; `isLast` says that nothing comes after it.
  ///
  /// - Complexity: O(*n*) in the bytes of the record, at most ``DelimitedReader/byteLimit``.
  mutating func cut(
    _ block: Span<UInt8>, from start: Int, separator: UInt8, isLast: Bool
  ) -> Outcome {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    var lineCount = 1
    var offset = start
    while true {
      guard offset < block.count, block[offset] == UInt8(ascii: "\"") else {
        let first = offset
        while offset < block.count, block[offset] != separator, block[offset] != 0x0A {
          offset += 1
        }
        let isAtSeparator = offset < block.count && block[offset] == separator
        let hasReturn = !isAtSeparator && offset > first && block[offset - 1] == 0x0D
        add(first, hasReturn ? offset - 1 : offset, .plain)
        if isAtSeparator {
          offset += 1
          continue
        }
        return .record(end: min(offset + 1, block.count))
      }
      let first = offset + 1
      let limit = min(block.count, start + DelimitedReader.byteLimit)
      guard let quoted = block.doublyQuotedEnd(from: first, to: limit) else {
        if limit < block.count || isLast { return .broken }
        let isLong = block.extracting(start..<limit).lineFeedCount > DelimitedReader.lineLimit
        return isLong ? .broken : .open
      }
      lineCount += block.extracting(first..<quoted.end).lineFeedCount
      guard lineCount <= DelimitedReader.lineLimit else { return .broken }
      add(first, quoted.end, quoted.hasEscapes ? .doubledQuotes : .plain)
      offset = quoted.end + 1
      if offset < block.count, block[offset] == 0x0D,
        offset + 1 == block.count || block[offset + 1] == 0x0A
      {
        offset += 1
      }
      if offset >= block.count { return .record(end: block.count) }
      if block[offset] == 0x0A { return .record(end: offset + 1) }
      guard block[offset] == separator else { return .broken }
      offset += 1
    }
  }

  private mutating func add(_ start: Int, _ end: Int, _ form: CellForm) {
    starts.append(UInt32(truncatingIfNeeded: start))
    ends.append(UInt32(truncatingIfNeeded: end))
    forms.append(form)
  }

  /// Returns which column has a name, from 0; `nil` if none has it, or more than one, as nothing tells
  /// which of them is meant.
  func column(named name: [UInt8], in block: Span<UInt8>) -> Int? {
    var decoded: [UInt8] = []
    var found: Int?
    for column in starts.indices {
      decoded.removeAll(keepingCapacity: true)
      forms[column].append(block, Int(starts[column])..<Int(ends[column]), to: &decoded)
      while decoded.last?.isBlank == true { decoded.removeLast() }
      guard decoded == name else { continue }
      if found != nil { return nil }
      found = column
    }
    return found
  }
}

extension Span<UInt8> {
  /// How many line feeds there are.
  fileprivate var lineFeedCount: Int {
    var count = 0
    var offset = 0
    while let feed = firstOffset(of: 0x0A, from: offset) {
      count += 1
      offset = feed + 1
    }
    return count
  }
}
