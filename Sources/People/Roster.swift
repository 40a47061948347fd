internal import ByteScan
internal import EventModel

/// The people of the company, as the personnel department writes them down.
package struct Roster: Hashable, Sendable {
  /// The people in the order of the file.
  package private(set) var people: [Person] = []
  /// What the owner of the file should know.
  package private(set) var notes: [PeopleNote] = []

  /// Creates a roster without anybody.
  package init() {}

  /// Reads a roster: CSV with a header, in UTF-8, UTF-16 or CP932.
  ///
  /// Columns and their other names: `id` (`user`, `user_id`, 社員番号), `login` (`logins`), `email`,
  /// `aliases`, `name` (氏名), `romaji`, `department` (部署), `manager`, `employment` (`type`),
  /// `hire_date`, `notice_date`, `last_office_day` (最終出社日), `last_day` (退職日), `contract_end`
  /// (契約終了日, which is the last day where none is given), `hosts`. Several logins, addresses,
  /// aliases and hosts stand between semicolons; dates are `2026-04-01` or `2026/4/1`. Only an id or a
  /// login is required. Other columns are named in ``notes`` and ignored.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: Its name, for messages.
  /// - Throws: ``PeopleErrors`` with every mistake of the file. A row that says the same as an earlier
  ///   one is none.
  package init(reading bytes: [UInt8], file: String) throws(PeopleErrors) {
    var table = TableText(bytes, file: file)
    let columns = table.columns(RosterColumn.init(named:)) { table, cell in
      table.notes.append(
        PeopleNote(
          .unknownColumn, at: table.place(of: cell),
          Wording(
            "column \"\(cell.text.trimmed)\" is unknown and ignored",
            "列 \"\(cell.text.trimmed)\" は名簿の列ではないため使いません")))
    }
    if !table.header.isEmpty, columns[.id] == nil, columns[.login] == nil {
      table.errors.append(
        PeopleError(
          .missingColumn, at: table.start,
          "the roster has neither a column for the id nor one for the login",
          help: "name a column id, user_id, 社員番号 or login"))
      while table.nextRow() != nil {}
    } else {
      read(&table, columns)
    }
    notes = table.notes
    if !table.errors.isEmpty {
      throw PeopleErrors(errors: table.errors.sorted { $0.place < $1.place })
    }
  }

  /// Creates the roster of an inline test: people by their id and the columns the test names.
  ///
  /// - Parameters:
  ///   - given: The people; values as a file would write them.
  ///   - place: Where the test stands.
  /// - Throws: ``PeopleErrors``; a column that no roster has is a mistake here.
  package init(
    given: [(id: String, columns: [String: String])], place: TablePlace
  ) throws(PeopleErrors) {
    var errors: [PeopleError] = []
    for user in given {
      var row = RosterRow(place: place)
      row.set(.id, user.id, at: place)
      for (name, value) in user.columns.sorted(by: { $0.key < $1.key }) {
        guard let column = RosterColumn(named: TextFolding.folded(name)) else {
          errors.append(
            PeopleError(
              .missingColumn, at: place, "a user has no \"\(name)\"",
              help: "use a column of the roster: "
                + RosterColumn.allCases.map(\.rawValue).joined(separator: ", ")))
          continue
        }
        row.set(column, value, at: place)
      }
      row.finish()
      people.append(row.person)
      errors += row.errors
      notes += row.notes
    }
    if !errors.isEmpty { throw PeopleErrors(errors: errors) }
  }

  private mutating func read(_ table: inout TableText, _ columns: [RosterColumn: Int]) {
    var personOfID = IdentityTable()
    /// The line of each person.
    var lines: [Int] = []
    var folded: [UInt8] = []
    let present = RosterColumn.allCases.compactMap { column in
      columns[column].map { (column: column, index: $0) }
    }
    // A file of line ends alone may have very many lines.
    let likelyCount = min(table.lineCount, 20_000)
    people.reserveCapacity(likelyCount)
    lines.reserveCapacity(likelyCount)
    personOfID.reserve(likelyCount)
    var cells = CSVReader.Row()
    while table.nextRow(into: &cells) {
      var row = RosterRow(place: table.place(of: cells.cells[0]))
      for (column, index) in present where !cells.cells[index].text.isEmpty {
        let cell = cells.cells[index]
        row.set(column, cell.text, isPlain: cell.isPlain, at: table.place(of: cell))
      }
      row.finish()
      if !row.errors.isEmpty { table.errors += row.errors }
      if !row.notes.isEmpty { table.notes += row.notes }
      guard !row.person.id.isEmpty else { continue }
      let id = row.person.id.utf8.span
      let earlier: Int?
      if TextFolding.isFoldedASCII(id) {
        earlier = personOfID.insert(id, for: people.count)
      } else {
        TextFolding.fold(id, into: &folded)
        earlier = personOfID.insert(folded.span, for: people.count)
      }
      if let earlier {
        guard people[earlier] != row.person else { continue }
        table.errors.append(
          PeopleError(
            .duplicatePerson,
            at: table.place(of: cells.cells[columns[.id] ?? columns[.login] ?? 0]),
            "\"\(row.person.id)\" stands in line \(lines[earlier]) already, with other data",
            help: "keep one row a person; several logins go into one cell, with ; between"))
        continue
      }
      lines.append(cells.line)
      people.append(row.takePerson())
    }
  }
}

/// The columns that a roster may have.
enum RosterColumn: String, CaseIterable, Hashable {
  case id, login, email, aliases, name, romaji, department, manager, employment
  case hireDate = "hire_date"
  case noticeDate = "notice_date"
  case lastOfficeDay = "last_office_day"
  case lastDay = "last_day"
  case contractEnd = "contract_end"
  case hosts

  /// Finds a column by one of its names, folded.
  init?(named name: String) {
    switch name {
    case "user", "user_id", "社員番号": self = .id
    case "logins": self = .login
    case "氏名": self = .name
    case "部署": self = .department
    case "type": self = .employment
    case "最終出社日": self = .lastOfficeDay
    case "退職日": self = .lastDay
    case "契約終了日": self = .contractEnd
    default: self.init(rawValue: name)
    }
  }
}
