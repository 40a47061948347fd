import EventModel
import Testing

@testable import LogFormats

/// A line is dated as if no other stood before it, however much alike the fronts of both are.
struct RepeatedFrontTests {
  static let fronts = [
    "2026-10-01T09:00:00.250000+09:00", "2026-10-01T09:00:00.250001+09:00",
    "2026-10-01T09:00:00.25+09:00", "2026-10-01T09:00:00.250000123+09:00",
    "2026-10-01T09:00:00.2500+09:00", "2026-10-01T09:00:00,250000+09:00",
    "2026-10-01T09:00:00+09:00", "2026-10-01T09:00:00.250000Z", "2026-10-01T09:00:00.250000+0900",
    "2026-10-01T09:00:00.250000", "2026-10-01T09:00:01.250000+09:00", "2026-10-01T09:00:00.",
    "2026-10-01T09:00:00.x50000+09:00", "<22>2026-10-01T09:00:00.250000+09:00",
    "<20>2026-10-01T09:00:00.250000+09:00", "<22>1 2026-10-01T09:00:00.250000+09:00",
    "Oct  1 09:00:00", "Oct  1 09:00:01", "<22>Oct  1 09:00:00", "Oct 1 09:00:00",
    "Oct  1 09:00:00.5", "Oct  1 09:00:00:", "Oct  1 24:00:00",
    "INFO      Oct 01 09:00:00.250 [7]:",
  ]

  /// What one reader makes of lines with these fronts, a text for each.
  private static func outcomes(_ fronts: [String]) throws -> [String] {
    let text = fronts.map { front in
      // RFC 5424 writes the process apart, and then what it has no value for.
      let isNumbered = front.hasPrefix("<22>1 ")
      return front + (isNumbered ? " pc1 kernel - - - " : " pc1 kernel: ")
        + "usb 1-1: USB disconnect, device number 3\n"
    }
    let sink = LogReader.record(
      text.joined(), as: try .syslog(), options: .tokyo2026, fields: Field.allCases)
    var times = sink.fragments.map(\.line.time)
    return sink.calls.map { call in
      guard call.hasPrefix("fragment") else { return call }
      return "\(call) at \(times.removeFirst().microseconds)"
    }
  }

  @Test(arguments: fronts) func `is dated alike alone and behind any other`(_ front: String) throws
  {
    let alone = try Self.outcomes([front])
    for other in Self.fronts {
      let behind = try Self.outcomes([other, front, front])
      #expect(behind.count == 3)
      #expect(behind[1] == alone[0] && behind[2] == alone[0], "behind \(other)")
    }
  }
}
