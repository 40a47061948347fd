internal import EventModel

extension BuiltInFormat {
  /// Sophos Firewall (XG, SFOS): content filtering, and the firewall's log for ports of no web filter.
  ///
  /// Sent is what the client sent. A status of 0 is that of a tunnel that was not looked into. Source:
  /// <https://docs.sophos.com/nsg/sophos-firewall/latest/syslog/index.html>.
  static let sophosFirewall = BuiltInFormat(
    "sophos_firewall", kind: .web, marks: ["log_type=\"", "log_subtype=\"", "device"],
    RecordDeclaration(
      syntax: .keyValue, kindPlace: .named("log_type"),
      values: [
        .time(.named("timestamp"), as: .iso),
        .time(.named("date"), .named("time"), as: .written("yyyy-MM-dd HH:mm:ss")),
        .column(.user, "user_name"), .column(.user, "user"), .column(.srcIP, "src_ip"),
        .column(.code, "log_id"),
        .column(.outcome, "log_subtype").meaning([
          .allowed: ["Allowed", "Warned"], .blocked: ["Denied", "Dropped", "Rejected", "Blocked"],
        ]),
        .column(.bytesOut, "bytes_sent"), .column(.bytesOut, "sent_bytes"),
        .column(.bytesIn, "bytes_received"), .column(.bytesIn, "recv_bytes"),
      ]
    ).with {
      $0.openings = ["device_name=\"", "device=\""]
      $0.signs = ["log_type=\""]
      $0.missingWords = ["0", "None"]
      $0.joinsStatus = true
      $0.variants = [
        RecordDeclaration.Variant(
          ["Content Filtering"], kind: .web,
          conditions: [.only(.named("log_component"), "HTTP", "HTTPS", "FTP")],
          values: [
            .column(.domain, "domain"), .column(.url, "url"), .column(.status, "http_status"),
            .column(.method, "http_method"),
            .column(.method, "dst_port").meaning([.connect: ["443"]]),
            .column(.contentType, "content_type"), .column(.contentType, "contenttype"),
            .column(.siteCategory, "http_category"), .column(.siteCategory, "category"),
            .column(.userAgent, "http_user_agent"),
          ]),
        RecordDeclaration.Variant(
          ["Firewall"], kind: .web,
          conditions: [
            .not(.named("con_event"), "Start", "Interim"), .not(.named("dst_port"), "80", "443"),
          ],
          values: [.column(.domain, "dst_ip")]),
      ]
    })

  /// The web proxy of Sophos UTM (`httpproxy`), whose one size is that of the reply.
  ///
  /// Source: <https://github.com/elastic/integrations/tree/main/packages/sophos>.
  static let sophosUTM = BuiltInFormat(
    "sophos_utm", kind: .web, marks: ["sys=\"SecureWeb\"", "sub=\"http\""],
    RecordDeclaration(
      syntax: .keyValue, kindPlace: .named("sub"),
      values: [.time(.numbered(1), as: .written("yyyy:MM:dd-HH:mm:ss"))]
    ).with {
      $0.joinsStatus = true
      $0.variants = [
        RecordDeclaration.Variant(
          ["http"], kind: .web, conditions: [.present(.named("method"))],
          values: [
            .column(.user, "user"), .column(.srcIP, "srcip"), .column(.code, "id"),
            .column(.outcome, "action").meaning([.allowed: ["pass"], .blocked: ["block", "warn"]]),
            .column(.method, "method"), .column(.status, "statuscode"), .column(.bytesIn, "size"),
            .column(.url, "url"), .column(.contentType, "content-type"),
            .column(.siteCategory, "categoryname"), .column(.userAgent, "ua"),
          ])
      ]
    })
}
