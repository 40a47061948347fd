import ByteScan
import Testing

struct TimeTests {
  @Test func `days and dates lead to each other over 1,200 years`() {
    var date = CivilDate(year: 1600, month: 1, day: 1)
    for days in date.daysSince1970..<(date.daysSince1970 + 1200 * 366) {
      #expect(date.daysSince1970 == days)
      #expect(CivilDate(daysSince1970: days) == date)
      date.day += 1
      if date.day > CivilDate.dayCount(ofMonth: date.month, year: date.year) {
        date.day = 1
        date.month += 1
      }
      if date.month > 12 {
        date.month = 1
        date.year += 1
      }
    }
  }

  @Test func `knows some days of the week`() {
    #expect(CivilDate(year: 1970, month: 1, day: 1).weekday == 3)
    #expect(CivilDate(year: 2026, month: 11, day: 21).weekday == 5)
    #expect(CivilDate(year: 1969, month: 12, day: 28).weekday == 6)
  }

  @Test(arguments: [
    Int64.min / 2, -86_400_000_001, -1, 0, 1, 951_782_400_000_000, 4_102_444_799_999_999,
  ])
  func `clock and microseconds lead to each other`(microseconds: Int64) {
    let time = CivilTime(microsecondsSince1970: microseconds)
    #expect(time.microsecondsSince1970() == microseconds)
  }

  /// Date and clock in front of a text, digit by digit.
  private func naiveDateAndClock(_ text: [UInt8]) -> CivilTime? {
    guard text.count >= 19 else { return nil }
    for (place, byte) in Array("0000-00-00T00:00:00".utf8).enumerated() {
      switch byte {
      case UInt8(ascii: "0"): guard (0x30...0x39).contains(text[place]) else { return nil }
      case UInt8(ascii: "T"): guard Array("Tt ".utf8).contains(text[place]) else { return nil }
      default: guard text[place] == byte else { return nil }
      }
    }
    func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    return CivilTime(
      year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
      minute: number(14..<16), second: number(17..<19))
  }

