import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// A clock that remembers what it has read last reads every text as one that remembers nothing.
struct RecordTimeTests {
  @Test(arguments: [
    "dd/MMM/yyyy:HH:mm:ss Z", "yyyy/MM/dd HH:mm:ss.S", "yyyy/MM/dd HH:mm:ss", "yyyy/M/d H:mm:ss",
  ])
  func `reads the same whatever was read before`(pattern: String) throws {
    let form = TimeForm.pattern(try TimePattern(pattern))
    let zone = try CivilZone(named: "Europe/Berlin")
    var remembering = RecordTime(form, zone: zone)
    var random = SeededRandom(seed: 7)
    func two(_ limit: Int) -> String {
      let number = Int(random.next() % UInt64(limit))
      return number < 10 ? "0\(number)" : "\(number)"
    }
    for _ in 0..<4000 {
      // Around the night in which clocks are set back, and with seconds that there are not.
      let (day, hour, minute, second) = (two(2) == "00" ? "25" : "26", two(4), two(3), two(64))
      let fraction = two(2)
      let text =
        switch pattern {
        case "dd/MMM/yyyy:HH:mm:ss Z":
          "\(day)/Oct/2026:\(hour):\(minute):\(second) +0\(random.next() % 2)00"
        case "yyyy/MM/dd HH:mm:ss.S": "2026/10/\(day) \(hour):\(minute):\(second).\(fraction)"
        case "yyyy/M/d H:mm:ss": "2026/10/\(day) \(hour.dropFirst()):\(minute):\(second)"
        default: "2026/10/\(day) \(hour):\(minute):\(second)"
        }
      let bytes = Array(text.utf8)
      var forgetful = RecordTime(form, zone: zone)
      let expected = forgetful.time(bytes.span)
      #expect(remembering.time(bytes.span) == expected, "\(text)")
      if case .success = expected { #expect(remembering.doubt == forgetful.doubt, "\(text)") }
    }
  }

  @Test func `reads times of RFC 3339 the same whatever was read before`() throws {
    let zone = try CivilZone(named: "Europe/Berlin")
    var remembering = RecordTime(.iso, zone: zone)
    var random = SeededRandom(seed: 11)
    var known = 0
    for _ in 0..<20_000 {
      func any(_ texts: String...) -> String { texts[Int(random.next() % UInt64(texts.count))] }
      let text =
        any("2026-10-25", "2026-10-25", "2026-10-5") + any("T", "T", " ")
        + any("02:31", "02:31", "02:32") + any(":", ":", ":", ".")
        + any("07", "59", "60", "0x", "41")
        + any(
          "", ".25", ".250", ".251", ",250", ".250000", ".000001", ".2500001", ".", ".2x", "x250")
        + any("Z", "Z", "+09:00", "+0900", "-0130", "+09", "", "z", "+25:00", "Zz")
      let bytes = Array(text.utf8)
      var forgetful = RecordTime(.iso, zone: zone)
      let expected = forgetful.time(bytes.span)
      #expect(remembering.time(bytes.span) == expected, "\(text)")
      guard case .success = expected else { continue }
      known += 1
      #expect(remembering.doubt == forgetful.doubt, "\(text)")
    }
    #expect(known > 2000, "too few of the texts are times")
  }
}
