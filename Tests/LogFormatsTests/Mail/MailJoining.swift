import ByteScan
import EventModel

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
    _ fragments: [(family: FragmentFamily, key: [UInt8], line: JoinedLine)],
    of server: MailServer = .postfix
  ) -> [String] {
    var byMessage: [[UInt8]: [JoinedLine]] = [:]
    var described: [(Timestamp, String)] = []
    for (key, members) in Dictionary(grouping: fragments, by: \.key) {
      let joiner = MailJoiner(server, ordered(members.map(\.line)))
      for (number, record) in joiner.records().enumerated() {
        // Without a message-id nothing ties a record to another.
        byMessage[record.messageID ?? key + [0, UInt8(truncatingIfNeeded: number)], default: []] +=
          record.lines.map { joiner.lines[$0] }
      }
    }
    for lines in byMessage.values {
      let joiner = MailJoiner(server, ordered(lines))
      let records = joiner.recordsOfMessage()
      for group in MailJoiner.messages(among: records) {
        let own = group.flatMap { records[$0].lines }.sorted()
        guard group.contains(where: { records[$0].hasRecipient }), let first = own.first else {
          described.append((records[group[0]].first, "incomplete \(own.count) lines"))
          continue
        }
        var event = Event()
        let time = joiner.lines[first].time
        joiner.message(of: own).fill(&event, at: time)
        described.append((time, describe(event, own.count)))
      }
    }
    return described.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
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
