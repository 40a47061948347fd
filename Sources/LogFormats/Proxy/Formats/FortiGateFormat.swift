internal import EventModel

extension BuiltInFormat {
  /// FortiGate and FortiProxy: traffic and web filter logs as `key=value`.
  ///
  /// Sizes are counted from the client: `sentbyte` is `bytes_out`. They are taken from the traffic log only, for
  /// the web filter tells how far a session had come when it judged. Statistics of sessions that still run
  /// (`0000000020`, `LOG_ID_TRAFFIC_STAT`) are left out, as we take it that the log of their end counts the same bytes
  /// again; no source was found that says it.
  ///
  /// Source: FortiOS Log Message Reference, of which this page was read:
  /// <https://docs.fortinet.com/document/fortigate/6.0.11/fortios-log-message-reference/177671/15-log-id-traffic-start-forward>.
  static let fortigate = BuiltInFormat(
    "fortigate", kind: .web, marks: ["logid=", "type=", "subtype="],
    RecordDeclaration(
      syntax: .keyValue, kindPlace: .named("type"),
      values: [
        .time(.named("eventtime"), as: .epochOfAnyUnit),
        .time(.named("date"), .named("time"), as: .written("yyyy-MM-dd HH:mm:ss")),
        .column(.user, "user"), .column(.user, "unauthuser"), .column(.srcIP, "srcip"),
        .column(.host, "srcname"), .column(.code, "logid"), .column(.siteCategory, "catdesc"),
        .column(.url, "url"), .column(.domain, "hostname"), .column(.method, "httpmethod"),
        .column(.userAgent, "agent"),
      ]
    ).with {
      $0.openings = ["date=", "logver=", "timestamp="]
      $0.signs = ["logid="]
      $0.variants = [
        RecordDeclaration.Variant(
          ["traffic"], kind: .web,
          conditions: [
            .not(.named("subtype"), "local", "multicast"), .not(.named("logid"), "0000000020"),
            .not(.named("action"), "start"),
          ],
          values: [
            .column(.domain, "dstip"),
            .column(.method, "service").meaning([.connect: ["HTTPS", "HTTP", "SSL", "QUIC"]]),
            .column(.outcome, "action").meaning(fortigateTrafficActions),
            .column(.bytesOut, "sentbyte"), .column(.bytesIn, "rcvdbyte"),
          ]),
        RecordDeclaration.Variant(
          ["utm"], kind: .web,
          conditions: [.only(.named("subtype"), "webfilter", "dlp")],
          values: [
            .column(.domain, "dstip"),
            .column(.outcome, "action").meaning(fortigateFilterActions),
          ]),
      ]
    })

  /// What became of a session, by the action of the traffic log.
  static let fortigateTrafficActions: KeyValuePairs<Word, [String]> = [
    .blocked: ["deny", "blocked", "block", "dropped"], .failed: ["ip-conn"],
    .allowed: ["accept", "close", "client-rst", "server-rst", "timeout", "dns", "passthrough"],
  ]

  /// What became of a request, by the action of a filter.
  static let fortigateFilterActions: KeyValuePairs<Word, [String]> = [
    .blocked: ["blocked", "block", "deny", "quarantine", "ban", "ban-sender"],
    .allowed: [
      "passthrough", "allow", "allowed", "permit", "log-only", "exempt", "monitor", "detected",
      "warning",
    ],
  ]
}
