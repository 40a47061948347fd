extension BuiltInFormat {
  /// The main log of Exim, which has no mark of its own but the ids of its messages.
  static let eximMainLog = BuiltInFormat(
    LogFormat(name: "exim", layout: .mail(.exim)), marks: [])

  /// Exchange's message tracking.
  static let messageTracking = BuiltInFormat(
    LogFormat(name: "exchange_tracking", layout: .mail(.exchange)),
    marks: ["#Fields:", "internal-message-id", "event-id"])

  /// What `Get-MessageTrace | ConvertTo-Json -Compress` and Microsoft's reports write, an object a line.
  static let messageTrace = BuiltInFormat(
    LogFormat(name: "m365_message_trace", layout: .mail(.messageTrace)),
    marks: ["\"MessageTraceId\"", "\"RecipientAddress\"", "\"Received\""])

  /// Mimecast's gateway logs of the second API, and of the first.
  static let mimecast = BuiltInFormat(
    LogFormat(name: "mimecast", layout: .mail(.mimecast)),
    marks: ["\"aggregateId\"", "\"processingId\"", "\"accountId\""])
  static let mimecastFirst = BuiltInFormat(
    LogFormat(name: "mimecast", layout: .mail(.mimecast)),
    marks: ["\"aCode\"", "\"acc\"", "\"datetime\""])

  /// Messages of Proofpoint on Demand.
  static let proofpoint = BuiltInFormat(
    LogFormat(name: "proofpoint", layout: .mail(.proofpoint)),
    marks: ["\"envelope\"", "\"rcpts\"", "\"guid\"", "\"msgParts\""])

  /// Gmail logs as BigQuery exports them, an object a line.
  static let gmail = BuiltInFormat(
    LogFormat(name: "gmail_log", layout: .mail(.gmail)),
    marks: ["\"message_info\"", "\"event_info\"", "\"timestamp_usec\""], basis: .unverified)
}
