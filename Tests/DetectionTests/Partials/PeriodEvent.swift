internal import EventModel

@testable internal import Detection

/// A made-up event with its lines, of one of two files; the second one never tells tenants.
struct PeriodEvent {
  static let files: EvidenceFiles = ["a.log", "b.log"]

  var kind: EventKind
  var time: Timestamp
  var numbers: [(Field, Int64)] = []
  var words: [(Field, Word)] = []
  var texts: [(Field, String)] = []
  var lists: [(field: Field, text: String, byteCount: Int64?)] = []
  var lines: [String]
  var source: UInt32
  /// The number of its first line in the file.
  var line: Int

  /// What the event's file carries.
  var sourceFields: SourceFields {
    var fields = FieldSet()
    for field in Field.allCases where source == 0 || field != .tenant { fields.insert(field) }
    return SourceFields(
      fields: Dictionary(uniqueKeysWithValues: EventKind.allCases.map { ($0, fields) }))
  }

  func fill(_ event: inout Event) {
    event.begin(kind, at: time)
    for (field, text) in texts { event.set(field, copying: text) }
    for (field, number) in numbers { event.set(field, to: number) }
    for (field, word) in words { event.set(field, to: word) }
    for element in lists {
      event.append(
        element.field, copying: Array(element.text.utf8).span, byteCount: element.byteCount)
    }
  }

  /// The raw lines end to end, and where they are.
  var block: (bytes: [UInt8], lines: [FactLine]) {
    var bytes: [UInt8] = []
    var places: [FactLine] = []
    for (index, text) in lines.enumerated() {
      let start = bytes.count
      bytes += Array(text.utf8)
      places.append(
        FactLine(
          place: SourcePlace(
            source: source, line: UInt64(line + index), offset: UInt64((line + index) * 50)),
          range: start..<bytes.count))
    }
    return (bytes, places)
  }

  /// Makes up events of few people and domains over some days; some stand twice, and many have
  /// the same time or volume.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - dayCount: Over how many days.
  ///   - random: Decides.
  /// - Returns: The events, in no order of time.
  static func random(
    _ count: Int, dayCount: Int64, using random: inout SeededRandom
  ) -> [PeriodEvent] {
    let begin: Int64 = 1_791_000_000
    var line = 1
    var events: [PeriodEvent] = []
    for number in 0..<count {
      // Now and then a line once more, in either file.
      var event =
        random.oneIn(12) && !events.isEmpty
        ? random.pick(events) : one(number, &random)
      if event.lines[0].hasPrefix("\(number) ") {
        let second = Int64(random.next() % UInt64(dayCount * 86_400))
        event.time = Timestamp(
          microseconds: (begin + (random.oneIn(2) ? second / 1800 * 1800 : second)) * 1_000_000)
      }
      event.source = UInt32(random.next() % 2)
      event.line = line
      line += event.lines.count
      events.append(event)
    }
    return events
  }

  private static func one(_ number: Int, _ random: inout SeededRandom) -> PeriodEvent {
    var event = PeriodEvent(
      kind: random.pick([.web, .web, .web, .web, .mail, .file, .login]),
      time: Timestamp(microseconds: 0), lines: ["\(number) line"], source: 0, line: 0)
    if !random.oneIn(9) { event.texts.append((.user, random.pick(["sato", "KATO", "guest"]))) }
    if !random.oneIn(4) { event.texts.append((.srcIP, random.pick(["10.0.0.1", "10.0.0.2"]))) }
    if !random.oneIn(3) { event.texts.append((.host, random.pick(["PC-1", "pc-1", "pc-2"]))) }
    func few(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    switch event.kind {
    case .web:
      if !random.oneIn(8) {
        event.texts.append((.domain, "\(random.pick(["A", "a", "b", "c", "d", "e"])).example"))
      }
      if random.oneIn(3) { event.texts.append((.tenant, random.pick(["acme", "other"]))) }
      if !random.oneIn(5) { event.numbers.append((.bytesOut, few(100))) }
      if !random.oneIn(5) { event.numbers.append((.bytesIn, few(100))) }
      if !random.oneIn(3) { event.numbers.append((.status, random.pick([200, 204]))) }
      event.words = [
        (.method, random.pick([.get, .post, .put])),
        (.outcome, random.pick([.allowed, .allowed, .blocked])),
      ]
    case .mail:
      event.texts += [(.subject, "s\(few(4))"), (.sender, "sato@example.co.jp")]
      event.numbers.append((.size, 1 + few(90)))
      for _ in 0..<(1 + few(3)) {
        let domain = random.pick(["x.example", "X.example", "y.example", "example.co.jp"])
        event.lists.append((random.pick([.to, .cc]), "u\(few(9))@\(domain)", nil))
      }
      if random.oneIn(2) {
        event.lists.append((.attachment, random.pick(["社外秘.xlsx", "a.txt"]), few(80)))
      }
      // Joined from some lines, once in a while from more than a finding shows.
      let more = random.oneIn(15) ? 130 : few(4)
      for index in 0..<more { event.lines.append("\(number) more \(index)") }
    case .file:
      event.texts.append((.path, "C:\\a\\\(few(5)).\(random.pick(["zip", "TXT"]))"))
      if !random.oneIn(4) { event.numbers.append((.size, few(1000))) }
      event.words = [
        (.action, random.pick([.copy, .read])),
        (.volume, random.pick([.removable, .local, .cloud])),
      ]
    default:
      event.texts.append((.service, "vpn\(few(2))"))
      event.numbers.append((.bytesOut, few(100)))
    }
    return event
  }
}
