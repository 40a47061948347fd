internal import ByteScan

/// Finds the wanted values of a JSON object, which stands in one line (RFC 8259, JSON Lines).
///
/// The line is checked as a whole: one object and nothing after it, proper strings, numbers and
/// nesting of at most 64. A wanted name that comes twice is an error, for readers differ in which of
/// the two they take. `null` is a missing value. An object at a wanted place is missing too, and so is an
/// array unless arrays are asked for; then the value is all of it, brackets included.
struct JSONCutter: RecordCutter {
  /// How deep objects and arrays may nest.
  static let maximumDepth = 64

  private let paths: JSONPaths
  private let takesArrays: Bool
  private struct Failure: Error {}

  init(_ paths: [[String]?], takesArrays: Bool = false) {
    self.init(JSONPaths(paths), takesArrays: takesArrays)
  }

  init(_ paths: JSONPaths, takesArrays: Bool = false) {
    self.paths = paths
    self.takesArrays = takesArrays
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    var scanner = Scanner(
      end: line.upperBound, takesArrays: takesArrays, offset: line.lowerBound)
    do throws(Failure) {
      scanner.skipBlanks(block)
      guard scanner.offset < scanner.end, block[scanner.offset] == UInt8(ascii: "{") else {
        return .rejected(.malformed)
      }
      try scanner.value(block, node: JSONPaths.root, depth: 0, paths, &cells)
      scanner.skipBlanks(block)
    } catch {
      return .rejected(.malformed)
    }
    return scanner.offset == scanner.end ? .record : .rejected(.malformed)
  }

  private struct Scanner {
    let end: Int
    let takesArrays: Bool
    var offset: Int

    @inline(__always)
    mutating func skipBlanks(_ block: Span<UInt8>) {
      while offset < end, block[offset] <= 0x20,
        block[offset] == 0x20 || block[offset] == 0x09 || block[offset] == 0x0D
          || block[offset] == 0x0A
      { offset += 1 }
    }

    @inline(__always)
    mutating func require(_ byte: UInt8, _ block: Span<UInt8>) throws(Failure) {
      guard offset < end, block[offset] == byte else { throw Failure() }
      offset += 1
    }

    /// Reads one value; `node` is that of the wanted values, −1 if none is in it.
    mutating func value(
      _ block: Span<UInt8>, node: Int, depth: Int, _ paths: borrowing JSONPaths,
      _ cells: inout RecordCells
    ) throws(Failure) {
      guard offset < end else { throw Failure() }
      let slot = paths.slot(at: node)
      switch block[offset] {
      case UInt8(ascii: "\""):
        let text = try string(block)
        if slot >= 0 { set(slot, text.range, text.hasEscapes ? .json : .plain, &cells) }
      case UInt8(ascii: "{"): try object(block, node, depth, paths, &cells)
      case UInt8(ascii: "["):
        let start = offset
        try array(block, node, depth, paths, &cells)
        if takesArrays, slot >= 0 { set(slot, start..<offset, .plain, &cells) }
      case UInt8(ascii: "t"): try word("true", block, slot, &cells)
      case UInt8(ascii: "f"): try word("false", block, slot, &cells)
      case UInt8(ascii: "n"): try word("null", block, -1, &cells)
      default:
        let start = offset
        try number(block)
        if slot >= 0 { set(slot, start..<offset, .plain, &cells) }
      }
    }

    private func set(
      _ slot: Int, _ range: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
    ) { cells.set(slot, range.lowerBound, range.upperBound, form) }

