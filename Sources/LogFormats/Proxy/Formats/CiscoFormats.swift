internal import ByteScan
internal import EventModel

extension BuiltInFormat {
  /// The proxy logs of Cisco Umbrella (Secure Internet Gateway), version 5 and later: quoted values without a
  /// header, times in UTC.
  ///
  /// The identity is a person only where its type says so; else it is a network or a computer. Source:
  /// <https://docs.umbrella.com/umbrella-user-guide/docs/web-log-formats>.
  static let umbrella = BuiltInFormat(
    "cisco_umbrella", kind: .web, marks: [], timezone: .utc,
    RecordDeclaration(
      syntax: .csv, kindPlace: .numbered(22),
      values: [
        .time(.numbered(1), as: .iso), .column(.srcIP, 3), .column(.srcIP, 4),
        .column(.contentType, 6),
        .column(.outcome, 7).meaning([
          .allowed: ["ALLOWED", "PROXIED"], .blocked: ["BLOCKED"],
        ]),
        .column(.url, 8), .column(.userAgent, 10), .column(.status, 11), .column(.bytesOut, 12),
        .column(.bytesIn, 13), .column(.siteCategory, 16), .column(.method, 26),
      ]
    ).with {
      $0.signs = ["\"ALLOWED\",\"", "\"BLOCKED\",\"", "\"PROXIED\",\""]
      $0.joinsStatus = true
      $0.leastColumnCount = 26
      $0.conditions = [.only(.numbered(7), "ALLOWED", "BLOCKED", "PROXIED")]
      $0.variants = [
        RecordDeclaration.Variant(
          ["AD Users", "AD User", "Users", "SAML Users", "Directory Users"], kind: .web,
          values: [.column(.user, 2)]),
        RecordDeclaration.Variant(
          ["Roaming Computers", "Roaming Computer", "AD Computers", "Anyconnect Roaming Client"],
          kind: .web, values: [.column(.host, 2)]),
        RecordDeclaration.Variant([], kind: .web, values: []),
      ]
    })

  /// The access log of Cisco Secure Web Appliance (WSA, IronPort): Squid's columns, a tag of the policies and
  /// verdicts in angle brackets.
  ///
  /// Its one size is that of the reply. Source:
  /// <https://www.cisco.com/c/en/us/td/docs/security/wsa/wsa_12-0/user_guide/b_WSA_UserGuide_12_0/b_WSA_UserGuide_11_7_chapter_010101.html>.
  static let ciscoWSA = BuiltInFormat(
    "cisco_wsa", kind: .web, marks: ["/", " <"],
    RecordDeclaration(
      syntax: .columns([
        "timestamp", "elapsed", "c-ip", "result", "sc-bytes", "cs-method", "cs-url", "cs-username",
        "hierarchy", "cs-mime-type", "acltag",
      ]),
      values: [
        .time(.named("timestamp"), as: .epoch), .column(.user, "cs-username"),
        .column(.srcIP, "c-ip"), .column(.code, "result"),
        .column(.outcome, "result", part: .before(UInt8(ascii: "/"))).meaning([
          .blocked: ["TCP_DENIED", "TCP_DENIED_SSL", "UDP_DENIED"]
        ]),
        .column(.status, "result", part: .after(UInt8(ascii: "/"))),
        .column(.bytesIn, "sc-bytes"), .column(.method, "cs-method"), .column(.url, "cs-url"),
        .column(.contentType, "cs-mime-type"),
      ]
    ).with {
      // In syslog the level stands in front: `accesslogs: Info: 1278096903.150 97 …`.
      $0.openings = ["Info: ", "1"]
      $0.passedOpenings = ["Info: "]
      $0.signs = [" <IW_", " <C_", " <nc,", " <ns,", " <-,", " <\""]
      $0.joinsStatus = true
    }
  ).unverifiedInSyslog
}
