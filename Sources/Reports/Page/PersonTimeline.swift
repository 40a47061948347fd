internal import ByteScan
internal import Detection
internal import EventModel
internal import RuleProgram

/// The timeline of one person as a drawing: phases of leaving behind, a lane for each channel with
/// findings and their events, and the running total of what left.
///
/// All it shows stands in the text of the section too; for those who cannot see it there is a summary.
struct PersonTimeline {
  let person: RankedSubject
  /// The findings that the section shows, in its order.
  let findings: [Finding]
  let run: PublishedRun
  let language: ReportLanguage

  private static let width = 1040.0
  private static let left = 96.0
  private static let laneHeight = 30.0
  private static let headHeight = 34.0
  private static let sumHeight = 70.0

  /// Appends the drawing.
  ///
  /// - Complexity: O(*n* log *n*) in the shown events.
  func append(to page: inout HTMLText) {
    let channels = Channel.allCases.filter { channel in
      findings.contains { Channel(category: $0.category) == channel }
    }
    let sums = runningTotal()
    let lanesEnd = Self.headHeight + Self.laneHeight * Double(channels.count)
    let sumEnd = sums.isEmpty ? lanesEnd : lanesEnd + Self.sumHeight
    let height = sumEnd + 24
    let axis = axis()
    page.markup(
      "<h4>\(language("Timeline", "時系列"))</h4>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\""
    )
    page.attribute("aria-label", language("Timeline", "時系列"))
    page.markup(
      "><svg class=\"chart\" viewBox=\"0 0 1040 \(PageNumber.text(height))\" role=\"img\"")
    page.attribute("aria-label", summary(channels))
    page.markup(">\n")
    appendPhases(axis, bottom: sumEnd, to: &page)
    for mark in axis.marks where axis.x(mark.time) < Self.width - 24 {
      let x = PageNumber.text(axis.x(mark.time))
      page.markup(
        "<path d=\"M\(x) 20V\(PageNumber.text(sumEnd))\" stroke=\"#d8dee2\" stroke-width=\"1\"/>")
      page.markup(
        "<text x=\"\(x)\" y=\"\(PageNumber.text(sumEnd + 15))\" text-anchor=\"middle\">\(mark.text)</text>\n"
      )
    }
    for (lane, channel) in channels.enumerated() {
      let y = Self.headHeight + Self.laneHeight * Double(lane)
      page.markup("<path d=\"M0 \(PageNumber.text(y))H1040\" stroke=\"#d8dee2\"/>")
      page.markup(
        "<text class=\"strong\" x=\"0\" y=\"\(PageNumber.text(y + 19))\">\(channel.name(language))</text>\n"
      )
      for (index, finding) in findings.enumerated()
      where Channel(category: finding.category) == channel {
        append(finding, number: index + 1, axis, y: y + Self.laneHeight / 2, to: &page)
      }
    }
    if !sums.isEmpty { append(sums, axis, top: lanesEnd, bottom: sumEnd, to: &page) }
    appendLastDay(axis, bottom: sumEnd, to: &page)
    page.markup("</svg></div>\n")
  }

  private func summary(_ channels: [Channel]) -> String {
    let names = channels.map { $0.name(language) }.joined(separator: language(", ", "、"))
    let first = findings.map(\.first).min() ?? Timestamp(microseconds: 0)
    let last = findings.map(\.last).max() ?? first
    return language(
      "Findings by channel (\(names)) from \(first.span(to: last, in: run.zone)); "
        + "the findings below tell the same.",
      "経路別の検出(\(names))、\(first.span(to: last, in: run.zone))。下の各検出に同じ内容があります。")
  }

  /// From the first to the last event, and to notice and last day where they are near.
  private func axis() -> TimeAxis {
    var start = findings.map(\.first).min() ?? Timestamp(microseconds: 0)
    var end = findings.map(\.last).max() ?? start
    let day: Int64 = 86_400_000_000
    for phase in person.course?.phases ?? [] {
      let time = phase.start
      let isNear =
        time.microseconds >= start.microseconds - 60 * day
        && time.microseconds <= end.microseconds + 45 * day
      // Before the notice three months are one phase, of which the drawing needs no more.
      guard isNear, phase.phase != .beforeNotice else { continue }
      start = min(start, time)
      end = max(end, time)
    }
    let pad = max((end.microseconds - start.microseconds) / 40, day / 6)
    return TimeAxis(
      start: Timestamp(microseconds: start.microseconds - pad),
      end: Timestamp(microseconds: end.microseconds + pad), zone: run.zone,
      left: Self.left, right: Self.width)
  }

  private static func tint(_ phase: DeparturePhase) -> String? {
    switch phase {
    case .none: nil
    case .beforeNotice: "#f6f4ee"
    case .notice: "#f3efe3"
    case .last30Days: "#f0e8d6"
    case .lastWeek: "#ecdfc6"
    case .finalLeave: "#f1e3df"
    case .departed: "#eed9d6"
    }
  }

  private func appendPhases(_ axis: TimeAxis, bottom: Double, to page: inout HTMLText) {
    let phases = person.course?.phases ?? []
    for (index, phase) in phases.enumerated() {
      guard let tint = Self.tint(phase.phase) else { continue }
      let next = index + 1 < phases.count ? phases[index + 1].start : axis.end
      let (from, to) = (axis.x(phase.start), axis.x(next))
      guard to - from > 0.5 else { continue }
      page.markup(
        "<rect x=\"\(PageNumber.text(from))\" y=\"20\" width=\"\(PageNumber.text(to - from))\"")
      page.markup(" height=\"\(PageNumber.text(bottom - 20))\" fill=\"\(tint)\">")
      page.element("title", PhaseWording.text(phase.phase, language))
      page.markup("</rect>")
      let name = PhaseWording.text(phase.phase, language)
      // About the width of the text; what does not fit is told by the title alone.
      if to - from > Double(DisplayWidth.of(name)) * 6.2 {
        page.markup("<text x=\"\(PageNumber.text(from + 3))\" y=\"14\">\(name)</text>")
      }
      page.markup("\n")
    }
  }

