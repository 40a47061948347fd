package import EventModel

/// The lines of one stay of a message in the queue of a server, from arrival to removal.
package struct MailRecord: Hashable, Sendable {
  /// Where the numbers of its lines stand in ``MailJoiner/order``.
  package var lines: Range<Int>
  /// Where in ``MailJoiner/text`` stands what ties records of one message together.
  ///
  /// `nil` if no line told it; such a record is a message of its own.
  package var messageID: Range<Int>?
  /// Whether a line about a recipient was seen, so that the record tells of a delivery.
  package var hasRecipient = false
  /// The times of the first and the last line.
  package var first: Timestamp
  package var last: Timestamp

  /// Returns which records of one message-id are one message: those that follow one another.
  ///
  /// A content filter hands a message back within the time a message may wait. A program that
  /// gives every mail the same message-id does not make them one.
  ///
  /// - Parameter records: All records of one message-id, in the order of their first lines.
  /// - Returns: For each message, which of the records it consists of.
  package static func messages(among records: [MailRecord]) -> [Range<Int>] {
    guard var last = records.first?.last else { return [] }
    var messages: [Range<Int>] = []
    var start = 0
    for index in 1..<records.count {
      if records[index].first.microseconds - last.microseconds > handBackTime {
        messages.append(start..<index)
        start = index
        last = records[index].last
      } else {
        last = max(last, records[index].last)
      }
    }
    messages.append(start..<records.count)
    return messages
  }

  private static let handBackTime: Int64 = 86_400 * 1_000_000
}
