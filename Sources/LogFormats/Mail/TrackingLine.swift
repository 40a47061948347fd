internal import ByteScan

/// One row of Exchange's message tracking log, taken apart.
///
/// The columns stand in the same order in every version: 21 in 2007; 26 since 2010; with
/// `network-message-id` after `message-id` 27 and more since 2013. So the number of columns tells where
/// each stands, and rows of several files can be joined without their headers.
struct TrackingLine {
  /// More columns than any version has.
  static let columnLimit = 48
  /// From this number of columns on `network-message-id` is among them.
  static let networkIDCount = 27
  static let leastColumnCount = 21

  let columnCount: Int
  /// The place of the time, in UTC.
  let time: Range<Int>
  let mailLine: MailLine

  /// Columns whose place is the same in all versions, then those behind `network-message-id`.
  private enum Column: Int {
    case time = 0
    case clientAddress = 1
    case connector = 6
    case source, event, internalID, messageID
    case recipients = 11
    case size = 13
    case subject = 17
    case sender
    case originalClient = 23
  }

  /// Reads a row.
  ///
  /// - Throws: ``MailFault`` if it is none.
  init(_ block: Span<UInt8>, line: Range<Int>) throws(MailFault) {
    var cells = [48 of Range<Int>](repeating: 0..<0)
    // Which cells hold doubled quotes.
    var quoted: UInt64 = 0
    let count = try Self.cut(block, line, into: &cells, quoted: &quoted)
    guard count >= Self.leastColumnCount else { throw .columnCount }
    columnCount = count
    time = cells[Column.time.rawValue]
    func cell(_ column: Column) -> Range<Int> {
      let shift =
        column.rawValue > Column.messageID.rawValue && count >= Self.networkIDCount ? 1 : 0
      return cells[column.rawValue + shift]
    }
    var said = MailLine(queueID: cell(.internalID))
    let id = cell(.messageID)
    if id.count > 2 { said.messageID = id }
    let event = TrackingEvent(block.extracting(cell(.event)))
    if event != .irrelevant {
      said.sender = block.withoutBrackets(cell(.sender))
      if !cell(.size).isEmpty { said.size = try block.mailSize(in: cell(.size)) }
      if !cell(.subject).isEmpty {
        let place = Column.subject.rawValue + (count >= Self.networkIDCount ? 1 : 0)
        var text: [UInt8] = []
        let form: CellForm = quoted >> UInt64(place) & 1 == 1 ? .doubledQuotes : .plain
        form.append(block, cells[place], to: &text)
        said.subject = EncodedWords.decode(text.span)
      }
    }
    if event.tellsRecipients {
      said.recipients = cell(.recipients)
      said.recipientList = .semicolons
    }
    said.isSent = event == .delivered
    let connector = block.extracting(cell(.connector))
    said.isHandedOn =
      block.extracting(cell(.event)).equals("SEND") && connector.starts(with: "Intra-Organization")
    if event == .received {
      let isSMTP = block.extracting(cell(.source)).equals("SMTP")
      let original = count > Column.originalClient.rawValue ? cell(.originalClient) : 0..<0
      // A mailbox server hands in what a person sent; only the original address is the person's.
      let client = !original.isEmpty ? original : isSMTP ? cell(.clientAddress) : 0..<0
      said.client = block.addressLiteral(in: client)
    }
    said.isIrrelevant = event == .irrelevant || cell(.internalID).isEmpty
    mailLine = said
  }

  /// Splits at commas outside quotes; returns the number of columns.
  private static func cut(
    _ block: Span<UInt8>, _ line: Range<Int>, into cells: inout [48 of Range<Int>],
    quoted: inout UInt64
  ) throws(MailFault) -> Int {
    let text = block.extracting(0..<line.upperBound)
    var count = 0
    var offset = line.lowerBound
    while true {
      guard count < columnLimit else { throw .columnCount }
      if offset < line.upperBound, block[offset] == UInt8(ascii: "\"") {
        guard let end = block.doublyQuotedEnd(from: offset + 1, to: line.upperBound) else {
          throw .openQuote
        }
        cells[count] = (offset + 1)..<end.end
        if end.hasEscapes { quoted |= 1 << UInt64(count) }
        offset = end.end + 1
        guard offset == line.upperBound || block[offset] == UInt8(ascii: ",") else {
          throw .malformed
        }
      } else {
        let end = text.firstOffset(of: UInt8(ascii: ","), from: offset) ?? line.upperBound
        cells[count] = offset..<end
        offset = end
      }
      count += 1
      guard offset < line.upperBound else { return count }
      offset += 1
    }
  }
}

/// What happened to a message, by the word that message tracking has for it.
enum TrackingEvent {
  /// It was taken into the queue.
  case received
  /// A mailbox or the next server took it for the recipients named.
  case delivered
  /// It did not reach the recipients named, or not yet.
  case failed
  /// Part of the message's way that tells nothing of recipients.
  case other
  /// Copies for shadow redundancy, notices to agents: nothing went anywhere.
  case irrelevant

  /// - Parameter word: The column `event-id`.
  init(_ word: Span<UInt8>) {
    switch word {
    case _ where word.equals("RECEIVE"): self = .received
    case _
    where word.equals("DELIVER") || word.equals("SEND") || word.equals("DUPLICATEDELIVER")
      || word.equals("SENDEXTERNAL"):
      self = .delivered
    case _
    where word.equals("FAIL") || word.equals("DEFER") || word.equals("BADMAIL")
      || word.equals("DROP") || word.equals("SUBMITFAIL"):
      self = .failed
    case _
    where word.starts(with: "HA") || word.equals("NOTIFYMAPI") || word.equals("SUBMIT")
      || word.equals("SUBMITDEFER") || word.equals("THROTTLE"):
      self = .irrelevant
    default: self = .other
    }
  }

  /// Whether the row's recipients are the message's.
  ///
  /// A group stands on the row that receives the message and is left off where it is expanded; its
  /// members stand on later rows.
  var tellsRecipients: Bool { self == .received || self == .delivered || self == .failed }
}
