internal import ByteScan
internal import Detection
internal import EventModel

extension RunSummaryJSON {
  /// Adds how far each source covers the run: its days by state, holes, and days with few events.
  func add(_ coverage: [SourceCoverage], to object: inout JSONObject) {
    object.addList("coverage", coverage) { source, element in
      element.add("source", source.source)
      element.add("first_event", source.span.first.text(in: zone))
      element.add("last_event", source.span.last.text(in: zone))
      element.add("events", source.events)
      element.add("judged", source.isJudged)
      element.addObject("days") { days in
        for state in SourceCoverage.DayState.allCases {
          guard let own = source.days[state] else { continue }
          days.addList(state.rawValue, own.dates) { dates, element in
            element.add("first", dates.first.text)
            element.add("last", dates.last.text)
          }
        }
      }
      element.addList("holes", source.holes) { hole, element in add(hole, to: &element) }
      element.addList("late", source.tail.map { [$0] } ?? []) { tail, element in
        add(tail, to: &element)
      }
      element.addList("volume_drops", source.drops) { drop, element in
        element.add("day", CivilDate(daysSince1970: drop.day).text)
        element.add("events", drop.events)
        element.add("usual", drop.usual)
      }
      element.add("times_backwards", source.timesBackwards)
    }
  }

  private func add(_ hole: SourceCoverage.Hole, to object: inout JSONObject) {
    object.add("from", hole.from.text(in: zone))
    object.add("to", hole.to.text(in: zone))
    object.add("seconds", hole.length / 1_000_000)
    object.add("usual", hole.expected)
  }
}
