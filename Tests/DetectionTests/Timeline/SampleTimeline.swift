internal import EventModel
internal import People

@testable internal import Detection

/// One made-up event of a timeline: when, how many bytes, where to.
struct SampleEvent {
  var time: Int64
  var byteCount: Int64?
  var domain: String?
  var steps: UInt8 = 1
  var line = "line"
}

/// Encodes made-up events as facts of one rule and decodes them again, as a run does.
func sampleTimeline(_ events: [SampleEvent], aggregates: UInt64 = .max) -> Timeline {
  var encoder = FactEncoder()
  var records = SubjectRecords()
  let subject = Array("sato".utf8)
  for (index, event) in events.enumerated() {
    let line = Array("\(event.line) \(index)".utf8)
    let place = SourcePlace(source: 0, line: UInt64(index + 1), offset: UInt64(index * 100))
    encoder.begin(
      subjectKind: 0, subjectByteCount: subject.count, subjectHash: 7,
      eventKind: EventKind.web.rawValue,
      time: Timestamp(microseconds: event.time), lineHash: UInt64(index), place: place,
      matchCount: 1, numberCount: event.byteCount == nil ? 0 : 1,
      textCount: event.domain == nil ? 0 : 1, elementCount: 0, lineCount: 1)
    encoder.append(subject: subject.span)
    encoder.append(
      RuleMatch(
        rule: 0, steps: event.steps, cap: 0, eventConditions: 0, aggregates: aggregates))
    if let byteCount = event.byteCount { encoder.append(.bytesOut, number: byteCount) }
    if let domain = event.domain { encoder.append(.domain, text: Array(domain.utf8).span) }
    encoder.append(line: line.span, at: place)
    encoder.finish()
    records.append(encoder.record)
  }
  return Timeline(records)
}

extension Timeline {
  /// The values of the timeline, with nobody in the roster.
  var sampleValues: FactValues {
    FactValues(timeline: self, people: PeopleDirectory(), person: nil)
  }
}
