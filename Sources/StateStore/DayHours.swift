internal import ByteScan

/// The hours of one civil day in UTC in which a source has events, as bytes that outlive a run: four
/// numbers of eight bytes for each, in the order of time.
struct DayHours {
  private(set) var rows: HourRows

  init(_ rows: HourRows = []) { self.rows = rows }

  /// Reads ``kept``.
  init(kept: [UInt8]) {
    func number(_ offset: Int) -> Int64 { kept.span.littleEndian(Int64.self, at: offset) }
    rows = stride(from: 0, to: kept.count / 32 * 32, by: 32).map { offset in
      (Int(number(offset)), Int(number(offset + 8)), number(offset + 16), number(offset + 24))
    }
  }

  /// The day of an hour, as days since 1970-01-01.
  static func day(of hour: Int) -> Int { (hour - (hour < 0 ? 23 : 0)) / 24 }

  /// Adds events of the same day.
  mutating func add(_ others: HourRows) {
    for other in others {
      guard let place = rows.firstIndex(where: { $0.hour >= other.hour }) else {
        rows.append(other)
        continue
      }
      if rows[place].hour == other.hour {
        let own = rows[place]
        rows[place] = (
          own.hour, own.events + other.events, min(own.first, other.first),
          max(own.last, other.last)
        )
      } else {
        rows.insert(other, at: place)
      }
    }
  }

  /// How many events there are.
  var events: Int { rows.reduce(0) { $0 + $1.events } }

  var kept: [UInt8] {
    var bytes: [UInt8] = []
    for row in rows {
      for number in [Int64(row.hour), Int64(row.events), row.first, row.last] {
        bytes.append(littleEndian: number)
      }
    }
    return bytes
  }
}
