internal import Foundation

/// Five weeks of a proxy in Tokyo: a line every two minutes from 09:00 to 18:00, Monday to Friday.
///
/// The first Monday is 2026-08-31. Wednesday of the third week lacks the hours from 11 to 15.
enum OfficeProxy {
  /// 2026-08-31 00:00 in Tokyo.
  private static let monday = 1_788_102_000

  static let lines: [String] = (0..<5).flatMap { week in
    (0..<5).flatMap { day in
      stride(from: 9 * 60, to: 18 * 60, by: 2).compactMap { minute in
        if week == 2, day == 2, (11 * 60..<15 * 60).contains(minute) { return nil }
        let second = monday + (week * 7 + day) * 86_400 + minute * 60
        return "\(second).000    120 10.0.0.\(minute % 7) TCP_MISS/200 468 GET "
          + "http://www.example.net/\(minute) u\(minute % 5) HIER_DIRECT/192.0.2.1 text/html\n"
      }
    }
  }

  /// The shipped rules.
  static var rules: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Rules")
      .path(percentEncoded: false)
  }
}
