internal import EventModel

/// Palo Alto Networks in CEF and LEEF: traffic, URL filtering, file and data filtering logs.
///
/// Which of `in` and `out` of CEF counts what the client sent depends on who wrote the record, so each writer
/// is a format of its own.
extension BuiltInFormat {
  static let paloAltoEvents: [BuiltInFormat] = [
    paloAltoLoggingService, paloAltoFirewallCEF, paloAltoLoggingServiceLEEF, paloAltoFirewallLEEF,
  ]

  /// CEF of the Strata Logging Service (Cortex Data Lake), whose times are in UTC: `out` is what was sent.
  ///
  /// Source: <https://docs.paloaltonetworks.com/strata-logging-service/log-reference/network-logs/network-traffic-log/network-traffic-cef-fields>.
  private static let paloAltoLoggingService = BuiltInFormat(
    "palo_alto_cef", kind: .web, marks: ["CEF:", "|Palo Alto Networks|LF|"], timezone: .utc,
    paloAltoCEF(
      product: "LF", type: "Signature ID", subtype: "Name", sent: "out", received: "in",
      file: "filePath", times: [.written("MMM dd yyyy HH:mm:ss")]))

  /// CEF that the firewall itself sends in the form of Palo Alto's guide, which writes what was sent into `in`.
  ///
  /// Source: the guide's text for the traffic log, as the instructions of collectors repeat it:
  /// `in=$bytes_sent out=$bytes_received`; no line with both was found.
  private static let paloAltoFirewallCEF = BuiltInFormat(
    "palo_alto_firewall_cef", kind: .web, marks: ["CEF:", "|Palo Alto Networks|PAN-OS|"],
    basis: .unverified,
    paloAltoCEF(
      product: "PAN-OS", type: "Name", subtype: "Signature ID", sent: "in", received: "out",
      file: "fname", times: [.written("MMM dd yyyy HH:mm:ss Z")]))

  /// LEEF of the Strata Logging Service.
  ///
  /// Source: <https://docs.paloaltonetworks.com/strata-logging-service/log-reference/network-logs/network-traffic-log/network-traffic-leef-fields>.
  private static let paloAltoLoggingServiceLEEF = BuiltInFormat(
    "palo_alto_leef", kind: .web,
    marks: ["LEEF:", "|Palo Alto Networks|Next Generation Firewall|"], timezone: .utc,
    paloAltoLEEF(
      product: "Next Generation Firewall", subtype: "SubType", action: "Action", url: "URL",
      method: "HTTPMethod", direction: "DirectionOfAttack", time: .iso))

  /// LEEF that the firewall itself sends in the form of IBM's guide for QRadar.
  ///
  /// Source: <https://www.ibm.com/docs/en/SS42VS_DSM/com.ibm.dsm.doc/c_dsm_guide_Palo_Alto_PA_sample_event.html>.
  private static let paloAltoFirewallLEEF = BuiltInFormat(
    "palo_alto_firewall_leef", kind: .web,
    marks: ["LEEF:", "|Palo Alto Networks|PAN-OS Syslog Integration|"], basis: .unverified,
    paloAltoLEEF(
      product: "PAN-OS Syslog Integration", subtype: "Subtype", action: "action",
      url: "Miscellaneous", method: "RequestMethod", direction: "Direction",
      time: .written("MMM dd yyyy HH:mm:ss Z")))

  private static func paloAltoCEF(
    product: String, type: String, subtype: String, sent: String, received: String, file: String,
    times: [TimeForm]
  ) -> RecordDeclaration {
    RecordDeclaration(
      syntax: .cef, identifyingColumns: ["Palo Alto Networks", product],
      kindPlace: .named(subtype),
      values: times.flatMap { form -> [RecordDeclaration.Value] in
        [.time(.named("start"), as: form), .time(.named("rt"), as: form)]
      } + [
        .column(.srcIP, "src"), .column(.user, "suser"), .column(.code, "app"),
        .column(.outcome, "act").meaning(paloAltoActions),
      ]
    ).with {
      $0.conditions = [.only(.named(type), "TRAFFIC", "THREAT")]
      $0.lacksSchemes = true
      $0.variants = paloAltoVariants(
        sent: sent, received: received, destinationPort: "dpt", category: "cs2", url: "request",
        method: "requestMethod", agent: "requestClientApplication", contentType: "requestContext",
        file: file, direction: "flexString2")
    }
  }

  private static func paloAltoLEEF(
    product: String, subtype: String, action: String, url: String, method: String,
    direction: String, time: TimeForm
  ) -> RecordDeclaration {
    RecordDeclaration(
      syntax: .leef, identifyingColumns: ["Palo Alto Networks", product],
      kindPlace: .named(subtype),
      values: [
        .time(.named("devTime"), as: time), .column(.srcIP, "src"), .column(.user, "usrName"),
        .column(.code, "Application"), .column(.outcome, action).meaning(paloAltoActions),
        // The header of a traffic log tells it too.
        .column(.outcome, "EventID").meaning(paloAltoActions),
      ]
    ).with {
      $0.conditions = [.only(.named("cat"), "TRAFFIC", "THREAT", "traffic", "threat")]
      $0.lacksSchemes = true
      $0.variants = paloAltoVariants(
        sent: "srcBytes", received: "dstBytes", destinationPort: "dstPort",
        category: "URLCategory", url: url, method: method, agent: "UserAgent",
        contentType: "ContentType", file: url, direction: direction)
    }
  }

  private static func paloAltoVariants(
    sent: String, received: String, destinationPort: String, category: String, url: String,
    method: String, agent: String, contentType: String, file: String, direction: String
  ) -> [RecordDeclaration.Variant] {
    [
      RecordDeclaration.Variant(
        ["end", "drop", "deny"], kind: .web,
        values: [
          .column(.domain, "dst"), .column(.bytesOut, sent), .column(.bytesIn, received),
          .column(.method, destinationPort).meaning([.connect: paloAltoWebPorts]),
          .column(.siteCategory, category),
        ]),
      RecordDeclaration.Variant(
        ["url"], kind: .web,
        values: [
          .column(.url, url), .column(.siteCategory, category), .column(.userAgent, agent),
          .column(.contentType, contentType),
          .column(.method, method).meaning(paloAltoMethods),
        ]),
      RecordDeclaration.Variant(
        ["file", "data"], kind: .file,
        values: [
          .column(.path, file), .column(.action, direction).meaning(paloAltoDirections),
        ]),
    ]
  }
}
