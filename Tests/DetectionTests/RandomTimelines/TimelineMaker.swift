internal import EventModel

/// Makes up timelines of few people, with many events of one time and many just so far apart as
/// the rules count.
struct TimelineMaker {
  /// How far apart the lines of two events are: none has more lines.
  static let linesApart = 10

  let zone: TimelineZone
  /// Microseconds.
  let lengths: [Int64]
  /// The kinds that rules are about; most events are of these.
  let kinds: [EventKind]
  /// Whether every chain of events will be tried.
  let isSmall: Bool

  func events(using random: inout SeededRandom) -> [TimelineEvent] {
    let count = isSmall ? random.pick([6, 10, 14, 16]) : random.pick([3, 8, 15, 30, 50])
    let people = Self.people.shuffled(using: &random)
      .prefix(isSmall ? random.pick([1, 1, 2]) : random.pick([1, 2, 3, 4]))
    let kinds = random.oneIn(3) ? self.kinds + TimelineFields.kinds : self.kinds
    var time = random.pick(zone.anchors) * TimelineWindow.second
    if random.oneIn(2) { time -= TimelineWindow.hour } else { time -= random.pick(lengths) / 2 }
    var events: [TimelineEvent] = []
    for index in 1...count {
      time += gap(at: time, using: &random)
      let number = index * Self.linesApart
      // Now and then a line once more.
      if random.oneIn(15), var twin = events.last {
        twin.number = number
        events.append(twin)
        continue
      }
      var event = TimelineEvent(number: number, kind: random.pick(kinds), time: time)
      // Exactly as far from another event as a rule counts, or a microsecond more or less.
      if random.oneIn(4), let other = events.randomElement(using: &random) {
        event.time = other.time + random.pick(lengths) + random.pick([0, 0, 0, 1, -1])
      }
      fill(&event, with: random.pick(Array(people)), using: &random)
      events.append(event)
    }
    return events
  }

  private func gap(at time: Int64, using random: inout SeededRandom) -> Int64 {
    let length = random.pick(lengths)
    // Several events within one window, or no sequence is ever complete.
    if isSmall, random.oneIn(2) { return random.oneIn(3) ? length / 20 : 0 }
    switch random.next() % 20 {
    case 0..<8: return 0
    case 8..<12: return Int64(random.next() % 60) * TimelineWindow.second
    case 12..<16: return length / random.pick([3, 4, 10, 20])
    case 16: return length
    case 17: return length + random.pick([1, -1])
    case 18:
      let quarter = 15 * TimelineWindow.minute
      return (TimelineZone.floor(time, quarter) + 1) * quarter - time
    default: return random.pick([TimelineWindow.hour, TimelineWindow.day])
    }
  }

  /// The fields that say whose an event is.
  private static let people: [[Field: String]] = [
    [.user: "sato", .srcIP: "10.0.0.1", .host: "pc-1"],
    [.user: "SATO", .srcIP: "10.0.0.1", .host: "PC-1"], [.user: "kato"],
    [.user: "Kato", .srcIP: "10.0.0.2", .host: "pc-1"],
    [.user: "guest", .srcIP: "10.0.0.2", .host: "pc-2"], [.srcIP: "10.0.0.1", .host: "pc-1"],
    [.host: "PC-2"], [:],
  ]

  private func fill(
    _ event: inout TimelineEvent, with person: [Field: String], using random: inout SeededRandom
  ) {
    event.texts = person
    if random.oneIn(6) { event.texts[.host] = random.pick(["pc-1", "PC-1", "pc-2"]) }
    event.source = UInt32(random.next() % 2)
    if random.oneIn(8) { event.lineCount = random.pick([2, 3]) }
    let fields = TimelineFields(kinds: [event.kind])
    for field in fields.texts where field == .path || !random.oneIn(6) {
      if field == .tenant, event.source == 1 || random.oneIn(2) { continue }
      event.texts[field] = random.pick(TimelineFields.texts[field] ?? [])
    }
    for field in fields.words where field == .action || !random.oneIn(6) {
      event.words[field] = random.pick(TimelineFields.words[field] ?? [])
    }
    for field in fields.numbers where !random.oneIn(6) {
      if event.kind == .file, field == .bytesOut { continue }
      event.numbers[field] = TimelineFields.number(field, using: &random)
    }
  }
}
