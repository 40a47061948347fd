internal import EventModel

extension BuiltInFormat {
  /// FortiGate in CEF: the traffic, web filter and DLP logs of ``fortigate`` under the names that FortiOS gives
  /// them there.
  ///
  /// `out` is the log's `sentbyte`, `duser` its `user`, `app` its `service`. Up to FortiOS 5.6 a record has no time of
  /// its own.
  ///
  /// Source: FortiOS Log Message Reference, "Traffic log support for CEF" and the pages beside it:
  /// <https://docs.fortinet.com/document/fortigate/7.2.4/fortios-log-message-reference/949981>.
  static let fortigateCEF = BuiltInFormat(
    "fortigate_cef", kind: .web, marks: ["CEF:", "|Fortinet|Fortigate|"],
    RecordDeclaration(
      syntax: .cef, identifyingColumns: ["Fortinet", "Fortigate"], kindPlace: .named("cat"),
      values: [
        .time(.named("FTNTFGTeventtime"), as: .epochOfAnyUnit), .time(.envelope, as: .iso),
        .column(.user, "duser"), .column(.user, "suser"), .column(.user, "FTNTFGTunauthuser"),
        .column(.srcIP, "src"), .column(.host, "shost"), .column(.code, "FTNTFGTlogid"),
        .column(.siteCategory, "requestContext"), .column(.url, "request"),
        .column(.domain, "dhost"), .column(.domain, "dst"),
        .column(.userAgent, "requestClientApplication"),
        .column(.method, "FTNTFGThttpmethod"),
      ]
    ).with {
      $0.variants = [
        RecordDeclaration.Variant(
          ["traffic:forward", "traffic:sniffer", "traffic:ztna"], kind: .web,
          conditions: [
            .not(.named("FTNTFGTlogid"), "0000000020"), .not(.named("act"), "start"),
          ],
          values: [
            .column(.method, "app").meaning([.connect: ["HTTPS", "HTTP", "SSL", "QUIC"]]),
            .column(.outcome, "act").meaning(fortigateTrafficActions),
            .column(.bytesOut, "out"), .column(.bytesIn, "in"),
          ]),
        RecordDeclaration.Variant(
          ["utm:webfilter", "utm:dlp"], kind: .web,
          values: [.column(.outcome, "act").meaning(fortigateFilterActions)]),
      ]
    })
}
