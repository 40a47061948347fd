internal import ByteScan
internal import EventModel
internal import Testing

@testable internal import Detection

/// A rule, a few events that stand at an edge of it, and what must come of them.
struct BoundaryCase: CustomTestStringConvertible {
  var name: String
  var zone = "Asia/Tokyo"
  /// The clauses of the rule.
  var rule: String
  /// Each with a letter, user, time in UTC, bytes and host: `a sato 2026-05-14T01:00:00 5 a.example`.
  var events: [String]
  /// The letters of each finding's events and the bytes that left: `ab 10`.
  var findings: [String]

  var testDescription: String { name }

  /// The findings of the engine, in any order of the events.
  func found(inOrder order: [Int]) throws -> [String] {
    let made = order.map { event(events[$0], number: ($0 + 1) * TimelineMaker.linesApart) }
    let run = TimelineRun(
      rules: """
        exfil 1
        let civil_timezone = "\(zone)"
        list company_domains of domain = ("example.co.jp")
        rule r "題" { \(rule) }
        """,
      shares: [made])
    return try run.findings().map { finding in
      let letters = Set(finding.evidence.map { $0.line / TimelineMaker.linesApart - 1 })
        .sorted().map { String(events[$0].prefix(1)) }
      return "\(letters.joined()) \(finding.bytesOut ?? 0)"
    }.sorted()
  }

  /// An event of the web; the tenant makes lines differ.
  private func event(_ text: String, number: Int) -> TimelineEvent {
    let parts = text.split(separator: " ").map(String.init)
    let digits = parts[2].split { "-T:".contains($0) }.compactMap { Int($0) }
    let time = CivilTime(
      year: digits[0], month: digits[1], day: digits[2], hour: digits[3], minute: digits[4],
      second: digits[5])
    var event = TimelineEvent(number: number, kind: .web, time: time.microsecondsSince1970())
    event.texts = [.user: parts[1], .domain: parts[4], .tenant: parts[0]]
    event.numbers = [.bytesOut: Int64(parts[3]) ?? 0]
    return event
  }
}
