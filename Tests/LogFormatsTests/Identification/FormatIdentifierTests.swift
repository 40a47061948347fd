import EventModel
import Testing

@testable import LogFormats

struct FormatIdentifierTests {
  private static func declaration(
    _ name: String, _ layout: FormatDeclaration.Layout, kind: EventKind? = nil,
    timezone: String? = nil, samples: [FormatDeclaration.Sample] = []
  ) -> FormatDeclaration {
    var kind = kind ?? .web
    if case .samba = layout { kind = .file }
    return FormatDeclaration(
      name: name, title: name, kind: kind, layout: layout, timezone: timezone, samples: samples,
      place: "a.exfil:1:1")
  }

  private static let native = "1.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE/- -"
  private static let site = native + " 12345"
  private static let combined =
    "192.0.2.7 - ann [12/Oct/2026:09:31:07 +0900] \"PUT /a HTTP/1.1\" 201 25 \"-\" \"curl/7.88\""
  private static let listing =
    "192.0.2.7 - ann [12/Oct/2026:09:31:08 +0900] \"PROPFIND / HTTP/1.1\" 207 900 \"-\" \"davfs2\""
  private static let firewall =
    "date=2026-11-21 time=15:47:40 logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" "
    + "eventtime=1795243660 srcip=10.1.2.3 dstip=198.51.100.7 action=\"close\" sentbyte=9"
  private static let audit =
    "2026-11-21T15:47:41+09:00 srv01 smbd_audit: sato|10.0.0.7|pc7|share|openat|ok|r|/a.csv"
  private static let transfer =
    "2026-11-21T15:47:41+09:00 srv01 smbd_audit: sato|10.0.0.7|pc7|share|pread_send|ok|/a.csv"

  /// A connection of which no byte is known.
  private static let idle =
    #"{"ts":1617062400.404645,"uid":"Cx","id.orig_h":"10.0.0.7","id.resp_h":"198.51.100.7","#
    + #""id.resp_p":443,"proto":"tcp","conn_state":"S0","missed_bytes":0}"#

  private static let declared: [DeclaredFormat] = {
    let declarations = [
      declaration("site", .squid(SquidLogformat.adviceText)),
      declaration("local", .squid("%{%FT%T}tl %un %>st")),
      declaration("share", .samba("%u|%I|%m|%S"), timezone: "Asia/Tokyo"),
    ]
    return declarations.compactMap { try? DeclaredFormat($0) }
  }()

  /// Lines, the declared formats used, and what they are taken for.
  static let rows:
    [(lines: [String], declared: Bool, format: String, names: [String], ambiguous: [String])] = [
      ([native, native], false, "squid", ["squid"], []),
      ([site, site], false, "unrecognised", [], []),
      ([site, site], true, "site", ["site"], []),
      ([native, native], true, "squid", ["squid"], []),
      (["rest of a torn line", native, native], false, "squid", ["squid"], []),
      (["2026-11-21T15:47:41 ann 5"], true, "local", ["local"], []),
      ([combined, combined], false, "apache_combined", ["apache_combined"], []),
      ([combined, listing], false, "webdav", ["webdav"], []),
      // A stranger asks; the server has no such thing.
      (
        [combined, listing.replacing("\" 207", with: "\" 405")], false, "apache_combined",
        ["apache_combined"], []
      ),
      ([firewall, firewall], false, "fortigate", ["fortigate"], []),
      ([idle, idle], false, "zeek_conn_json", ["zeek_conn_json"], []),
      // A device that names no program, among lines of programs.
      (
        ["Nov 21 15:47:40 srv01 cron[1]: x", "Nov 21 15:47:40 fw1 " + firewall], false, "syslog",
        ["fortigate"], []
      ),
      (["type=page logid=5 subtype=x"], false, "unrecognised", [], []),
      (["hello", "world"], true, "unrecognised", [], []),
      (["2026-11-21 15:47:41 10.0.0.1 GET /x - 80"], false, "unrecognised", [], []),
      (["2026-11-21 15:47:41,123 INFO module: text"], false, "unrecognised", [], []),
      (["2026-11-21T15:47:41Z INFO some text"], false, "unrecognised", [], []),
      (["Nov 21 15:47:40 srv01 cron[1]: x"], false, "syslog", [], []),
      (["", "\0\0"], false, "unrecognised", [], []),
      ([audit], false, "syslog", ["samba"], []),
      ([audit], true, "syslog", ["share"], []),
      (
        [
          "Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed", audit,
          "Nov 21 15:47:40 pc kernel: usb 2-1: Product: Ultra",
          "Nov 21 15:47:40 srv01 squid[1]: " + native,
        ], false, "syslog", ["postfix", "samba", "linux_usb", "squid"], []
      ),
    ]

