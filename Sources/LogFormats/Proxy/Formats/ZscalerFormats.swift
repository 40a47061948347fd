internal import EventModel

/// Zscaler Internet Access, web logs of the Nanolog Streaming Service (NSS), in three of its feeds.
///
/// `reqsize` is the whole request, `respsize` the whole reply. Times are in the zone of the feed. URLs stand
/// without their scheme. Source: <https://help.zscaler.com/zia/nss-feed-output-format-web-logs>.
extension BuiltInFormat {
  static let zscaler: [BuiltInFormat] = [zscalerJSON, zscalerCEF, zscalerTabs]

  private static func withWords(_ declaration: RecordDeclaration) -> RecordDeclaration {
    declaration.with {
      $0.missingWords = ["None", "NA", "Other", "NULL"]
      $0.lacksSchemes = true
      $0.joinsStatus = true
    }
  }

  private static let outcomes: KeyValuePairs<Word, [String]> = [
    .allowed: ["Allowed", "allowed", "Allow"], .blocked: ["Blocked", "blocked", "Block"],
  ]

  /// JSON, with the record below `event` as collectors take it, or alone.
  private static let zscalerJSON = BuiltInFormat(
    "zscaler_json", kind: .web, marks: ["\"reqsize\"", "\"respsize\"", "\"reqmethod\""],
    withWords(
      RecordDeclaration(
        syntax: .json,
        values: [
          .time(.json("event.epochtime"), as: .epochOfAnyUnit),
          .time(.json("epochtime"), as: .epochOfAnyUnit),
          .time(.json("event.time"), as: .written("EEE MMM dd HH:mm:ss yyyy")),
          .time(.json("time"), as: .written("EEE MMM dd HH:mm:ss yyyy")),
          .time(.json("event.datetime"), as: .iso), .time(.json("datetime"), as: .iso),
        ]
          + ["event.", ""].flatMap { front -> [RecordDeclaration.Value] in
            [
              .json(.user, front + "login"), .json(.host, front + "devicehostname"),
              .json(.srcIP, front + "cintip"), .json(.srcIP, front + "cip"),
              .json(.code, front + "rulelabel"),
              .json(.outcome, front + "action").meaning(outcomes),
              .json(.method, front + "reqmethod"), .json(.status, front + "respcode"),
              .json(.bytesOut, front + "reqsize"), .json(.bytesIn, front + "respsize"),
              .json(.url, front + "eurl"), .json(.url, front + "url"),
              .json(.userAgent, front + "ua"), .json(.contentType, front + "contenttype"),
              .json(.siteCategory, front + "urlcat"),
            ]
          })))

  /// CEF, the feed that Zscaler describes for Microsoft Sentinel and ArcSight.
  private static let zscalerCEF = BuiltInFormat(
    "zscaler_cef", kind: .web, marks: ["CEF:", "|Zscaler|NSSWeblog|"], basis: .unverified,
    withWords(
      RecordDeclaration(
        syntax: .cef, identifyingColumns: ["Zscaler", "NSSWeblog"],
        values: [
          .time(.named("rt"), as: .written("MMM dd yyyy HH:mm:ss")), .time(.envelope, as: .iso),
          .column(.user, "suser"), .column(.srcIP, "sourceTranslatedAddress"),
          .column(.srcIP, "src"), .column(.code, "reason"),
          .column(.outcome, "act").meaning(outcomes), .column(.method, "requestMethod"),
          .column(.status, "outcome"), .column(.bytesOut, "out"), .column(.bytesIn, "in"),
          .column(.domain, "dhost"), .column(.url, "request"),
          .column(.userAgent, "requestClientApplication"), .column(.contentType, "contenttype"),
          .column(.siteCategory, "cat"),
        ])))

  /// Pairs between tabs behind the time, the feed for Splunk.
  private static let zscalerTabs = BuiltInFormat(
    "zscaler_nss", kind: .web, marks: ["product=NSS", "vendor=Zscaler", "requestsize="],
    basis: .unverified,
    withWords(
      RecordDeclaration(
        syntax: .keyValue, delimiter: 0x09,
        values: [
          .time(.numbered(1), as: .iso), .column(.user, "user"), .column(.srcIP, "ClientIP"),
          .column(.host, "devicehostname"), .column(.code, "reason"),
          .column(.outcome, "action").meaning(outcomes), .column(.method, "requestmethod"),
          .column(.status, "status"), .column(.bytesOut, "requestsize"),
          .column(.bytesIn, "responsesize"), .column(.domain, "hostname"), .column(.url, "url"),
          .column(.userAgent, "useragent"), .column(.contentType, "contenttype"),
          .column(.siteCategory, "urlcategory"),
        ])))
}
