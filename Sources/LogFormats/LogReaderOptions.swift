package import EventModel

/// What a reader must be told because logs don't say it.
package struct LogReaderOptions: Sendable {
  /// The zone of clocks that name none: `--timezone`, or the zone a format declares.
  package var timezone: CivilZone?
  /// The year of the first line of a log without years, as the user gave it.
  package var year: Int?
  /// The year that a file name or the time in a gzip header suggests, used where `year` is `nil`.
  ///
  /// Such a date is that of the *last* lines (rotation), or later: the year is the latest one in
  /// which the first line is not after it.
  package var newestPossible: Timestamp?

  /// A time that no line can be earlier than, as the newest rotated file of the same log has taken
  /// those away; used where neither of the two above is known.
  ///
  /// The year is the one in which the first line follows within ``rotationDayCount`` days, and
  /// unknown if it does in none: then some rotated file is not there.
  package var oldestPossible: Timestamp?

  /// How many days may pass between two rotations, with some to spare for monthly ones.
  package static let rotationDayCount = 40

  /// Creates options; nothing has to be known.
  package init(
    timezone: CivilZone? = nil, year: Int? = nil, newestPossible: Timestamp? = nil,
    oldestPossible: Timestamp? = nil
  ) {
    self.timezone = timezone
    self.year = year
    self.newestPossible = newestPossible
    self.oldestPossible = oldestPossible
  }
}
