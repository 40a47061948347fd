/// A failed case as a person reads it.
struct TimelineReport: CustomStringConvertible {
  let timeline: TimelineCase
  let comparison: TimelineComparison

  var description: String {
    let missing = comparison.expected.filter { !comparison.actual.contains($0) }
    let extra = comparison.actual.filter { !comparison.expected.contains($0) }
    return """
      engine and brute force differ; replay with
        EXFIL_TIMELINE_SEED=\(timeline.seed) EXFIL_TIMELINE_COUNT=1 swift test --filter RandomTimeline
      \(timeline.workerCount) workers, \(timeline.budgetByteCount) bytes of memory, \
      partials \(timeline.combines)
      \(timeline.text)

      \(NaiveTimeline.inOrder(timeline.events).map(marked).joined(separator: "\n"))

      only brute force finds:
      \(missing.map(text).joined(separator: "\n"))
      only the engine finds:
      \(extra.map(text).joined(separator: "\n"))

      """
  }

  /// An event, with the findings of brute force (`=r1`) and of the engine (`!r1`) that it is in.
  private func marked(_ event: TimelineEvent) -> String {
    let marks =
      comparison.expected.filter { $0.events.contains(event.number) }.map { "=\($0.rule)" }
      + comparison.actual.filter { $0.events.contains(event.number) }.map { "!\($0.rule)" }
    return "  #\(event.number)\t\(clock(event.time))\t\(event)\t\(marks.joined(separator: " "))"
  }

  /// The civil day and the time on the clock, with the offset.
  private func clock(_ time: Int64) -> String {
    let reading = timeline.zone.reading(time)
    let clock = [(reading % 86_400) / 3600, (reading % 3600) / 60, reading % 60].map { part in
      part < 10 ? "0\(part)" : "\(part)"
    }
    return "day \(timeline.zone.day(time)) \(clock.joined(separator: ":"))"
      + " (+\((reading - TimelineZone.floor(time, TimelineWindow.second)) / 60) min)"
  }

  private func text(_ finding: TimelineFinding) -> String {
    """
      \(finding.rule) \(finding.subject) \(finding.first)–\(finding.last) ×\(finding.count) \
    out \(finding.bytesOut.map(String.init) ?? "–") score \(finding.score) \(finding.points) \
    \(finding.severity) \(finding.cappedBy ?? "") lines \(finding.evidenceTotal) \
    of \(finding.events) \(finding.rest)
    """
  }
}
