internal import Detection
internal import EventModel
internal import StateStore

extension HourCounts {
  /// Takes in what a state has kept.
  init(rows: HourRows) {
    self.init(
      rows.map { row in
        HourTally(
          hour: row.hour, count: row.events, first: Timestamp(microseconds: row.first),
          last: Timestamp(microseconds: row.last))
      })
  }

  /// The hours as a state keeps them.
  var rows: HourRows {
    hours.map { ($0.hour, $0.count, $0.first.microseconds, $0.last.microseconds) }
  }
}