  @Test(arguments: 0..<40) func `agrees with the naive twin on damaged times`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      var text = Array("2026-10-12T09:31:07".utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        let near = UInt8.random(in: 0...15, using: &random)
        text[place] =
          random.next() % 2 == 0 ? UInt8.random(in: 0...255, using: &random) : 0x2D + near
      }
      if random.next() % 8 == 0 { text.removeLast() }
      let digits = Int.random(in: 0...9, using: &random)
      let fraction = (0..<digits).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
      let whole = text + (digits > 0 ? [0x2E] + fraction : []) + [0x5A]
      var expected = naiveDateAndClock(text + (digits > 0 ? [] : [0x5A]))
      for place in 0..<6 {
        expected?.microsecond *= 10
        expected?.microsecond += place < digits ? Int(fraction[place]) - 0x30 : 0
      }
      let scanned = try? whole.span.scanInternetTime()
      let isValid = expected.map { $0.isValid && $0.year > 0 } ?? false
      #expect(scanned?.civil == (isValid ? expected : nil), "seed \(seed): \(whole)")
      if isValid { #expect(scanned?.byteCount == whole.count) }
    }
  }

  typealias Outcome = Result<Int64, TimeError>

  static let internet: [(text: String, outcome: Outcome, byteCount: Int)] = [
    ("1970-01-01T00:00:00Z", .success(0), 20),
    ("2026-10-12T09:31:07.250+09:00 x", .success(1_791_765_067_250_000), 29),
    ("2026-10-12 00:31:07,25Z", .success(1_791_765_067_250_000), 23),
    ("2026-10-12t09:31:07.2500009+0900", .success(1_791_765_067_250_000), 32),
    ("2026-10-11T15:31:07-09", .success(1_791_765_067_000_000), 22),
    ("2024-02-29T00:00:00Z", .success(1_709_164_800_000_000), 20),
    ("2023-02-29T00:00:00Z", .failure(.outOfRange), 0),
    ("2023-06-30T23:59:60Z", .failure(.outOfRange), 0),
    ("2023-06-30T24:00:00Z", .failure(.outOfRange), 0),
    ("2023-13-30T00:00:00Z", .failure(.outOfRange), 0),
    ("0000-01-01T00:00:00Z", .failure(.outOfRange), 0),
    ("2023-06-30T00:00:00+9", .failure(.malformed), 0),
    ("2023-06-30T00:00:00+24:00", .failure(.outOfRange), 0),
    ("2023/06/30T00:00:00Z", .failure(.malformed), 0),
    ("2023-06-30T00:00", .failure(.malformed), 0),
    ("", .failure(.malformed), 0),
  ]

  @Test(arguments: internet)
  func `reads an internet time`(text: String, outcome: Outcome, byteCount: Int) {
    let bytes = Array(text.utf8)
    let found = Result { () throws(TimeError) in try bytes.span.scanInternetTime() }
    #expect(found.map(\.microsecondsSince1970) == outcome.map(Int64?.some))
    if case .success(let scanned) = found { #expect(scanned.byteCount == byteCount) }
  }

  @Test func `an internet time without zone keeps its clock and claims no instant`() throws {
    let scanned = try Array("2026-10-12T09:31:07".utf8).span.scanInternetTime()
    #expect(scanned.offsetInSeconds == nil && scanned.microsecondsSince1970 == nil)
    #expect(scanned.civil.hour == 9)
  }

  static let syslog: [(text: String, time: CivilTime?, byteCount: Int)] = [
    (
      "Nov  3 12:34:56 host",
      CivilTime(year: 0, month: 11, day: 3, hour: 12, minute: 34, second: 56), 15
    ),
    (
      "Nov 3 12:34:56 host",
      CivilTime(year: 0, month: 11, day: 3, hour: 12, minute: 34, second: 56), 14
    ),
    (
      "Feb 29 00:00:00", CivilTime(year: 0, month: 2, day: 29), 15
    ),
    ("Feb 30 00:00:00", nil, 0), ("Nov 31 00:00:00", nil, 0), ("Nov 03 23:59:60", nil, 0),
    ("Nox  3 12:34:56", nil, 0), ("Nov   3 12:34:56", nil, 0), ("Nov  3 12:34", nil, 0),
    ("Nov 00 12:34:56", nil, 0), ("", nil, 0),
  ]

  @Test(arguments: syslog)
  func `reads a syslog time`(text: String, time: CivilTime?, byteCount: Int) {
    let bytes = Array(text.utf8)
    let found = try? bytes.span.scanSyslogTime()
    #expect(found?.civil == time)
    #expect(found == nil || found?.byteCount == byteCount)
  }

  static let epochs: [(text: String, outcome: Outcome)] = [
    ("1731900000.123", .success(1_731_900_000_123_000)), ("-1", .failure(.outOfRange)),
    ("253402300800", .failure(.outOfRange)), ("12:00", .failure(.malformed)),
    ("", .failure(.malformed)), ("9999999999999999999", .failure(.outOfRange)),
  ]

  @Test(arguments: epochs) func `reads an epoch time`(text: String, outcome: Outcome) {
    let bytes = Array(text.utf8)
    #expect(Result { () throws(TimeError) in try bytes.span.epochMicroseconds() } == outcome)
  }

  @Test(arguments: 0..<40) func `reads many digits at once as one by one`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      var text = random.bytes(19, from: Array("0123456789".utf8))
      // Mostly a time of these years, and often with something wrong in it.
      if random.next() % 2 == 0 { text[0] = UInt8(ascii: "1") }
      if random.next() % 2 == 0 { text[10] = UInt8(ascii: ".") }
      if random.next() % 4 == 0 {
        text[Int(random.next() % 19)] = random.bytes(1, from: Array("./:-a\0\u{7F}".utf8))[0]
      }
      let front = text.span.extracting(0..<17)
      if let time = front.microsecondsOfEpoch(secondsAt: 0) {
        #expect(Result { () throws(TimeError) in try front.epochMicroseconds() } == .success(time))
      } else {
        // Nothing is left to the slow way that most logs have.
        let digits = text[0..<10] + text[11..<17]
        #expect(text[10] != UInt8(ascii: ".") || !digits.allSatisfy { 0x30...0x39 ~= $0 })
      }
      let count = text.span.extracting(0..<8).littleEndian(UInt64.self, at: 0).eightDigits
      #expect(count == (try? text.span.extracting(0..<8).decimalUInt64()))
      let nanoseconds = try? text.span.decimalCount()
      let read = text.span.microsecondsOfEpoch(nanosecondsAt: 0)
      if let read { #expect(nanoseconds.map { $0 / 1000 } == read) }
      if let nanoseconds, nanoseconds < 9_000_000_000_000_000_000 { #expect(read != nil) }
    }
  }
}
