internal import ByteScan
package import EventModel

/// The lines of one stay of a message in the queue of a server, from arrival to removal.
package struct MailRecord: Hashable, Sendable {
  /// Which of the lines handed over belong to the record, in their order.
  package var lines: [Int]
  /// What ties records of one message together.
  ///
  /// `nil` if no line told it; such a record is a message of its own.
  package var messageID: [UInt8]?
  /// Whether a line about a recipient was seen, so that the record tells of a delivery.
  package var hasRecipient: Bool
  /// The times of the first and the last line.
  package var first: Timestamp
  package var last: Timestamp
}

/// Puts the lines of one mail server together to messages; each line is read once.
///
/// Queue ids are used again: a line that says so, or a silence longer than the server keeps a message,
/// ends a record. Lines of the same second may come in any order, so what stands within a second of
/// the end still belongs to the record that it ends.
package struct MailJoiner {
  let server: MailServer
  let lines: [JoinedLine]
  /// What each line says; `nil` for one that cannot be read.
  let said: [MailLine?]

  private static let second: Int64 = 1_000_000

  /// Reads lines of one key, in the order of (time, hash of the line).
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  package init(_ server: MailServer, _ lines: [JoinedLine]) {
    self.server = server
    self.lines = lines
    said = lines.map { server.line($0.bytes.span) }
  }

  /// Returns the records among lines that are all of one queue id.
  ///
  /// - Complexity: O(*n*) in the number of lines.
  package func records() -> [MailRecord] { records(among: Array(lines.indices)) }

  func records(among indices: [Int]) -> [MailRecord] {
    var records: [MailRecord] = []
    var open: MailRecord?
    var removedAt: Timestamp?
    for index in indices {
      let time = lines[index].time
      if let current = open, isOver(current, removedAt: removedAt, at: time) {
        records.append(finished(current))
        open = nil
        removedAt = nil
      }
      var record =
        open
        ?? MailRecord(
          lines: [], messageID: nil, hasRecipient: false, first: time, last: time)
      record.lines.append(index)
      record.last = time
      note(index, in: &record, removedAt: &removedAt)
      open = record
    }
    if let open { records.append(finished(open)) }
    return records
  }

  private func isOver(
    _ record: MailRecord, removedAt: Timestamp?, at time: Timestamp
  ) -> Bool {
    if let removedAt { return time.microseconds - removedAt.microseconds > Self.second }
    return time.microseconds - record.last.microseconds > server.silence
  }

  private func note(
    _ index: Int, in record: inout MailRecord, removedAt: inout Timestamp?
  ) {
    guard let line = said[index] else { return }
    if line.isRemoved { removedAt = lines[index].time }
    if !line.recipients.isEmpty { record.hasRecipient = true }
    if let range = line.messageID, record.messageID == nil {
      record.messageID = Array(lines[index].bytes[range])
    }
  }

  /// Ties records of a server that logs no message-id by the queue ids it hands messages on under.
  private func finished(_ record: MailRecord) -> MailRecord {
    guard server == .openSMTPD else { return record }
    var record = record
    for index in record.lines {
      guard let line = said[index] else { continue }
      let bytes = lines[index].bytes
      let host = Array(bytes[line.host]) + [0]
      if let next = line.nextQueueID {
        record.messageID = host + bytes[next]
        break
      }
      record.messageID = record.messageID ?? host + bytes[line.queueID]
    }
    return record
  }

  /// Returns which records of one message-id are one message: those that follow one another.
  ///
  /// A content filter hands a message back within the time a message may wait. A program that
  /// gives every mail the same message-id does not make them one.
  ///
  /// - Parameter records: All records of one message-id, in the order of their first lines.
  /// - Returns: For each message, which of the records it consists of.
  package static func messages(among records: [MailRecord]) -> [[Int]] {
    var messages: [[Int]] = []
    var last = Timestamp(microseconds: .min)
    for (index, record) in records.enumerated() {
      if messages.isEmpty || record.first.microseconds - last.microseconds > handBackTime {
        messages.append([index])
        last = record.last
      } else {
        messages[messages.count - 1].append(index)
        last = max(last, record.last)
      }
    }
    return messages
  }

  private static let handBackTime: Int64 = 86_400 * 1_000_000
}
