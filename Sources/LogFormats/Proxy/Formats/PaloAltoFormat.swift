internal import EventModel

extension BuiltInFormat {
  /// Palo Alto Networks: traffic, URL filtering, file and data filtering logs as comma-separated values
  /// without a header.
  ///
  /// The first 40 columns are the same in all versions; a syslog header stands in the first one. Sizes are
  /// those of the traffic log: the client's and the server's. Times are those of the firewall.
  ///
  /// Source: <https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions>.
  static let paloAlto = BuiltInFormat(
    "palo_alto", kind: .web, marks: [],
    RecordDeclaration(
      syntax: .csv, kindPlace: .numbered(5),
      values: [
        .time(.numbered(7), as: .written("yyyy/MM/dd HH:mm:ss")),
        .column(.srcIP, 8), .column(.user, 13), .column(.code, 15),
      ]
    ).with {
      $0.openings = ["1,", "0,", ","]
      $0.signs = [",TRAFFIC,", ",THREAT,"]
      $0.leastColumnCount = 36
      $0.lacksSchemes = true
      $0.conditions = [.only(.numbered(4), "TRAFFIC", "THREAT")]
      $0.variants = [
        RecordDeclaration.Variant(
          ["end", "drop", "deny"], kind: .web,
          values: [
            .column(.domain, 9), .column(.bytesOut, 33), .column(.bytesIn, 34),
            .column(.method, 26).meaning([.connect: paloAltoWebPorts]),
            .column(.siteCategory, 38), paloAltoOutcome,
          ]),
        RecordDeclaration.Variant(
          ["url"], kind: .web,
          values: [
            .column(.url, 32), .column(.siteCategory, 34), .column(.contentType, 42),
            .column(.userAgent, 47),
            .column(.method, 64).meaning(paloAltoMethods),
            paloAltoOutcome,
          ]),
        RecordDeclaration.Variant(
          ["file", "data"], kind: .file,
          values: [
            .column(.path, 32), paloAltoOutcome,
            .column(.action, 36).meaning(paloAltoDirections),
          ]),
      ]
    })

  private static let paloAltoOutcome =
    RecordDeclaration.Value.column(.outcome, 31).meaning(paloAltoActions)

  /// What became of a session, request or file, by the action of the firewall.
  static let paloAltoActions: KeyValuePairs<Word, [String]> = [
    .allowed: ["allow", "alert", "continue", "override", "forward", "wildfire-upload-success"],
    .blocked: [
      "deny", "drop", "drop-all", "drop-all-packets", "drop-reset", "drop-icmp", "drop ICMP",
      "sinkhole", "block", "block-url", "block-continue",
      "block-override", "reset-client", "reset-server", "reset-both", "reset client",
      "reset server", "reset both",
    ],
  ]

  /// Ports of the server at which a session is taken for web traffic.
  static let paloAltoWebPorts = ["443", "80", "8080", "8443"]

  static let paloAltoMethods: KeyValuePairs<Word, [String]> = [
    .get: ["get"], .post: ["post"], .put: ["put"], .connect: ["connect"], .head: ["head"],
    .delete: ["delete"], .options: ["options"],
  ]

  /// Which way a file went.
  static let paloAltoDirections: KeyValuePairs<Word, [String]> = [
    .upload: ["client-to-server", "client to server", "0"],
    .download: ["server-to-client", "server to client", "1"],
  ]
}