  /// Marks the end of the last day.
  private func appendLastDay(_ axis: TimeAxis, bottom: Double, to page: inout HTMLText) {
    guard let end = person.course?.phases.first(where: { $0.phase == .departed })?.start,
      end > axis.start, end < axis.end, let day = person.lastDay
    else { return }
    let x = axis.x(end)
    let isRight = x > Self.width - 130
    page.markup(
      "<path d=\"M\(PageNumber.text(x)) 4V\(PageNumber.text(bottom))\" stroke=\"#8f1d1d\" stroke-width=\"1.6\"/>"
    )
    page.markup("<text class=\"strong\" x=\"\(PageNumber.text(isRight ? x - 4 : x + 4))\" y=\"30\"")
    page.markup(" text-anchor=\"\(isRight ? "end" : "start")\">")
    page.text(language("last day \(day)", "退職日 \(day)"))
    page.markup("</text>\n")
  }

  private func append(
    _ finding: Finding, number: Int, _ axis: TimeAxis, y: Double, to page: inout HTMLText
  ) {
    let colour = PageMark.colour(finding.severity)
    let (from, to) = (axis.x(finding.first), axis.x(finding.last))
    page.markup(
      "<a href=\"#f-\(person.rank)-\(number)\"><g data-f=\"f-\(person.rank)-\(number)\" fill=\"\(colour)\">"
    )
    page.element(
      "title",
      "\(FindingWording.severity(finding.severity, language)) \(finding.score)  \(finding.rule)  "
        + finding.first.span(to: finding.last, in: run.zone))
    page.markup(
      "<rect x=\"\(PageNumber.text(from - 1.5))\" y=\"\(PageNumber.text(y - 4))\" "
        + "width=\"\(PageNumber.text(to - from + 3))\" height=\"8\" rx=\"1.5\" opacity=\"0.35\"/>")
    let events = finding.shown.isEmpty ? [] : finding.shown
    for event in events {
      let radius = event.bytesOut.map { 2.5 + min(Self.logarithm(of: $0), 11) * 0.4 } ?? 2.5
      page.markup(
        "<circle cx=\"\(PageNumber.text(axis.x(event.time)))\" cy=\"\(PageNumber.text(y))\" "
          + "r=\"\(PageNumber.text(radius))\" opacity=\"0.75\"/>")
    }
    if events.isEmpty {
      page.markup("<circle cx=\"\(PageNumber.text(from))\" cy=\"\(PageNumber.text(y))\" r=\"3\"/>")
    }
    page.markup("</g></a>\n")
  }

  /// Roughly the decimal logarithm: how many digits a number has, and the first of them.
  private static func logarithm(of number: Int64) -> Double {
    let digits = Array(String(max(number, 1)).utf8)
    return Double(digits.count - 1) + Double(digits[0] - UInt8(ascii: "1")) / 9
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
  }

  /// What had left after each shown event, every event counted once however many rules count it.
  private func runningTotal() -> [(time: Timestamp, total: Int64)] {
    var seen: Set<Place> = []
    var moments: [(time: Timestamp, bytes: Int64)] = []
    for finding in findings where !finding.isTrial {
      for event in finding.shown {
        guard let bytes = event.bytesOut, bytes > 0,
          event.evidence.lowerBound < event.evidence.upperBound
        else { continue }
        let line = finding.evidence[event.evidence.lowerBound]
        guard seen.insert(Place(file: line.file, line: line.line)).inserted else { continue }
        moments.append((event.time, bytes))
      }
    }
    var total: Int64 = 0
    return moments.sorted { ($0.time, $0.bytes) < ($1.time, $1.bytes) }.map { moment in
      let (sum, overflow) = total.addingReportingOverflow(moment.bytes)
      total = overflow ? .max : sum
      return (time: moment.time, total: total)
    }
  }

  private func append(
    _ sums: [(time: Timestamp, total: Int64)], _ axis: TimeAxis, top: Double, bottom: Double,
    to page: inout HTMLText
  ) {
    let largest = Double(max(sums[sums.count - 1].total, 1))
    func y(_ total: Int64) -> String {
      PageNumber.text(bottom - (bottom - top - 14) * Double(total) / largest)
    }
    var path = "M\(PageNumber.text(axis.x(sums[0].time))) \(PageNumber.text(bottom))"
    for moment in sums { path += "H\(PageNumber.text(axis.x(moment.time)))V\(y(moment.total))" }
    path += "H\(PageNumber.text(Self.width))"
    page.markup(
      "<path d=\"M0 \(PageNumber.text(top))H1040M0 \(PageNumber.text(bottom))H1040\" stroke=\"#aab4bb\"/>"
    )
    page.markup(
      "<text class=\"strong\" x=\"0\" y=\"\(PageNumber.text(top + 18))\">\(language("Bytes out", "送信量"))</text>"
    )
    page.markup(
      "<text x=\"0\" y=\"\(PageNumber.text(top + 32))\">\(ValueText.size(sums[sums.count - 1].total))</text>"
    )
    page.markup(
      "<path d=\"\(path)V\(PageNumber.text(bottom))Z\" fill=\"#1f5f8b\" opacity=\"0.12\"/>")
    page.markup("<path d=\"\(path)\" fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"1.8\"/>\n")
  }
}
