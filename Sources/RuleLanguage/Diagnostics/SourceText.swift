internal import ByteScan

/// The bytes of one rule file, able to turn offsets into lines and columns.
package struct SourceText: Sendable {
  /// The path as it was given or written in `use`.
  package let name: String
  /// Valid UTF-8, without a byte order mark.
  package let bytes: [UInt8]
  /// Files of 4 GB are refused long before.
  private let lineStarts: [UInt32]

  /// Creates a source from valid UTF-8.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package init(_ bytes: [UInt8], name: String) {
    self.name = name
    self.bytes = bytes
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.span.lineCount + 1)
    var start = 0
    while let offset = bytes.span.firstOffset(of: UInt8(ascii: "\n"), from: start) {
      start = offset + 1
      starts.append(UInt32(start))
    }
    lineStarts = starts
  }

  /// Creates a source from a text.
  package init(_ text: String, name: String) { self.init(Array(text.utf8), name: name) }

  /// Returns the text of a range of offsets.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Returns the 1-based line and column, in Unicode scalars, of an offset.
  ///
  /// - Complexity: O(log *l* + *c*) in the lines of the file and the bytes of the line.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(offset, bytes.count)
    let line = lineIndex(of: offset)
    let column = bytes[start(ofLineAt: line)..<offset].count { $0 & 0xC0 != 0x80 }
    return (line + 1, column + 1)
  }

  /// Returns the 1-based line and column of an offset, the column in UTF-16 code units: the way in
  /// which editors and the Language Server Protocol count.
  ///
  /// - Complexity: O(log *l* + *c*) in the lines of the file and the bytes of the line.
  package func editorPosition(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(offset, bytes.count)
    let line = lineIndex(of: offset)
    var column = 1
    for byte in bytes[start(ofLineAt: line)..<offset] where byte & 0xC0 != 0x80 {
      // Characters of four bytes are two code units.
      column += byte >= 0xF0 ? 2 : 1
    }
    return (line + 1, column)
  }

  /// Returns `name:line:column` of an offset.
  package func place(of offset: Int) -> String {
    let (line, column) = position(of: offset)
    return "\(name):\(line):\(column)"
  }

  /// Returns the offsets of the line that holds an offset, without its line end.
  func lineRange(at offset: Int) -> Range<Int> {
    range(ofLineAt: lineIndex(of: min(offset, bytes.count)))
  }

  /// How many lines there are; what stands after the last line end is one too, even if empty.
  var lineCount: Int { lineStarts.count }

  /// Returns the offsets of a 1-based line, without its line end.
  func range(ofLine line: Int) -> Range<Int> {
    range(ofLineAt: min(max(line, 1), lineStarts.count) - 1)
  }

  private func range(ofLineAt index: Int) -> Range<Int> {
    let start = start(ofLineAt: index)
    var end = index + 1 < lineStarts.count ? self.start(ofLineAt: index + 1) - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  private func start(ofLineAt index: Int) -> Int { Int(lineStarts[index]) }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if start(ofLineAt: middle) <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
