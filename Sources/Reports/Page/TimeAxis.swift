internal import ByteScan
internal import EventModel

/// The scale of time of a drawing, from left to right, with marks at civil midnights or full hours.
struct TimeAxis {
  let start: Timestamp
  let end: Timestamp
  let zone: CivilZone
  let left: Double
  let right: Double

  /// Where a moment is drawn.
  func x(_ time: Timestamp) -> Double {
    let length = Double(max(end.microseconds - start.microseconds, 1))
    let share = Double(time.microseconds - start.microseconds) / length
    return left + (right - left) * min(max(share, 0), 1)
  }

  private static let hour: Int64 = 3_600_000_000

  /// The marks, at most a dozen, each with its text.
  var marks: [(time: Timestamp, text: String)] {
    let hours = Double(end.microseconds - start.microseconds) / Double(Self.hour)
    if hours <= 48 {
      let step = hours <= 8 ? 1 : hours <= 24 ? 3 : 6
      let first = start.microseconds / Self.hour
      return (first...(end.microseconds / Self.hour)).compactMap { number in
        let time = Timestamp(microseconds: number * Self.hour)
        let text = time.minutes(in: zone)
        guard time >= start, time <= end, let clock = Int(text.dropFirst(11).prefix(2)),
          clock % step == 0
        else { return nil }
        return (time, clock == 0 ? String(text.dropFirst(5).prefix(5)) : String(text.suffix(5)))
      }
    }
    let (first, last) = (zone.dayNumber(at: start), zone.dayNumber(at: end))
    let step = [1, 2, 7, 14, 28, 91, 182, 364].first { (last - first) / $0 <= 11 } ?? 3640
    var year = ""
    return stride(from: first, through: last, by: step).compactMap { day in
      let date = CivilDate(daysSince1970: day)
      let time = zone.startOfDay(date)
      guard time >= start, time <= end else { return nil }
      defer { year = String(date.text.prefix(4)) }
      return (
        time,
        date.text.hasPrefix(year) && !year.isEmpty ? String(date.text.dropFirst(5)) : date.text
      )
    }
  }
}