  @Test(arguments: rows)
  func `tells formats by their lines`(
    lines: [String], declared: Bool, format: String, names: [String], ambiguous: [String]
  ) {
    let text = Array(lines.joined(separator: "\n").utf8)
    let identifier = FormatIdentifier(declared: declared ? Self.declared : [])
    let found = identifier.identify(text.span)
    #expect(found.format.name == format)
    #expect(found.names == names)
    #expect(found.ambiguous == ambiguous)
    #expect(!found.reasons.isEmpty)
  }

  @Test func `names both formats when two fit`() throws {
    let twins = [
      Self.declaration("one", .squid("%ts.%03tu %un %>st")),
      Self.declaration("two", .squid("%ts.%03tu %un %<st")),
    ]
    let identifier = FormatIdentifier(declared: try twins.map { try DeclaredFormat($0) })
    let text = Array("1.000 ann 5\n".utf8)
    #expect(identifier.identify(text.span).ambiguous == ["one", "two"])
    let chosen = identifier.identify(text.span, as: "two")
    #expect(chosen.format.name == "two")
    #expect(chosen.ambiguous.isEmpty)
    #expect(!identifier.identify(text.span, as: "three").isRecognised)
  }

  @Test func `sees what a log leaves for the user to say`() {
    let identifier = FormatIdentifier(declared: Self.declared)
    func needs(_ line: String) -> [Bool] {
      let bytes = Array(line.utf8)
      let found = identifier.identify(bytes.span)
      return [found.needsYear, found.needsZone]
    }
    #expect(needs("Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed") == [true, true])
    #expect(needs("2026-11-21T15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed") == [false, true])
    #expect(needs("2026-11-21T15:47:40Z srv01 postfix/qmgr[1]: ABCDE: removed") == [false, false])
    #expect(needs("2026-11-21T15:47:41 ann 5") == [false, true])
    #expect(needs(Self.native) == [false, false])
  }

