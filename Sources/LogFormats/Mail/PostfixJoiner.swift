internal import ByteScan
package import EventModel

/// The lines of one stay of a message in the queue, from arrival to removal.
package struct PostfixRecord: Hashable, Sendable {
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

/// Puts the lines of one queue id together to records.
///
/// Queue ids are used again: `removed`, or a silence longer than Postfix keeps a message, ends a
/// record. Lines of the same second may come in any order, so what stands within a second of
/// `removed` still belongs to the record that it ends.
package enum PostfixJoiner {
  /// How long Postfix keeps a message at most unless told otherwise (`maximal_queue_lifetime`).
  private static let silence: Int64 = 5 * 86_400 * 1_000_000
  private static let second: Int64 = 1_000_000

  /// Returns the records among all lines of one queue id, in the order of (time, hash of the line).
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  package static func records(of lines: [JoinedLine]) -> [PostfixRecord] {
    var records: [PostfixRecord] = []
    var open: PostfixRecord?
    var removedAt: Timestamp?
    for (index, line) in lines.enumerated() {
      if let current = open, isOver(current, removedAt: removedAt, at: line.time) {
        records.append(current)
        open = nil
        removedAt = nil
      }
      var record =
        open
        ?? PostfixRecord(
          lines: [], messageID: nil, hasRecipient: false, first: line.time, last: line.time)
      record.lines.append(index)
      record.last = line.time
      read(line, into: &record, removedAt: &removedAt)
      open = record
    }
    if let open { records.append(open) }
    return records
  }

  private static func isOver(
    _ record: PostfixRecord, removedAt: Timestamp?, at time: Timestamp
  ) -> Bool {
    if let removedAt { return time.microseconds - removedAt.microseconds > second }
    return time.microseconds - record.last.microseconds > silence
  }

  private static func read(
    _ line: JoinedLine, into record: inout PostfixRecord, removedAt: inout Timestamp?
  ) {
    let bytes = line.bytes.span
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count),
      let parsed = try? PostfixLine(bytes, message: envelope.message)
    else { return }
    switch parsed.item {
    case .removed: removedAt = line.time
    case .delivery: record.hasRecipient = true
    case .messageID(let range) where range.count > 2 && record.messageID == nil:
      record.messageID = [UInt8](bytes.extracting(range))
    default: break
    }
  }

  /// Returns which records of one message-id are one message: those that follow one another.
  ///
  /// A content filter hands a message back within the time a message may wait. A program that
  /// gives every mail the same message-id does not make them one.
  ///
  /// - Parameter records: All records of one message-id, in the order of their first lines.
  /// - Returns: For each message, which of the records it consists of.
  package static func messages(among records: [PostfixRecord]) -> [[Int]] {
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
