internal import ByteScan
internal import EventModel

/// A table with a header, read row by row, and the mistakes met so far.
struct TableText {
  let file: String
  private(set) var header: [CSVReader.Cell] = []
  private var reader = CSVReader([])
  /// How many rows there can be at most.
  private(set) var lineCount = 0
  var errors: [PeopleError] = []
  var notes: [PeopleNote] = []

  /// Decodes a file and reads its header; mistakes are collected.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    let text: DecodedText
    do throws(DecodedText.Failure) {
      text = try DecodedText(decoding: bytes)
    } catch {
      errors.append(
        PeopleError(
          .notText, at: start, "the file is neither UTF-8 nor CP932 (byte \(error.byteOffset))",
          help: "save it as CSV UTF-8"))
      return
    }
    if text.encoding != .utf8 {
      notes.append(
        PeopleNote(
          .decoded, at: start,
          Wording(
            "read as \(text.encoding.rawValue)", "\(text.encoding.rawValue) として読みました")))
    }
    lineCount = text.bytes.span.lineCount
    reader = CSVReader(text.bytes)
    readHeader()
  }

  /// The place of the file's first character.
  var start: TablePlace { TablePlace(file: file, line: 1, column: 1) }

  /// Returns the place of a cell.
  func place(of cell: CSVReader.Cell) -> TablePlace {
    TablePlace(file: file, line: cell.line, column: cell.column)
  }

  private mutating func readHeader() {
    do throws(CSVReader.Failure) {
      guard let row = try reader.next() else {
        errors.append(
          PeopleError(
            .emptyTable, at: start, "the table has no header",
            help: "name the columns in the first row"))
        return
      }
      header = row.cells
    } catch {
      // Without its header a table says nothing.
      report(error)
      reader = CSVReader([])
    }
  }

  /// Reads on to the next row that has a cell for each column; returns `nil` at the end.
  ///
  /// - Complexity: O(*n*) in the bytes of the rows passed.
  mutating func nextRow() -> CSVReader.Row? {
    var row = CSVReader.Row()
    return nextRow(into: &row) ? row : nil
  }

  /// Replaces a row by the next one that has a cell for each column; returns `false` at the end.
  ///
  /// - Complexity: O(*n*) in the bytes of the rows passed.
  mutating func nextRow(into row: inout CSVReader.Row) -> Bool {
    while true {
      do throws(CSVReader.Failure) {
        guard try reader.next(into: &row) else { return false }
        if isWhole(&row) { return true }
      } catch {
        report(error)
      }
    }
  }

  /// Gives a row as many cells as the header, or returns `false` if it says nothing or is wrong.
  private mutating func isWhole(_ row: inout CSVReader.Row) -> Bool {
    if row.cells.count == header.count, row.cells[0].isPlain { return true }
    // Rows of blanks only, and empty cells after the last column, are what spreadsheets leave.
    if row.cells.allSatisfy({ $0.text.trimmed.isEmpty }) { return false }
    while row.cells.count > header.count, row.cells.last?.text.isEmpty == true {
      row.cells.removeLast()
    }
    let cells = row.cells
    guard cells.count == header.count else {
      errors.append(
        PeopleError(
          .columnCount, at: place(of: cells.count > header.count ? cells[header.count] : cells[0]),
          "the row has \(cells.count) cells, the header \(header.count)",
          help: "put a value that holds a comma in quotes"))
      return false
    }
    return true
  }

  private mutating func report(_ failure: CSVReader.Failure) {
    let place = TablePlace(file: file, line: failure.line, column: failure.column)
    switch failure.reason {
    case .openQuote:
      errors.append(
        PeopleError(
          .openQuote, at: place, "a quote is opened here and never closed",
          help: "close it, or double a quote that belongs to the value"))
    case .textAfterQuote:
      errors.append(
        PeopleError(
          .textAfterQuote, at: place, "text follows a closing quote",
          help: "double a quote that belongs to the value"))
    }
  }

  /// Finds the columns of a table by their folded names; a column that stands twice is a mistake.
  mutating func columns<Column: Hashable>(
    _ named: (String) -> Column?, whenUnknown: (inout TableText, CSVReader.Cell) -> Void
  ) -> [Column: Int] {
    var columns: [Column: Int] = [:]
    for (index, cell) in header.enumerated() {
      let name = TextFolding.folded(cell.text).trimmed
      guard let column = named(name) else {
        if !name.isEmpty { whenUnknown(&self, cell) }
        continue
      }
      if columns.updateValue(index, forKey: column) != nil {
        errors.append(
          PeopleError(
            .duplicateColumn, at: place(of: cell),
            "column \"\(cell.text.trimmed)\" stands twice, or beside another name for it",
            help: "keep one of them"))
      }
    }
    return columns
  }
}

extension String {
  /// The text without white space at its ends, full-width spaces included.
  var trimmed: String {
    if isEmpty { return self }
    // Most cells begin and end with a letter or digit, which is seen without looking at characters.
    let bytes = utf8.span
    if bytes.firstStandsAlone, bytes.lastStandsAlone { return self }
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }

  /// The values between semicolons, without blanks around them and without empty ones.
  var semicolonSeparated: [String] {
    if utf8.allSatisfy({ $0.isAsciiPrinting && $0 != UInt8(ascii: ";") }) { return [self] }
    return split(whereSeparator: { $0 == ";" || $0 == "；" }).map { String($0).trimmed }
      .filter { !$0.isEmpty }
  }
}

extension Span<UInt8> {
  /// Whether some text begins with a sign, letter, kana or ideograph that is no part of a character with others.
  fileprivate var firstStandsAlone: Bool {
    self[0].isAsciiPrinting || (count >= 3 && standsAlone(at: 0))
  }

  /// The same of its end.
  fileprivate var lastStandsAlone: Bool {
    self[count - 1].isAsciiPrinting || (count >= 3 && standsAlone(at: count - 3))
  }

  /// Whether three bytes of UTF-8 are a kana or an ideograph.
  private func standsAlone(at offset: Int) -> Bool {
    guard self[offset] & 0xF0 == 0xE0 else { return false }
    let value =
      UInt32(self[offset] & 0x0F) << 12 | UInt32(self[offset + 1] & 0x3F) << 6
      | UInt32(self[offset + 2] & 0x3F)
    return switch value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: true
    default: false
    }
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, digit or sign.
  fileprivate var isAsciiPrinting: Bool { self > 0x20 && self < 0x7F }
}
