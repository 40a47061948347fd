internal import ByteScan

/// Finds the values of a column or of the tail, from left to right.
struct SquidMatcher {
  /// Matches pieces against `range` of the block and notes where their values stand.
  ///
  /// - Returns: Whether the pieces fill the range exactly.
  /// - Complexity: O(*n*) in the bytes of the range.
  static func match(
    _ pieces: SquidLayout.Pieces, in block: Span<UInt8>, range: Range<Int>,
    into values: inout SquidValues
  ) -> Bool {
    var offset = range.lowerBound
    let end = range.upperBound
    for index in pieces.indices {
      switch pieces[index] {
      case .blanks:
        guard offset < end, block[offset] == 0x20 else { return false }
        while offset < end, block[offset] == 0x20 { offset += 1 }
      case .literal(let bytes):
        guard block.holds(bytes, at: offset, before: end) else { return false }
        offset += bytes.count
      case .value(let value):
        if value.isPadded { while offset < end, block[offset] == 0x20 { offset += 1 } }
        if let clock = value.clock {
          guard let time = clock.scan(block.extracting(0..<end), at: offset) else { return false }
          values.clock = time
          values[value.code] = offset..<(offset + time.byteCount)
          offset += time.byteCount
          continue
        }
        guard
          let stop = valueEnd(
            value, before: pieces[(index + 1)...], in: block, from: offset, to: end)
        else { return false }
        values[value.code] = offset..<stop
        offset = stop
      }
    }
    return offset == end
  }

  /// Returns where the blanks stand that end an unquoted text, counted from the end of the line.
  ///
  /// Such a text holds blanks itself; if no other value behind it does, each column behind it takes
  /// one run of blanks.
  private static func lastBlanks(
    _ rest: ArraySlice<SquidLogformat.Element>, in block: Span<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    var offset = end
    for element in rest.reversed() {
      switch element {
      case .value(let value):
        if value.mayHoldBlanks || value.quoting == .string || value.clock?.holdsBlanks == true {
          return nil
        }
      case .literal: break
      case .blanks:
        while offset > start, block[offset - 1] != 0x20 { offset -= 1 }
        while offset > start, block[offset - 1] == 0x20 { offset -= 1 }
      }
    }
    return offset > start ? offset : nil
  }

  /// Returns where a value ends: at what follows it, or at the end of the range.
  private static func valueEnd(
    _ value: SquidLogformat.Value, before rest: ArraySlice<SquidLogformat.Element>,
    in block: Span<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    guard let next = rest.first else { return end }
    if value.mayHoldBlanks, case .blanks = next, let stop = lastBlanks(rest, in: block, start, end)
    {
      return stop
    }
    var offset = start
    while offset < end {
      if value.quoting == .string, block[offset] == UInt8(ascii: "\\") {
        offset += 2
        continue
      }
      switch next {
      case .blanks: if block[offset] == 0x20 { return offset }
      case .literal(let bytes): if block.holds(bytes, at: offset, before: end) { return offset }
      case .value: return nil
      }
      offset += 1
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Returns whether the bytes stand at an offset and end before `end`.
  func holds(_ bytes: [UInt8], at offset: Int, before end: Int) -> Bool {
    guard offset + bytes.count <= end else { return false }
    for index in bytes.indices where self[offset + index] != bytes[index] { return false }
    return true
  }
}
