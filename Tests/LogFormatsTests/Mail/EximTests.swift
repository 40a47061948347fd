import ByteScan
import EventModel
import Testing

@testable import LogFormats

struct EximTests {
  /// The text of a delivery line after its flag, and whom it is for.
  static let targets: [(text: String, recipient: String?)] = [
    ("monk@example.net R=dnslookup T=remote_smtp", "monk@example.net"),
    ("marv <marv@example.net> R=localuser T=local_delivery", "marv@example.net"),
    ("out@elsewhere.example <alias@example.net> R=dnslookup", "out@elsewhere.example"),
    ("/var/mail/dump <marv@example.net> R=userforward T=address_file", "marv@example.net"),
    ("|/usr/bin/vacation -a x <marv@example.net> R=userforward", "marv@example.net"),
    (":blackhole: <spam@example.net> R=system_aliases", "spam@example.net"),
    ("\"two words\"@example.net R=dnslookup", "\"two words\"@example.net"),
    ("postmaster R=system_aliases", "postmaster"),
    ("<late@example.net> R=dnslookup", "late@example.net"),
    ("late@slow.example routing defer (-51): retry time not reached", "late@slow.example"),
    ("|/usr/bin/filter R=x", nil), ("marv <> R=localuser", nil), ("", nil),
  ]

  @Test(arguments: targets) func `tells whom a delivery is for`(
    text: String, recipient: String?
  ) {
    let bytes = Array(text.utf8)
    let target = EximTarget(bytes.span, 0..<bytes.count)
    #expect(target.map { String(lossy: bytes.span.extracting($0.recipient)) } == recipient)
  }

  static let ids: [(text: String, id: String?)] = [
    ("2026-10-12 09:31:07 16ZCW1-0005MB-00 Completed", "16ZCW1-0005MB-00"),
    ("2026-10-12 09:31:07 1tHYza-000000001Aa-2bCd Completed", "1tHYza-000000001Aa-2bCd"),
    ("2026-10-12 09:31:07.250 +0900 [12] 16ZCW1-0005MB-00 <= a@b", "16ZCW1-0005MB-00"),
    ("16ZCW1-0005MB-00 => a@b", "16ZCW1-0005MB-00"),
    ("2026-10-12 09:31:07 End queue run: pid=1", nil),
    ("2026-10-12 09:31:07 16ZCW1-0005MB-0 Completed", nil),
    ("2026-10-12 09:31:07 16ZCW1-0005MB_00 Completed", nil),
    ("2026-10-12 09:31:07", nil), ("2026-10-12 09:31:07 ", nil), ("", nil),
  ]

  @Test(arguments: ids) func `finds the id of a message`(text: String, id: String?) {
    let bytes = Array(text.utf8)
    let found = EximLine.messageID(bytes.span, 0..<bytes.count)
    #expect(found.map { String(lossy: bytes.span.extracting($0)) } == id)
  }

  /// `T=` as Exim writes it, and the subject.
  static let subjects = [
    (#"\351\241\247\345\256\242"#, "顧客"), (#"say \"hello\" \\ bye"#, #"say "hello" \ bye"#),
    ("=?ISO-2022-JP?B?GyRCOFw1UhsoQg==?=", "顧客"), ("=?UTF-8?B?6aGn5a6i?= 2026", "顧客 2026"),
    ("plain", "plain"), (#"a\tb"#, "a b"), (#"torn \35"#, "torn 35"),
  ]

  @Test(arguments: subjects) func `reads subjects`(written: String, subject: String) throws {
    let text =
      "2026-10-12 09:31:07 16ZCW1-0005MB-00 <= a@b.example H=pc (T=\"x\") [192.0.2.1] "
      + "S=10 T=\"\(written)\" for c@d.example"
    let bytes = Array(text.utf8)
    let line = try #require(try EximLine(bytes.span, text: 0..<bytes.count)?.mailLine)
    #expect(line.subject.map { String(decoding: $0, as: UTF8.self) } == subject)
    #expect(line.client.map { String(lossy: bytes.span.extracting($0)) } == "192.0.2.1")
    #expect(line.size == 10)
  }

  /// A content filter hands a message back: two ids, one mail.
  static let filtered = """
    2026-10-12 09:31:07 16ZCW1-0005MB-00 <= sato@example.co.jp H=pc [192.0.2.1] A=login:sato S=1000 id=m1@pc
    2026-10-12 09:31:08 16ZCW1-0005MB-00 => out@gmail.com R=amavis T=amavis H=127.0.0.1 [127.0.0.1] C="250 OK"
    2026-10-12 09:31:08 16ZCW1-0005MB-00 Completed
    2026-10-12 09:31:08 16ZCWx-0005MB-00 <= sato@example.co.jp H=localhost [127.0.0.1] S=1200 id=m1@pc
    2026-10-12 09:31:10 16ZCWx-0005MB-00 ** out@gmail.com R=dnslookup T=remote_smtp: 550 no
    2026-10-12 09:31:10 16ZCWx-0005MB-00 Completed
    """

  private static func messages(_ lines: [Substring]) throws -> [String] {
    let exim = try #require(BuiltInFormats.all.first { $0.format.name == "exim" }).format
    let text = lines.joined(separator: "\n") + "\n"
    return MailJoining.messages(in: LogReader.record(text, as: exim, options: .tokyo2026))
  }

  @Test(arguments: 0..<20) func `joins lines in any order`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = Self.filtered.split(separator: "\n").shuffled(using: &random)
    #expect(
      try Self.messages(lines) == [
        "exim: 6 lines code=16ZCW1-0005MB-00 user=sato src_ip=192.0.2.1 outcome=failed "
          + "sender=sato@example.co.jp to=out@gmail.com size=1000"
      ])
  }

  @Test func `takes a handing over for a delivery where nothing came back`() throws {
    let lines = Self.filtered.split(separator: "\n").prefix(3)
    #expect(try Self.messages(Array(lines)).first?.contains("outcome=allowed") == true)
  }
}
