internal import ByteScan
internal import EventModel

extension CivilZone {
  /// Returns the moment at which the clocks show a time of a day; minute 1440 is the next midnight.
  func time(ofDay day: Int, minute: Int) -> Timestamp {
    let date = CivilDate(daysSince1970: day + minute / 1_440)
    return moment(
      of: CivilTime(
        year: date.year, month: date.month, day: date.day, hour: minute % 1_440 / 60,
        minute: minute % 60)
    ).time
  }
}
