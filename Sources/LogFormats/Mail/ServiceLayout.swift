internal import ByteScan

/// Where a mail service's records hold what, and what their words mean.
struct ServiceLayout: Sendable {
  let cutter: JSONCutter
  /// A text that stands in every record of this layout.
  let mark: [UInt8]
  /// How many microseconds one unit of a time in digits is.
  var timeUnit: Int64 = 1
  /// Words of the status that mean a recipient got the message.
  let sentWords: [String]
  /// The types of records that are about a message on its way; any if empty.
  var types: [String] = []
  /// The types that are not.
  var otherTypes: [String] = []

  /// The values of a record, in the order of the paths given to a layout.
  enum Slot: Int, CaseIterable {
    case time, id, messageID, sender, recipients, subject, size, status, client
    case attachments, attachmentCount, type
  }

  private init(mark: String, sent: [String], _ paths: [Slot: String]) {
    cutter = JSONCutter(
      Slot.allCases.map { slot in
        paths[slot]?.split(separator: ".").map(String.init)
      }, takesArrays: true)
    self.mark = Array("\"\(mark)\"".utf8)
    sentWords = sent
  }

  func fits(_ block: Span<UInt8>, _ line: Range<Int>) -> Bool {
    block.extracting(line).firstOffset(of: mark.span) != nil
  }

  /// Whether a record of a type is about a message on its way.
  func takes(_ type: Span<UInt8>) -> Bool {
    if otherTypes.contains(where: { Array($0.utf8).span.hasSameBytes(as: type) }) { return false }
    return types.isEmpty || types.contains { Array($0.utf8).span.hasSameBytes(as: type) }
  }

  func isSent(_ status: Span<UInt8>) -> Bool {
    sentWords.contains { Array($0.utf8).span.hasSameBytes(as: status) }
  }

  /// The layouts that a service's records may have.
  static func layouts(of server: MailServer) -> [ServiceLayout] {
    switch server {
    case .messageTrace: [messageTrace]
    case .mimecast: [mimecast, mimecastFirst]
    case .proofpoint: [proofpoint]
    case .gmail: [gmail]
    case .postfix, .exim, .sendmail, .openSMTPD, .exchange: []
    }
  }

  private static let messageTrace = ServiceLayout(
    mark: "MessageTraceId", sent: ["Delivered", "FilteredAsSpam"],
    [
      .time: "Received", .id: "MessageTraceId", .messageID: "MessageId", .sender: "SenderAddress",
      .recipients: "RecipientAddress", .subject: "Subject", .size: "Size", .status: "Status",
      .client: "FromIP",
    ])

  private static let mimecast: ServiceLayout = {
    var layout = ServiceLayout(
      mark: "aggregateId", sent: ["true"],
      [
        .time: "timestamp", .id: "aggregateId", .messageID: "messageId", .sender: "senderEnvelope",
        .recipients: "recipients", .subject: "subject", .size: "emailSize", .status: "delivered",
        .client: "senderIp", .attachments: "attachments", .attachmentCount: "numberAttachments",
        .type: "type",
      ])
    layout.timeUnit = 1000
    layout.types = ["receipt", "process", "delivery"]
    return layout
  }()

  private static let mimecastFirst: ServiceLayout = {
    var layout = ServiceLayout(
      mark: "aCode", sent: ["true"],
      [
        .time: "datetime", .id: "aCode", .messageID: "MsgId", .sender: "Sender",
        .recipients: "Rcpt", .subject: "Subject", .size: "MsgSize", .status: "Delivered",
        .attachments: "AttNames", .attachmentCount: "AttCnt", .type: "RcptActType",
      ])
    // A copy for the archive.
    layout.otherTypes = ["Jnl"]
    return layout
  }()

  private static let proofpoint = ServiceLayout(
    mark: "envelope", sent: ["accept", "continue"],
    [
      .time: "ts", .id: "guid", .messageID: "msg.header.message-id.0", .sender: "envelope.from",
      .recipients: "envelope.rcpts", .subject: "msg.normalizedHeader.subject.0",
      .size: "msg.sizeBytes", .status: "filter.disposition", .client: "connection.ip",
      .attachments: "msgParts",
    ])

  private static let gmail: ServiceLayout = {
    var layout = ServiceLayout(
      mark: "message_info", sent: ["true"],
      [
        .time: "event_info.timestamp_usec", .messageID: "message_info.rfc2822_message_id",
        .sender: "message_info.source.address", .recipients: "message_info.destination",
        .subject: "message_info.subject", .size: "message_info.payload_size",
        .status: "event_info.success", .client: "message_info.connection_info.client_ip",
        .attachments: "message_info.attachment",
        .attachmentCount: "message_info.num_message_attachments",
        .type: "event_info.mail_event_type",
      ])
    // A stage of delivery, sent, received; the others tell what people did with a mail later.
    layout.types = ["0", "1", "2"]
    return layout
  }()
}
