extension BuiltInFormat {
  /// The main log of Exim, which has no mark of its own but the ids of its messages.
  static let eximMainLog = BuiltInFormat(
    LogFormat(name: "exim", layout: .mail(.exim)), marks: [])

  /// Exchange's message tracking.
  static let messageTracking = BuiltInFormat(
    LogFormat(name: "exchange_tracking", layout: .mail(.exchange)),
    marks: ["#Fields:", "internal-message-id", "event-id"])
}
