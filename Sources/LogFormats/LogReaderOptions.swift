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

  /// Creates options; nothing has to be known.
  package init(
    timezone: CivilZone? = nil, year: Int? = nil, newestPossible: Timestamp? = nil
  ) {
    self.timezone = timezone
    self.year = year
    self.newestPossible = newestPossible
  }
}
