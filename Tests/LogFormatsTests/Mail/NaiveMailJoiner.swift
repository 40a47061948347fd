import ByteScan
import EventModel

@testable import LogFormats

/// A record with its lines and its message-id as values of its own.
struct NaiveMailRecord: Hashable, Sendable {
  /// Which of the lines handed over belong to the record, in their order.
  var lines: [Int]
  /// What ties records of one message together.
  ///
  /// `nil` if no line told it; such a record is a message of its own.
  var messageID: [UInt8]?
  /// Whether a line about a recipient was seen, so that the record tells of a delivery.
  var hasRecipient: Bool
  /// The times of the first and the last line.
  var first: Timestamp
  var last: Timestamp
}

/// ``MailJoiner`` as it is told: an array for each line and each record, nothing used again.
struct NaiveMailJoiner {
  let server: MailServer
  let lines: [JoinedLine]
  /// What each line says; `nil` for one that cannot be read.
  let said: [MailLine?]

  private static let second: Int64 = 1_000_000

  /// Reads lines of one key, in the order of (time, hash of the line).
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  init(_ server: MailServer, _ lines: [JoinedLine]) {
    self.server = server
    self.lines = lines
    said = lines.map { server.line($0.bytes.span, 0..<$0.bytes.count) }
  }

  /// Returns the records among lines that are all of one queue id.
  ///
  /// - Complexity: O(*n*) in the number of lines.
  func records() -> [NaiveMailRecord] { records(among: Array(lines.indices)) }

  func records(among indices: [Int]) -> [NaiveMailRecord] {
    var records: [NaiveMailRecord] = []
    var open: NaiveMailRecord?
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
        ?? NaiveMailRecord(
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
    _ record: NaiveMailRecord, removedAt: Timestamp?, at time: Timestamp
  ) -> Bool {
    if let removedAt { return time.microseconds - removedAt.microseconds > Self.second }
    return time.microseconds - record.last.microseconds > server.silence
  }

  private func note(
    _ index: Int, in record: inout NaiveMailRecord, removedAt: inout Timestamp?
  ) {
    guard let line = said[index] else { return }
    if line.isRemoved { removedAt = lines[index].time }
    if !line.recipients.isEmpty { record.hasRecipient = true }
    if let range = line.messageID, record.messageID == nil {
      record.messageID = Array(lines[index].bytes[range])
    }
  }

  /// Ties records of a server that logs no message-id by the queue ids it hands messages on under.
  private func finished(_ record: NaiveMailRecord) -> NaiveMailRecord {
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
  static func messages(among records: [NaiveMailRecord]) -> [[Int]] {
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

extension NaiveMailJoiner {
  /// Returns the records among all lines that belong to one message-id, whatever their queue ids.
  ///
  /// - Returns: The records, ordered by their first lines; each line is in exactly one.
  /// - Complexity: O(*n*) in the number of lines.
  func recordsOfMessage() -> [NaiveMailRecord] {
    var indices: [[UInt8]: [Int]] = [:]
    for index in lines.indices { indices[queueKey(of: index), default: []].append(index) }
    let records = indices.values.flatMap { self.records(among: $0) }
    return records.sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }

  /// The host and queue id that a line names.
  private func queueKey(of index: Int) -> [UInt8] {
    guard let line = said[index] else { return [] }
    let joined = lines[index]
    let bytes = joined.bytes.span
    var key: [UInt8] = []
    key.reserveCapacity(line.host.count + 1 + line.queueID.count)
    for place in line.host { key.append(bytes[place].asciiLowercased) }
    key.append(0)
    key.append(copying: bytes.extracting(line.queueID))
    return key
  }

  /// Puts together what some of the lines say.
  ///
  /// - Parameter indices: All lines of the records that are one message, in their order.
  /// - Returns: The message.
  func message(of indices: [Int]) -> NaiveMailMessage {
    NaiveMailMessage(server, indices.map { (lines[$0], said[$0]) })
  }
}
