internal import EventModel

extension BuiltInFormat {
  /// Suricata's `eve.json`: requests, names of TLS servers, and what went over each connection.
  ///
  /// A request tells the size of its reply only (`http.length`), so that sizes of uploads are those of the
  /// flow: `bytes_toserver` is what the opener of the connection sent, all headers of packets included. Files are
  /// left out, for their sizes end at what was kept of them. Source:
  /// <https://docs.suricata.io/en/latest/output/eve/eve-json-format.html>.
  static let suricata = BuiltInFormat(
    "suricata", kind: .web, marks: ["\"event_type\":", "\"timestamp\":"],
    RecordDeclaration(
      syntax: .json, kindPlace: .json("event_type"),
      values: [
        .time(.json("timestamp"), as: .iso), .json(.srcIP, "src_ip"),
        .json(.code, "event_type"),
      ]
    ).with {
      $0.openings = ["{\"timestamp\":"]
      $0.signs = ["\"event_type\":"]
      $0.variants = [
        RecordDeclaration.Variant(
          ["http"], kind: .web,
          values: [
            .json(.domain, "http.hostname"), .json(.url, "http.url"),
            .json(.method, "http.http_method"), .json(.status, "http.status"),
            .json(.bytesIn, "http.length"), .json(.contentType, "http.http_content_type"),
            .json(.userAgent, "http.http_user_agent"),
          ]),
        RecordDeclaration.Variant(
          ["tls"], kind: .web, values: [.json(.domain, "tls.sni"), .json(.domain, "dest_ip")]),
        RecordDeclaration.Variant(
          ["flow"], kind: .web,
          conditions: [
            .not(.json("app_proto"), "dns", "dhcp", "ntp", "smtp"),
            .not(.json("proto"), "ICMP", "IPv6-ICMP"),
          ],
          values: [
            .json(.domain, "dest_ip"),
            .json(.method, "app_proto").meaning([.connect: ["tls", "http", "http2", "quic"]]),
            .json(.outcome, "flow.state").meaning([
              .allowed: ["established", "closed", "bypassed"], .failed: ["new"],
            ]),
            .json(.bytesOut, "flow.bytes_toserver"), .json(.bytesIn, "flow.bytes_toclient"),
          ]),
      ]
    })
}
