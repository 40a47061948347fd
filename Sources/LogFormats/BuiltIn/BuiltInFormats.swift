internal import EventModel

/// The formats that need no declaration, besides Squid's native layout and what comes by syslog.
///
/// One list a family, in its own folder; each is compiled when an input is first identified.
enum BuiltInFormats {
  static let all: [BuiltInFormat] = web + mail + windows + microsoft365 + devices

  /// Web servers and proxies.
  static let web: [BuiltInFormat] = [.apacheCombined]

  /// Mail servers and services.
  static let mail: [BuiltInFormat] = [
    .eximMainLog, .messageTracking, .messageTrace, .mimecast, .mimecastFirst, .proofpoint, .gmail,
  ]
}
