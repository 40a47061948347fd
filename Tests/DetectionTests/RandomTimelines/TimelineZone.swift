/// A civil zone of which the clock changes are written down here, for the naive evaluator.
struct TimelineZone {
  var name: String
  /// Seconds ahead of UTC before the first change.
  var offset: Int64
  /// Each moment of a change, in seconds since 1970, and the offset from then on.
  var changes: [(moment: Int64, offset: Int64)]
  /// Seconds since 1970 around which timelines are made.
  var anchors: [Int64]

  private static let noon: Int64 = 1_778_727_600

  static let all = [
    TimelineZone(
      name: "Asia/Tokyo", offset: 9 * 3600, changes: [],
      // Midnight before a Monday, and one in the week.
      anchors: [1_778_425_200, 1_778_684_400, noon]),
    TimelineZone(
      name: "America/New_York", offset: -5 * 3600,
      changes: [(1_772_953_200, -4 * 3600), (1_793_512_800, -5 * 3600)],
      anchors: [1_772_953_200, 1_793_512_800, 1_793_512_800, 1_793_505_600]),
    TimelineZone(
      name: "Europe/Berlin", offset: 3600,
      changes: [(1_774_746_000, 2 * 3600), (1_792_890_000, 3600)],
      anchors: [1_774_746_000, 1_792_890_000, 1_774_735_200, 1_792_969_200]),
    // Half an hour, and back from 02:00 to 01:30.
    TimelineZone(
      name: "Australia/Lord_Howe", offset: 11 * 3600,
      changes: [(1_775_314_800, 37_800), (1_791_041_400, 11 * 3600)],
      anchors: [1_775_314_800, 1_791_041_400]),
    // The clocks changed at midnight: one day began at 01:00, another had 23:00 twice.
    TimelineZone(
      name: "America/Sao_Paulo", offset: -2 * 3600,
      changes: [(1_518_919_200, -3 * 3600), (1_541_300_400, -2 * 3600)],
      anchors: [1_518_919_200, 1_541_300_400]),
  ]

  /// Seconds ahead of UTC at a moment.
  func offset(at seconds: Int64) -> Int64 {
    changes.last { $0.moment <= seconds }?.offset ?? offset
  }

  /// What the clock shows at a moment, as seconds since 1970-01-01 00:00 on that clock.
  func reading(_ time: Int64) -> Int64 {
    let seconds = Self.floor(time, 1_000_000)
    return seconds + offset(at: seconds)
  }

  /// The civil day, as days since 1970-01-01.
  func day(_ time: Int64) -> Int64 { Self.floor(reading(time), 86_400) }

  /// The first moment of the civil day of a moment, found by going back from it.
  ///
  /// Every change and every midnight of these zones falls on a full quarter of an hour.
  func startOfDay(_ time: Int64) -> Int64 {
    let quarter: Int64 = 900_000_000
    var start = Self.floor(time, quarter) * quarter
    while day(start - quarter) == day(time) { start -= quarter }
    return start
  }

  /// Rounds down, below zero too.
  static func floor(_ number: Int64, _ step: Int64) -> Int64 {
    number >= 0 ? number / step : -((-number + step - 1) / step)
  }
}
