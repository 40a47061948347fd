internal import EventModel

/// The formats that need no declaration, besides Squid's native layout and what comes by syslog.
///
/// One list a family, in its own folder; each is compiled when an input is first identified.
enum BuiltInFormats {
  static let all: [BuiltInFormat] =
    web + mail + linux + postgres + cloud + windows + microsoft365 + entra + devices

  /// Those whose records may also come in the text of syslog lines, and by what they are known there.
  static let inSyslog: [(key: EnvelopeKey, format: BuiltInFormat, plan: RecordPlan)] =
    all.compactMap { format in
      guard case .records(let plan) = format.format.layout, plan.mayComeBySyslog else { return nil }
      return (EnvelopeKey(plan), format, plan)
    }

  /// The keys of ``inSyslog``, apart from what would be copied with each.
  static let keysInSyslog: [EnvelopeKey] = inSyslog.map(\.key)

  /// The formats that an input may be in, by what shows at a glance.
  static func fitting(_ sample: Span<UInt8>) -> [BuiltInFormat] {
    let fitting = all.filter { $0.mayRead(sample) }
    return fitting.filter { one in !fitting.contains { $0.insteadOf == one.format.name } }
  }

  /// Web servers and proxies.
  static let web: [BuiltInFormat] =
    [
      .apacheCombined, .webDAV, .w3c, .w3cLocal, .proxysg, .fortigate, .fortigateCEF, .paloAlto,
      .umbrella, .ciscoWSA, .netskopeTransactions, .netskopeEvents, .skyhigh, .forcepoint,
      .forcepointCloud, .sophosFirewall, .sophosUTM, .suricata,
    ] + BuiltInFormat.paloAltoEvents + BuiltInFormat.zscaler + BuiltInFormat.zeek

  /// Servers of Linux: file transfer, print, audit.
  static let linux: [BuiltInFormat] = LineLayout.allCases.map(\.builtIn)

  /// Audit logs of cloud storage.
  static let cloud: [BuiltInFormat] = [.boxEvents]

  /// Mail servers and services.
  static let mail: [BuiltInFormat] = [
    .eximMainLog, .messageTracking, .messageTrace, .mimecast, .mimecastFirst, .proofpoint, .gmail,
  ]
}
