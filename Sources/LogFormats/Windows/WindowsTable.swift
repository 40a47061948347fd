internal import ByteScan
internal import EventModel

/// Finds the values of one row that `Get-WinEvent … | Export-Csv` has written.
///
///     "Message","Id","Version",…,"ProviderName","ProviderId","LogName",…,"MachineName","UserId","TimeCreated",…
///     "An attempt was made to access an object.
///
///     Subject:
///         Account Name:  sato
///     …","4663",…,"Microsoft-Windows-Security-Auditing",…,"PC01.example.co.jp",,"2026/11/21 10:15:32",…
///
/// Columns may stand in any order. The data of an event is what its message says (``WindowsMessage``).
///
/// Source: example 3 of
/// <https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.utility/convertto-csv>.
struct WindowsTable: Sendable {
  private let order: DateOrder
  private let message = WindowsMessage()
  private var record = QuotedRecord()
  /// The column of each value that has one, and of the message; −1 for one that the header lacks.
  private var columns: [(value: WindowsValue, column: Int)] = []
  private var messageColumn = -1
  /// How many columns a row has; 0 before the header.
  private var columnCount = 0
  /// How many rows stood before the header.
  private var titleCount = 0

  private static let names: [(name: String, value: WindowsValue)] = [
    ("Id", .eventID), ("TimeCreated", .timeCreated), ("ProviderName", .provider),
    ("LogName", .channel), ("MachineName", .computer), ("Task", .task),
    ("TaskDisplayName", .category), ("Keywords", .keywords),
  ]

  /// What a line began.
  enum Found {
    case row(CutOutcome, lineCount: Int)
    /// The row may go on behind the block.
    case unfinished
  }

  init(_ order: DateOrder) { self.order = order }

  /// Reads the row that begins in a line.
  ///
  /// - Complexity: O(*n*) in the bytes of the row.
  mutating func cut(
    _ block: Span<UInt8>, _ line: Range<Int>, isLast: Bool, into cells: inout RecordCells
  ) -> Found {
    switch record.cut(block, from: line.lowerBound, separator: 0x2C, isLast: isLast) {
    case .open: return .unfinished
    case .broken: return .row(.rejected(.openQuote), lineCount: 1)
    case .record(let end):
      let count = max(1, block.extracting(line.lowerBound..<end).lineCount)
      return .row(readColumns(block, line, into: &cells), lineCount: count)
    }
  }

  private mutating func readColumns(
    _ block: Span<UInt8>, _ line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    // What kind of objects follows: `Export-Csv` of Windows PowerShell without `-NoTypeInformation`.
    if block.extracting(line).starts(with: "#TYPE ") { return .ignored(.comment) }
    if isHeader(block) { return .ignored(.header) }
    guard columnCount > 0 else {
      titleCount += 1
      return titleCount > DelimitedReader.titleLimit ? .rejected(.noHeader) : .ignored(.comment)
    }
    guard record.count == columnCount else { return .rejected(.columnCount) }
    cells.clear()
    for (value, column) in columns {
      cells.set(
        value.rawValue, Int(record.starts[column]), Int(record.ends[column]), record.forms[column])
    }
    // A time that the order of the date does not fit must never be taken for another one, not even
    // in a row that is of no interest: identification goes by it.
    guard order.time(in: block.extracting(cells[.timeCreated].range)) != nil else {
      return .rejected(.badTime)
    }
    guard let provider = WindowsProvider(cells, block), let id = number(cells, block) else {
      return .record
    }
    let text = Int(record.starts[messageColumn])..<Int(record.ends[messageColumn])
    guard provider.isTold(id) else { return .ignored(.irrelevant) }
    let isRead = message.read(
      block, text, form: record.forms[messageColumn], of: provider, into: &cells)
    return isRead ? .record : .rejected(.unknownValue)
  }

  private func number(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Int64? {
    try? block.extracting(cells[.eventID].range).decimalCount()
  }

  /// Takes the row at hand for the header, which may come again where exports were put together.
  private mutating func isHeader(_ block: Span<UInt8>) -> Bool {
    guard record.count > 3, hasCell("TimeCreated", block), hasCell("Message", block) else {
      return false
    }
    let found = Self.names.map { ($0.value, column($0.name, block)) }
    let text = column("Message", block)
    // Without its provider or its log a number means nothing.
    guard text >= 0, found[0].1 >= 0, found[1].1 >= 0, found[2].1 >= 0 || found[3].1 >= 0 else {
      return false
    }
    columns = found.filter { $0.1 >= 0 }
    messageColumn = text
    columnCount = record.count
    return true
  }

  private func hasCell(_ name: StaticString, _ block: Span<UInt8>) -> Bool {
    for column in 0..<record.count
    where Int(record.ends[column] - record.starts[column]) == name.utf8CodeUnitCount {
      if block.extracting(Int(record.starts[column])..<Int(record.ends[column])).equals(name) {
        return true
      }
    }
    return false
  }

  private func column(_ name: String, _ block: Span<UInt8>) -> Int {
    record.column(named: Array(name.utf8), in: block) ?? -1
  }
}

extension WindowsProvider {
  /// Whether the message of an event says what it is about; that of Partition/Diagnostic does not.
  fileprivate func isTold(_ id: Int64) -> Bool { self != .partition && knows(id) }
}
