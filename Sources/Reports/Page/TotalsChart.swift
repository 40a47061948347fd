internal import Detection
internal import EventModel
internal import RuleProgram

/// The totals that decided a finding, against their limits, as small drawings with a text each.
struct TotalsChart {
  let language: ReportLanguage
  let zone: CivilZone

  private static let width = 340.0
  private static let height = 64.0

  /// Appends a drawing for each limit that a total had to reach.
  ///
  /// - Complexity: O(*n*) in the shown events.
  func append(_ finding: Finding, to page: inout HTMLText) {
    for (index, limit) in finding.limits.enumerated().prefix(3) {
      guard let value = limit.value, let bound = limit.limit, bound > 0, value >= 0,
        limit.comparison == .greaterOrEqual || limit.comparison == .greater
      else { continue }
      let (shownValue, shownBound) = (text(value, limit.unit), text(bound, limit.unit))
      let sign = limit.comparison == .greater ? ">" : "≥"
      page.markup("<h4>")
      page.text(
        language(
          "\(limit.total): \(shownValue), limit \(sign) \(shownBound)",
          "\(limit.total): \(shownValue)(基準 \(sign) \(shownBound))"))
      page.markup("</h4>")
      let points = finding.shown.compactMap { event -> (time: Timestamp, total: Int64)? in
        guard index < event.totals.count, let total = event.totals[index] else { return nil }
        return (time: event.time, total: total)
      }
      draw(points.count > 1 ? points : [], value: value, bound: bound, to: &page)
    }
  }

  private func text(_ number: Int64, _ unit: ValueType) -> String {
    switch unit {
    case .size, .duration: ValueText.text(of: number, as: unit, in: zone)
    default: QuantityText.count(Int(number))
    }
  }

  private func draw(
    _ points: [(time: Timestamp, total: Int64)], value: Int64, bound: Int64,
    to page: inout HTMLText
  ) {
    let top = Double(max(value, bound)) * 1.08
    if points.isEmpty {
      let x = PageNumber.text(Self.width * Double(bound) / top)
      page.markup(
        "<svg class=\"totals\" viewBox=\"0 0 340 20\" aria-hidden=\"true\">"
          + "<rect x=\"0\" y=\"5\" width=\"340\" height=\"10\" fill=\"#e7ebee\"/>"
          + "<rect x=\"0\" y=\"5\" width=\"\(PageNumber.text(Self.width * Double(value) / top))\" "
          + "height=\"10\" fill=\"#5b7f99\"/>"
          + "<path d=\"M\(x) 1V19\" stroke=\"#8f1d1d\" stroke-width=\"2\"/></svg>\n")
      return
    }
    let (start, end) = (points[0].time.microseconds, points[points.count - 1].time.microseconds)
    let length = Double(max(end - start, 1))
    func x(_ time: Timestamp) -> String {
      PageNumber.text((Self.width - 8) * Double(time.microseconds - start) / length + 4)
    }
    func y(_ total: Int64) -> String {
      PageNumber.text(Self.height - 14 - (Self.height - 18) * Double(total) / top)
    }
    var path = "M\(x(points[0].time)) \(y(0))V\(y(points[0].total))"
    for point in points.dropFirst() { path += "H\(x(point.time))V\(y(point.total))" }
    page.markup("<svg class=\"totals\" viewBox=\"0 0 340 64\" aria-hidden=\"true\">")
    page.markup("<path d=\"M0 \(y(0))H340\" stroke=\"#d8dee2\"/>")
    page.markup("<path d=\"\(path)\" fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"1.8\"/>")
    page.markup(
      "<path d=\"M0 \(y(bound))H340\" stroke=\"#8f1d1d\" stroke-width=\"1.2\" stroke-dasharray=\"5 3\"/>"
    )
    page.markup("<text x=\"4\" y=\"62\">\(points[0].time.minutes(in: zone))</text>")
    page.markup(
      "<text x=\"336\" y=\"62\" text-anchor=\"end\">\(points[points.count - 1].time.minutes(in: zone))</text>"
    )
    page.markup("</svg>\n")
  }
}

/// Numbers in drawings: at most one decimal, the same on every machine.
enum PageNumber {
  static func text(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
