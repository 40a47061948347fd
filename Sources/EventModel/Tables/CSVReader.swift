internal import ByteScan

/// Reads comma-separated values (RFC 4180) row by row, and knows where each one stands.
///
/// Rows end with LF, CRLF or CR; blank rows are skipped. A quote inside a field that does not begin
/// with one is an ordinary character, as spreadsheets have it.
package struct CSVReader {
  /// One value and its place.
  package struct Cell: Hashable, Sendable {
    package var text: String
    /// 1-based.
    package var line: Int
    /// 1-based, in characters.
    package var column: Int
    /// Whether it is made of ASCII letters, digits and signs other than semicolons, without blanks
    /// and quotes around it; some such values are not told.
    package var isPlain = false
  }

  /// One row that is not blank.
  package struct Row: Hashable, Sendable {
    package var cells: [Cell]
    /// The 1-based line on which the row begins.
    package var line: Int

    /// Creates a row.
    package init(cells: [Cell] = [], line: Int = 1) {
      self.cells = cells
      self.line = line
    }
  }

  /// Why a row is not one.
  package struct Failure: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      /// A quote was opened and never closed.
      case openQuote
      /// Something other than a comma follows a closing quote.
      case textAfterQuote
    }
    package var reason: Reason
    package var line: Int
    package var column: Int
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1
  /// How many cells the row before had: the next one has as many.
  private var usualCellCount = 0

  /// Creates a reader of UTF-8 text; a byte order mark is skipped.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Returns the next row, or `nil` at the end.
  ///
  /// After a failure the reader stands at the next line, so that more mistakes can be found.
  ///
  /// - Throws: ``Failure``.
  /// - Complexity: O(*n*) in the bytes of the row.
  package mutating func next() throws(Failure) -> Row? {
    var row = Row(cells: [], line: line)
    row.cells.reserveCapacity(usualCellCount)
    return try next(into: &row) ? row : nil
  }

  /// Replaces a row by the next one, in the room it has; returns `false` at the end.
  ///
  /// - Throws: ``Failure``, as ``next()`` does; the row then says nothing.
  /// - Complexity: O(*n*) in the bytes of the row.
  package mutating func next(into row: inout Row) throws(Failure) -> Bool {
    while offset < bytes.count {
      row.cells.removeAll(keepingCapacity: true)
      row.line = line
      while true {
        row.cells.append(try cell())
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { break }
        advance()
      }
      skipLineEnd()
      usualCellCount = row.cells.count
      if row.cells.count > 1 || !(row.cells.first?.text.isEmpty ?? true) { return true }
    }
    return false
  }

  private mutating func cell() throws(Failure) -> Cell {
    let start = (line: line, column: column)
    var text: [UInt8] = []
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      let afterQuote = (offset: offset + 1, line: line)
      advance()
      while true {
        guard offset < bytes.count else {
          // What follows the quote is no row; go on below the line where it stands.
          (offset, line) = afterQuote
          skipLine()
          throw Failure(reason: .openQuote, line: start.line, column: start.column)
        }
        if bytes[offset] == UInt8(ascii: "\"") {
          advance()
          guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { break }
        }
        text.append(bytes[offset])
        advance()
      }
      guard offset == bytes.count || isAtLineEnd || bytes[offset] == UInt8(ascii: ",") else {
        let failure = Failure(reason: .textAfterQuote, line: line, column: column)
        skipLine()
        throw failure
      }
    } else {
      return bareCell()
    }
    return Cell(
      text: String(decoding: text, as: UTF8.self), line: start.line, column: start.column)
  }

  /// Reads a cell without quotes around it.
  private mutating func bareCell() -> Cell {
    let start = (offset: offset, column: column)
    let (place, characterCount, isPlain) = Self.bareCell(in: bytes.span, from: offset)
    offset = place
    column += characterCount
    guard place > start.offset else { return Cell(text: "", line: line, column: column) }
    return Cell(
      text: String(decoding: bytes[start.offset..<place], as: UTF8.self), line: line,
      column: start.column, isPlain: isPlain)
  }

  /// Finds the end of a cell without quotes around it, and what is in it.
  private static func bareCell(
    in bytes: Span<UInt8>, from start: Int
  ) -> (end: Int, characterCount: Int, isPlain: Bool) {
    var place = start
    var followingByteCount = 0
    var isPlain = true
    while place < bytes.count {
      let byte = bytes[place]
      if !byte.isPlainInCell {
        if byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D { break }
        if byte & 0xC0 == 0x80 { followingByteCount += 1 }
        isPlain = false
      }
      place += 1
    }
    return (place, place - start - followingByteCount, isPlain)
  }

  private var isAtLineEnd: Bool { bytes[offset] == 0x0A || bytes[offset] == 0x0D }

  /// Goes one byte on, and counts lines and characters.
  private mutating func advance() {
    let byte = bytes[offset]
    offset += 1
    let isCRLF = byte == 0x0D && offset < bytes.count && bytes[offset] == 0x0A
    if byte == 0x0A || (byte == 0x0D && !isCRLF) {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80, byte != 0x0D {
      column += 1
    }
  }

  private mutating func skipLineEnd() {
    guard offset < bytes.count else { return }
    let isReturn = bytes[offset] == 0x0D
    advance()
    if isReturn, offset < bytes.count, bytes[offset] == 0x0A { advance() }
  }

  private mutating func skipLine() {
    while offset < bytes.count, !isAtLineEnd { advance() }
    skipLineEnd()
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, digit or sign that neither ends a cell nor divides it.
  fileprivate var isPlainInCell: Bool {
    self &- 0x21 < 0x5E && self != UInt8(ascii: ",") && self != UInt8(ascii: ";")
  }
}