  @Test func `says whether sampled lines tell of a transfer`() {
    let identifier = FormatIdentifier()
    func reason(_ lines: [String]) -> String? {
      let bytes = Array(lines.joined(separator: "\n").utf8)
      return identifier.identify(bytes.span).reasons.last?.english
    }
    #expect(
      reason([Self.audit, Self.transfer])
        == "the Samba audit logs transfers, so an open is no read")
    #expect(reason([Self.audit])?.hasPrefix("no sampled line tells of a transfer") == true)
  }

  @Test func `says what each source can carry`() throws {
    let squid = try LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
    let web = try #require(squid.capabilities.first)
    #expect(!web.fields.contains(.bytesOut))
    #expect(web.fields.contains(.bytesIn))
    #expect(web.advice?.english.contains(SquidLogformat.adviceText) == true)
    let site = try LogFormat.squid(named: "site", logformat: SquidLogformat.adviceText)
    #expect(site.capabilities.first?.fields.contains(.bytesOut) == true)
    #expect(site.capabilities.first?.advice == nil)
    #expect(try LogFormat.syslog().capabilities.map(\.kind) == [.mail, .file, .device])
    #expect(LogFormat.unrecognised.capabilities.isEmpty)
  }

  /// A declared layout, a sample, and what differs.
  static let samples:
    [(
      layout: FormatDeclaration.Layout, line: String, field: Field, value: String?, actual: String?
    )] = [
      (.squid(SquidLogformat.adviceText), site, .bytesOut, "12345", "12345"),
      (.squid(SquidLogformat.adviceText), site, .bytesOut, "1", "12345"),
      (.squid(SquidLogformat.nativeText), native, .bytesOut, nil, nil),
      (.samba("%u|%I|%m|%S"), "sato|10.0.0.7|pc7|share|openat|ok|r|/a.csv", .user, "sato", "sato"),
      (.samba("%u|%I|%m|%S"), audit, .path, "/a.csv", "/a.csv"),
      (.samba("%u|%I|%m|%S"), transfer, .action, "write", "read"),
    ]

  @Test(arguments: samples)
  func `checks the samples of a declaration`(
    layout: FormatDeclaration.Layout, line: String, field: Field, value: String?, actual: String?
  ) throws {
    let sample = FormatDeclaration.Sample(
      line: line, gives: [FormatDeclaration.Expectation(field: field, value: value)])
    let format = try DeclaredFormat(Self.declaration("x", layout, samples: [sample]))
    let expected =
      value == actual
      ? [] : [SampleMismatch(sample: 0, field: field, expected: value, actual: actual)]
    #expect(format.mismatches() == expected)
  }

  @Test func `says why a sample is not read`() throws {
    let sample = FormatDeclaration.Sample(line: "1.000 ann", gives: [])
    let format = try DeclaredFormat(
      Self.declaration("x", .squid(SquidLogformat.nativeText), samples: [sample]))
    #expect(
      format.mismatches() == [
        SampleMismatch(
          sample: 0, field: nil, expected: "event", actual: "rejected: column_count")
      ])
  }

  static let broken: [(FormatDeclaration, String)] = [
    (declaration("x", .squid("%un")), "no code tells the time; write %ts.%03tu or %tl"),
    (declaration("x", .samba("%")), "`%` at the end names no variable"),
    (
      declaration("x", .squid("%ts"), timezone: "Asia/Nowhere"),
      "`Asia/Nowhere` is not a time zone of this machine"
    ),
    (declaration("x", .squid("%ts"), kind: .mail), "lines of this layout are of kind `web`"),
  ]

  @Test(arguments: broken)
  func `says why a declaration cannot be used`(
    declaration: FormatDeclaration, reason: String
  ) {
    let error = #expect(throws: FormatDeclarationError.self) { try DeclaredFormat(declaration) }
    #expect(error?.reason == reason)
    #expect(error?.place == "a.exfil:1:1")
  }

  @Test func `what reads no line is no runner-up`() {
    let found = FormatIdentifier().identify(Array(Self.native.utf8).span)
    #expect(found.names == ["squid"])
    #expect(found.runnerUp == nil)
  }

  @Test(arguments: [
    ("\"EventTime\":\"2026-10-12 09:31:07\"", true),
    ("\"EventTime\":\"2026-10-12T09:31:07Z\"", false),
    ("\"@timestamp\":\"2026-10-12T09:31:07.000Z\"", false),
  ])
  func `Windows events need a zone if their clocks name none`(_ clock: String, needsZone: Bool) {
    let line =
      "{\(clock),\"Hostname\":\"PC1\",\"EventID\":4663,\"SourceName\":\"Microsoft-Windows-Security-Auditing\","
      + "\"SubjectUserName\":\"sato\",\"SubjectDomainName\":\"EXAMPLE\",\"ObjectType\":\"File\","
      + "\"ObjectName\":\"C:\\\\data\\\\a.xlsx\",\"AccessMask\":\"0x1\"}"
    let found = FormatIdentifier().identify(Array(line.utf8).span)
    #expect(found.names == ["windows_json"])
    #expect(found.needsZone == needsZone)
  }

  /// `11/12/2026` is a day in November or in December, and the program does not guess which.
  @Test(arguments: [
    ("2026/11/12 9:05:07", ["windows_csv"], []),
    ("11/21/2026 9:05:07 AM", ["windows_csv_mdy"], []),
    ("21/11/2026 9:05:07", ["windows_csv_dmy"], []),
    ("11/12/2026 9:05:07", [], ["windows_csv_mdy", "windows_csv_dmy"]),
  ])
  func `dates of a table of Windows events tell their order, or nobody does`(
    _ time: String, names: [String], ambiguous: [String]
  ) {
    let table = """
      "TimeCreated","Id","LogName","MachineName","Message"
      "\(time)","4634","Security","PC01","An account was logged off."

      """
    let found = FormatIdentifier().identify(Array(table.utf8).span)
    #expect(found.names == names)
    #expect(found.ambiguous == ambiguous)
  }
}
