package import EventModel

/// Where something stands in a table of people.
package struct TablePlace: Hashable, Comparable, Sendable {
  /// The file as the caller named it.
  package var file: String
  /// 1-based.
  package var line: Int
  /// 1-based, in characters.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

extension TablePlace: CustomStringConvertible {
  /// The place as `file:line:column`.
  package var description: String { "\(file):\(line):\(column)" }
}

/// One mistake in a roster or a lease table.
package struct PeopleError: Error, Hashable, Sendable {
  /// What kind of mistake, for programs.
  package enum Code: String, Hashable, Sendable {
    case notText = "not_text"
    case emptyTable = "empty_table"
    case openQuote = "open_quote"
    case textAfterQuote = "text_after_quote"
    case missingColumn = "missing_column"
    case duplicateColumn = "duplicate_column"
    case columnCount = "column_count"
    case noIdentity = "no_identity"
    case duplicatePerson = "duplicate_person"
    case badDate = "bad_date"
    case datesReversed = "dates_reversed"
    case badTime = "bad_time"
    case badAddress = "bad_address"
    case missingValue = "missing_value"
    case overlappingLeases = "overlapping_leases"
  }

  package var code: Code
  package var place: TablePlace
  /// What is wrong.
  package var message: String
  /// What to write instead.
  package var help: String

  package init(_ code: Code, at place: TablePlace, _ message: String, help: String) {
    self.code = code
    self.place = place
    self.message = message
    self.help = help
  }
}

/// All mistakes of a table: a roster is a strict input, so one of them keeps it from being used.
package struct PeopleErrors: Error, Hashable, Sendable {
  /// The mistakes in the order of their places; there is at least one.
  package var errors: [PeopleError]
}

/// Something about a table that its owner should know and that does not keep it from being used.
package struct PeopleNote: Hashable, Sendable {
  /// What kind of note, for programs.
  package enum Code: String, Hashable, Sendable {
    case unknownColumn = "unknown_column"
    case unknownEmployment = "unknown_employment"
    /// Dates that a course of leaving can have, but hardly has.
    case unlikelyDates = "unlikely_dates"
    case decoded
  }

  package var code: Code
  package var place: TablePlace
  package var message: Wording

  package init(_ code: Code, at place: TablePlace, _ message: Wording) {
    self.code = code
    self.place = place
    self.message = message
  }

  /// The message with its place in front.
  package var warning: Wording {
    Wording("\(place): \(message.english)", "\(place): \(message.japanese)")
  }
}
