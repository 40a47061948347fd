internal import ByteScan
internal import EventModel

/// The rows of a table with a header, and the mistakes met so far.
struct TableText {
  let file: String
  private(set) var header: [CSVReader.Cell] = []
  /// The rows that have a cell for each column.
  private(set) var rows: [CSVReader.Row] = []
  var errors: [PeopleError] = []
  var notes: [PeopleNote] = []

  /// Decodes a file and reads its rows; mistakes are collected.
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
    read(CSVReader(text.bytes))
  }

  /// The place of the file's first character.
  var start: TablePlace { TablePlace(file: file, line: 1, column: 1) }

  /// Returns the place of a cell.
  func place(of cell: CSVReader.Cell) -> TablePlace {
    TablePlace(file: file, line: cell.line, column: cell.column)
  }

  private mutating func read(_ reader: CSVReader) {
    var reader = reader
    while true {
      do throws(CSVReader.Failure) {
        guard let row = try reader.next() else { break }
        if header.isEmpty { header = row.cells } else { add(row) }
      } catch {
        report(error)
        // Without its header a table says nothing.
        if header.isEmpty { return }
      }
    }
    if header.isEmpty {
      errors.append(
        PeopleError(
          .emptyTable, at: start, "the table has no header",
          help: "name the columns in the first row"))
    }
  }

  private mutating func add(_ row: CSVReader.Row) {
    var cells = row.cells
    // Rows of blanks only, and empty cells after the last column, are what spreadsheets leave.
    if cells.allSatisfy({ $0.text.trimmed.isEmpty }) { return }
    while cells.count > header.count, cells.last?.text.isEmpty == true { cells.removeLast() }
    guard cells.count == header.count else {
      errors.append(
        PeopleError(
          .columnCount, at: place(of: cells.count > header.count ? cells[header.count] : cells[0]),
          "the row has \(cells.count) cells, the header \(header.count)",
          help: "put a value that holds a comma in quotes"))
      return
    }
    var whole = row
    whole.cells = cells
    rows.append(whole)
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
    // Most cells begin and end with a letter or digit, which is seen without looking at characters.
    if let first = unicodeScalars.first, let last = unicodeScalars.last,
      first.standsAlone, last.standsAlone
    {
      return self
    }
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

extension Unicode.Scalar {
  /// Whether this is a sign, letter, kana or ideograph that is no part of a character with others.
  fileprivate var standsAlone: Bool {
    switch value {
    case 0x21..<0x7F, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: true
    default: false
    }
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, digit or sign.
  fileprivate var isAsciiPrinting: Bool { self > 0x20 && self < 0x7F }
}