    private mutating func object(
      _ block: Span<UInt8>, _ node: Int, _ depth: Int, _ paths: borrowing JSONPaths,
      _ cells: inout RecordCells
    ) throws(Failure) {
      guard depth < JSONCutter.maximumDepth else { throw Failure() }
      offset += 1
      skipBlanks(block)
      if offset < end, block[offset] == UInt8(ascii: "}") {
        offset += 1
        return
      }
      // A place that is set already belongs to a name that has come before.
      while true {
        let name = try string(block)
        skipBlanks(block)
        try require(UInt8(ascii: ":"), block)
        skipBlanks(block)
        var child = -1
        if paths.hasChildren(node) {
          child = try self.child(block, of: node, name, paths)
          let slot = paths.slot(at: child)
          if slot >= 0, cells.isSet(slot) { throw Failure() }
        }
        try value(block, node: child, depth: depth + 1, paths, &cells)
        skipBlanks(block)
        guard offset < end else { throw Failure() }
        offset += 1
        if block[offset - 1] == UInt8(ascii: "}") { return }
        guard block[offset - 1] == UInt8(ascii: ",") else { throw Failure() }
        skipBlanks(block)
      }
    }

    private func child(
      _ block: Span<UInt8>, of node: Int, _ name: (range: Range<Int>, hasEscapes: Bool),
      _ paths: borrowing JSONPaths
    ) throws(Failure) -> Int {
      guard name.hasEscapes else {
        return paths.child(of: node, named: block.extracting(name.range))
      }
      var decoded: [UInt8] = []
      CellForm.json.append(block, name.range, to: &decoded)
      return paths.child(of: node, named: decoded.span)
    }

    private mutating func array(
      _ block: Span<UInt8>, _ node: Int, _ depth: Int, _ paths: borrowing JSONPaths,
      _ cells: inout RecordCells
    ) throws(Failure) {
      guard depth < JSONCutter.maximumDepth else { throw Failure() }
      offset += 1
      skipBlanks(block)
      if offset < end, block[offset] == UInt8(ascii: "]") {
        offset += 1
        return
      }
      var index = 0
      while true {
        var child = -1
        if paths.hasChildren(node) { child = paths.child(of: node, index: index) }
        try value(block, node: child, depth: depth + 1, paths, &cells)
        index += 1
        skipBlanks(block)
        guard offset < end else { throw Failure() }
        offset += 1
        if block[offset - 1] == UInt8(ascii: "]") { return }
        guard block[offset - 1] == UInt8(ascii: ",") else { throw Failure() }
        skipBlanks(block)
      }
    }

    private mutating func word(
      _ text: StaticString, _ block: Span<UInt8>, _ slot: Int, _ cells: inout RecordCells
    ) throws(Failure) {
      let start = offset
      guard block.extracting(start..<end).starts(with: text) else { throw Failure() }
      offset += text.utf8CodeUnitCount
      if slot >= 0 { set(slot, start..<offset, .plain, &cells) }
    }

    /// Reads `"…"` and returns what stands between the quotes.
    @inline(__always)
    private mutating func string(
      _ block: Span<UInt8>
    ) throws(Failure) -> (range: Range<Int>, hasEscapes: Bool) {
      try require(UInt8(ascii: "\""), block)
      let start = offset
      guard let close = block.closeOfJSONString(from: start, to: end) else { throw Failure() }
      offset = close.offset + 1
      return (start..<close.offset, close.hasEscapes)
    }

    /// Reads `-12.5e+3` as the standard has it: no `+`, no zeros in front, no `NaN`.
    private mutating func number(_ block: Span<UInt8>) throws(Failure) {
      if block[offset] == UInt8(ascii: "-") { offset += 1 }
      let start = offset
      try digits(block)
      if block[start] == UInt8(ascii: "0"), offset > start + 1 { throw Failure() }
      if offset < end, block[offset] == UInt8(ascii: ".") {
        offset += 1
        try digits(block)
      }
      if offset < end, block[offset] | 0x20 == UInt8(ascii: "e") {
        offset += 1
        if offset < end, block[offset] == UInt8(ascii: "+") || block[offset] == UInt8(ascii: "-") {
          offset += 1
        }
        try digits(block)
      }
    }

    private mutating func digits(_ block: Span<UInt8>) throws(Failure) {
      let start = offset
      while offset < end, block[offset].isAsciiDigit { offset += 1 }
      guard offset > start else { throw Failure() }
    }
  }
}
