import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Joins fragments as the engine does: by key, in the order of (time, hash of the line).
enum MailJoining {
  static func ordered(_ lines: [JoinedLine]) -> [JoinedLine] {
    lines.sorted {
      ($0.time, stableHash64($0.bytes.span)) < ($1.time, stableHash64($1.bytes.span))
    }
  }

  /// What each message of a log says, one text each, in the order of their first lines.
  static func messages(_ text: String) throws -> [String] {
    let sink = LogReader.record(text, as: try .syslog(), options: .tokyo2026)
    return messages(sink.fragments.filter { $0.family == .postfixQueue }, of: .postfix)
  }

  /// What each message of all servers in a recorded log says.
  static func messages(in sink: RecordingSink) -> [String] {
    MailServer.allCases.flatMap { server in
      messages(sink.fragments.filter { $0.family == server.family }, of: server).map {
        "\(server.name): \($0)"
      }
    }
  }

  static func messages(
    _ fragments: [(family: FragmentFamily, key: [UInt8], line: JoinedLine, note: LineNote)],
    of server: MailServer = .postfix
  ) -> [String] {
    var byMessage: [[UInt8]: [JoinedLine]] = [:]
    var alone: [[UInt8]: [String]] = [:]
    for (key, members) in Dictionary(grouping: fragments, by: \.key) {
      let lines = ordered(members.map(\.line))
      var joiner = joiner(server, lines)
      joiner.findRecords()
      expectSame(members.map { ($0.line, $0.note) }, as: joiner)
      for (number, record) in joiner.records.enumerated() {
        // Without a message-id nothing ties a record to another.
        let id = record.messageID.map { [UInt8](joiner.text.extracting($0)) }
        let name = id ?? key + [0, UInt8(truncatingIfNeeded: number)]
        byMessage[name, default: []] += joiner.order[record.lines].map { lines[$0] }
        var event = Event()
        joiner.fill(&event, with: record)
        let isDelivery = record.hasRecipient
        alone[name, default: []].append(
          isDelivery
            ? describe(event, record.lines.count) : "incomplete \(record.lines.count) lines")
      }
    }
    var described: [(Timestamp, String)] = []
    for (name, lines) in byMessage {
      let messages = messages(of: ordered(lines), of: server)
      described += messages
      // A record that alone names its message is that message: nobody need wait for others of it.
      if let alone = alone[name], alone.count == 1 { #expect(alone == messages.map(\.1)) }
    }
    return described.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  /// What the lines of one message-id come to, which the naive twin tells too.
  private static func messages(
    of lines: [JoinedLine], of server: MailServer
  ) -> [(Timestamp, String)] {
    var joiner = joiner(server, lines)
    joiner.findRecordsOfMessage()
    var described: [(Timestamp, String)] = []
    for message in MailRecord.messages(among: joiner.records) {
      let own = joiner.lineNumbers(of: message)
      guard joiner.records[message].contains(where: { $0.hasRecipient }) else {
        described.append((lines[own[0]].time, "incomplete \(own.count) lines"))
        continue
      }
      var event = Event()
      joiner.fill(&event, with: message)
      described.append((lines[own[0]].time, describe(event, own.count)))
    }
    #expect(described.map(\.1) == naiveMessages(of: lines, of: server).map(\.1))
    return described
  }

  private static func naiveMessages(
    of lines: [JoinedLine], of server: MailServer
  ) -> [(Timestamp, String)] {
    let joiner = NaiveMailJoiner(server, lines)
    let records = joiner.recordsOfMessage()
    return NaiveMailJoiner.messages(among: records).map { message in
      let own = message.flatMap { records[$0].lines }.sorted()
      guard message.contains(where: { records[$0].hasRecipient }) else {
        return (lines[own[0]].time, "incomplete \(own.count) lines")
      }
      var event = Event()
      joiner.message(of: own).fill(&event, at: lines[own[0]].time)
      return (lines[own[0]].time, describe(event, own.count))
    }
  }

  private static func joiner(_ server: MailServer, _ lines: [JoinedLine]) -> MailJoiner {
    var joiner = MailJoiner(server)
    for line in lines { joiner.add(line.bytes.span, at: line.time) }
    return joiner
  }

  /// What readers have noted of lines makes the same records of them as reading them again.
  private static func expectSame(
    _ lines: [(line: JoinedLine, note: LineNote)], as other: MailJoiner
  ) {
    let lines = lines.sorted {
      ($0.line.time, stableHash64($0.line.bytes.span))
        < ($1.line.time, stableHash64($1.line.bytes.span))
    }
    // Lines that nothing was noted of stand there, too, and are read.
    let text = lines.flatMap(\.line.bytes)
    var noted = MailJoiner()
    noted.begin(other.server, with: text.span)
    var start = 0
    for (line, note) in lines {
      let range = start..<(start + line.bytes.count)
      start = range.upperBound
      if note.isEmpty {
        noted.add(line.bytes.span, at: line.time)
      } else {
        noted.add(noted: range, at: line.time, note)
      }
    }
    noted.findRecords()
    var other = other
    #expect(noted.records.count == other.records.count)
    for (record, expected) in zip(noted.records, other.records) {
      #expect(record.lines == expected.lines && record.hasRecipient == expected.hasRecipient)
      let ids = (record.messageID, expected.messageID)
      #expect(
        ids.0.map { [UInt8](noted.text.extracting($0)) }
          == ids.1.map { [UInt8](other.text.extracting($0)) })
      var (event, expectedEvent) = (Event(), Event())
      noted.fill(&event, with: record)
      other.fill(&expectedEvent, with: expected)
      #expect(describe(event, 0) == describe(expectedEvent, 0))
    }
  }

  private static func describe(_ event: borrowing Event, _ lineCount: Int) -> String {
    let nothing: [UInt8] = []
    var parts = ["\(lineCount) lines"]
    for field in [
      Field.code, .user, .srcIP, .outcome, .sender, .to, .subject, .attachment, .attachmentCount,
      .size,
    ] {
      guard let value = event.printedValue(of: field, in: nothing.span) else { continue }
      parts.append("\(field.name)=\(value)")
    }
    return parts.joined(separator: " ")
  }
}
