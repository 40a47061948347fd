internal import ByteScan
package import EventModel

/// Who used an address or a computer, from one moment to another.
package struct Lease: Hashable, Sendable {
  package var address: IPAddress?
  /// The name of the computer, folded.
  package var host: String?
  /// The user as the table writes them.
  package var user: String
  /// The first moment of the lease.
  package var from: Timestamp
  /// The first moment after the lease; `nil` while it runs.
  package var to: Timestamp?
  /// Where the table says so.
  package var place: TablePlace
}

/// The leases that the company exports from its address or device management.
package struct Leases: Hashable, Sendable {
  /// The leases in the order of the file.
  package private(set) var leases: [Lease] = []
  /// What the owner of the file should know.
  package private(set) var notes: [PeopleNote] = []

  /// Reads a lease table: CSV with the columns `from`, `to`, `ip` (`address`) and/or `host`
  /// (`hostname`), `user` (`user_id`); other columns are ignored.
  ///
  /// Times are RFC 3339 or, without an offset, readings of the civil zone. A lease without an end
  /// still runs.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: Its name, for messages.
  ///   - zone: The civil zone.
  /// - Throws: ``PeopleErrors`` with every mistake of the file.
  package init(
    reading bytes: [UInt8], file: String, zone: CivilZone
  ) throws(PeopleErrors) {
    var table = TableText(bytes, file: file)
    let columns = table.columns(LeaseColumn.init(named:)) { _, _ in }
    let missing = table.header.isEmpty ? [] : LeaseColumn.missing(from: columns)
    for names in missing {
      table.errors.append(
        PeopleError(
          .missingColumn, at: table.start, "the table of leases lacks a column",
          help: "name a column \(names)"))
    }
    if missing.isEmpty {
      while let cells = table.nextRow() {
        var row = LeaseRow(cells: cells, columns: columns, zone: zone, file: file)
        if let lease = row.lease() { leases.append(lease) }
        table.errors += row.errors
      }
    } else {
      while table.nextRow() != nil {}
    }
    notes = table.notes
    if !table.errors.isEmpty {
      throw PeopleErrors(errors: table.errors.sorted { $0.place < $1.place })
    }
  }
}

/// The columns that a lease table may have.
private enum LeaseColumn: String, Hashable {
  case from, to
  case address = "ip"
  case host, user

  /// Finds a column by one of its names, folded.
  init?(named name: String) {
    switch name {
    case "address": self = .address
    case "hostname": self = .host
    case "user_id": self = .user
    default: self.init(rawValue: name)
    }
  }

  /// Returns the names of the columns that a table needs and does not have.
  static func missing(from columns: [LeaseColumn: Int]) -> [String] {
    var missing: [String] = []
    if columns[.from] == nil { missing.append("from") }
    if columns[.to] == nil { missing.append("to") }
    if columns[.address] == nil, columns[.host] == nil {
      missing.append("ip, address, host or hostname")
    }
    if columns[.user] == nil { missing.append("user or user_id") }
    return missing
  }
}

/// One row of a lease table while it is read, and its mistakes.
private struct LeaseRow {
  let cells: CSVReader.Row
  let columns: [LeaseColumn: Int]
  let zone: CivilZone
  let file: String
  var errors: [PeopleError] = []

  init(cells: CSVReader.Row, columns: [LeaseColumn: Int], zone: CivilZone, file: String) {
    self.cells = cells
    self.columns = columns
    self.zone = zone
    self.file = file
  }

  /// Reads the lease, or returns `nil` if the row has a mistake.
  mutating func lease() -> Lease? {
    let address = address()
    let from = time(.from)
    let to = time(.to)
    let host = text(.host).map(TextFolding.folded)
    let user = text(.user)
    expect(text(.from) != nil, "the row has no start", help: "give the lease a time in from")
    expect(user != nil, "the row has no user", help: "name the user, or delete the row")
    expect(
      text(.address) != nil || host != nil, "the row has no address and no host",
      help: "give one of them")
    if let from, let to, to < from {
      errors.append(
        PeopleError(
          .datesReversed, at: place(of: .to), "the lease ends before it starts",
          help: "correct from or to"))
    }
    guard errors.isEmpty, let from, let user else { return nil }
    return Lease(
      address: address, host: host, user: user, from: from, to: to, place: place(of: nil))
  }

  private func text(_ column: LeaseColumn) -> String? {
    guard let index = columns[column] else { return nil }
    let text = cells.cells[index].text.trimmed
    return text.isEmpty ? nil : text
  }

  private func place(of column: LeaseColumn?) -> TablePlace {
    let cell = cells.cells[column.flatMap { columns[$0] } ?? 0]
    return TablePlace(file: file, line: cell.line, column: cell.column)
  }

  private mutating func address() -> IPAddress? {
    guard let text = text(.address) else { return nil }
    if let address = IPAddress(TextFolding.folded(text)) { return address }
    errors.append(
      PeopleError(
        .badAddress, at: place(of: .address), "\"\(text)\" is no address",
        help: "write one address a row, such as 10.1.2.3"))
    return nil
  }

  private mutating func time(_ column: LeaseColumn) -> Timestamp? {
    guard let text = text(column) else { return nil }
    // Folding turns full-width digits into digits, and T and Z into lower case, which is read too.
    if let time = zone.time(parsing: TextFolding.folded(text)) { return time }
    errors.append(
      PeopleError(
        .badTime, at: place(of: column), "\(column.rawValue) \"\(text)\" is no time",
        help: "write it as 2026-04-01T09:00:00+09:00 or 2026-04-01 09:00"))
    return nil
  }

  private mutating func expect(_ isThere: Bool, _ message: String, help: String) {
    if !isThere {
      errors.append(PeopleError(.missingValue, at: place(of: nil), message, help: help))
    }
  }
}
