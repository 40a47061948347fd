internal import ByteScan
internal import EventModel

/// One row of a roster while it is read, and its mistakes.
struct RosterRow {
  private(set) var person = Person()
  private(set) var errors: [PeopleError] = []
  private(set) var notes: [PeopleNote] = []
  private let place: TablePlace
  /// The last day of somebody whose row tells no other.
  private var contractEnd: CivilDate?
  private var dayPlaces: [RosterColumn: TablePlace] = [:]

  init(place: TablePlace) { self.place = place }

  /// Takes the value of a cell; an empty one, or one of blanks, says nothing.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - written: What the cell holds.
  ///   - isPlain: Whether it is known to have neither blanks around it nor semicolons in it.
  ///   - place: Where it stands.
  mutating func set(
    _ column: RosterColumn, _ written: String, isPlain: Bool = false,
    at place: @autoclosure () -> TablePlace
  ) {
    let value = isPlain ? written : written.trimmed
    guard !value.isEmpty else { return }
    var values: [String] { isPlain ? [value] : value.semicolonSeparated }
    switch column {
    case .id: person.id = value
    case .login: person.logins = values
    case .email: person.emails = values
    case .aliases: person.aliases = values
    case .hosts: person.hosts = values
    case .name: person.name = value
    case .romaji: person.romaji = value
    case .department: person.department = value
    case .manager: person.manager = value
    case .employment:
      if let employment = Employment(value) ?? Employment(TextFolding.folded(value)) {
        person.employment = employment
      } else {
        notes.append(
          PeopleNote(
            .unknownEmployment, at: place(),
            Wording(
              "employment \"\(value)\" is unknown and taken as employee",
              "雇用形態 \"\(value)\" は不明のため正社員として扱います")))
      }
    case .hireDate: person.hireDate = date(column, value, at: place())
    case .noticeDate: person.noticeDate = date(column, value, at: place())
    case .lastOfficeDay: person.lastOfficeDay = date(column, value, at: place())
    case .lastDay: person.lastDay = date(column, value, at: place())
    case .contractEnd: contractEnd = date(column, value, at: place())
    }
  }

  /// Checks what concerns the whole row.
  mutating func finish() {
    if person.id.isEmpty { person.id = person.logins.first ?? "" }
    if person.id.isEmpty {
      errors.append(
        PeopleError(
          .noIdentity, at: place, "the row has neither an id nor a login",
          help: "give the person an id or a login, or delete the row"))
    }
    var lastColumn = RosterColumn.lastDay
    if person.lastDay == nil, let contractEnd {
      person.lastDay = contractEnd
      lastColumn = .contractEnd
    }
    expect(person.hireDate, .hireDate, notAfter: person.lastDay, lastColumn)
    expect(person.lastOfficeDay, .lastOfficeDay, notAfter: person.lastDay, lastColumn)
    // Somebody who is dismissed may never have given notice before, and papers come late.
    remark(person.noticeDate, .noticeDate, after: person.lastDay, lastColumn)
    remark(person.hireDate, .hireDate, after: person.noticeDate, .noticeDate)
  }

  /// Hands the person over, and leaves nobody.
  mutating func takePerson() -> Person {
    var taken = Person()
    swap(&taken, &person)
    return taken
  }

  private mutating func remark(
    _ date: CivilDate?, _ column: RosterColumn, after other: CivilDate?,
    _ otherColumn: RosterColumn
  ) {
    guard let date, let other, date > other else { return }
    let (first, second) = (
      "\(column.rawValue) \(date.text)", "\(otherColumn.rawValue) \(other.text)"
    )
    notes.append(
      PeopleNote(
        .unlikelyDates, at: dayPlaces[column] ?? place,
        Wording(
          "\(person.id): \(first) is after \(second); both are used as they stand",
          "\(person.id): \(first) が \(second) より後です。書かれたとおりに使います")))
  }

  private mutating func expect(
    _ earlier: CivilDate?, _ earlierColumn: RosterColumn, notAfter later: CivilDate?,
    _ laterColumn: RosterColumn
  ) {
    guard let earlier, let later, later < earlier else { return }
    errors.append(
      PeopleError(
        .datesReversed, at: dayPlaces[laterColumn] ?? place,
        "\(laterColumn.rawValue) \(later.text) is before \(earlierColumn.rawValue) \(earlier.text)",
        help: "correct one of the two dates"))
  }

  private mutating func date(
    _ column: RosterColumn, _ value: String, at place: TablePlace
  ) -> CivilDate? {
    dayPlaces[column] = place
    if let date = CivilDate(parsing: TextFolding.folded(value)) { return date }
    errors.append(
      PeopleError(
        .badDate, at: place, "\(column.rawValue) \"\(value)\" is no date",
        help: "write it as 2026-04-01 or 2026/4/1"))
    return nil
  }
}
