import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Lines of Postfix that are read in one walk say what they say when each is read for itself, as one is at the end
/// of a block.
struct PostfixRowsTests {
  private static let fronts = [
    "2026-10-01T09:00:00.250000+09:00 ", "2026-10-01T09:00:00.7+09:00 ", "Oct  1 09:00:00 ",
    "<22>Oct  1 09:00:00 ", "<22>1 2026-10-01T09:00:00Z ",
  ]
  private static let hosts = ["mail ", "MX1.example.jp ", "gw: ", " mail ", "mail  ", ""]
  private static let programs = [
    "postfix/smtp[1]: ", "postfix/smtp[1]: ", "postfix-out/submission/smtpd[23456]: ",
    "postfix/qmgr[7]: ", "postfix/qmgr[7]:  ", "postfix: ", "postfix/qmgr: ", "postfix/smtp[1 ]: ",
    "postfixes/smtp[1]: ", "sshd[9]: ", "postfix/a-very-long-name-of-a-service[12345]: ",
  ]
  private static let ids = [
    "4BCDF000001: ", "4BCDF000001: ", "52AB1: ", "5A: ", "4Zk3bQ1xYz9wT: ", "NOQUEUE: ",
    "connect from unknown[192.0.2.1]", "ABCDEF0123456789ABCDEF: ", "52AB1:", "",
  ]
  private static let pieces = [
    "client=pc1[10.0.0.7]", "client=pc[IPv6:2001:db8::1]", "client=[IPv6:IPv6:::1]", "client=x",
    ", sasl_username=sato", ", sasl_method=PLAIN", ", orig_to=<root>", "from=<a@b.example>",
    "from=<>", "from=a, ", ", size=123", ", size=12x", ", size=-1",
    ", size=12345678901234567890", ", nrcpt=2 (queue active)", "message-id=<1@pc>", "message-id=<>",
    "message-id=", "removed", "remove", "to=<c@d.example>", "to=c,", "to=<\"a>b\"@c>",
    ", relay=mx[192.0.2.9]:25", ", relay=127.0.0.1[127.0.0.1]:10024", ", relay=l[::1]:25",
    ", delay=0.8, delays=0.1/0/0.2/0.5, dsn=2.0.0", ", status=sent (250 ok)", ", status=sent",
    ", status=deliverable (ok)", ", status=undeliverable", ", status=deferred (x, y)",
    "uid=1000 from=<sato>", "warning: header Subject: x from local; from=<a@b>",
    "resent-message-id=<2@pc>", " ", ",", "[", "]", "<", ">", "=", "\0", "\r",
  ]

  private func text(_ random: inout SeededRandom) -> [UInt8] {
    var text = ""
    var front = Self.fronts[0]
    for _ in 0..<60 {
      // Most lines are like the one before, so that there is something to walk.
      if Int.random(in: 0..<9, using: &random) == 0 {
        front = Self.fronts[Int.random(in: 0..<Self.fronts.count, using: &random)]
      }
      func pick(_ parts: [String], ordinary: Int) -> String {
        Int.random(in: 0..<4, using: &random) == 0
          ? parts[Int.random(in: 0..<parts.count, using: &random)] : parts[ordinary]
      }
      text += front + pick(Self.hosts, ordinary: 0) + pick(Self.programs, ordinary: 0)
      text += pick(Self.ids, ordinary: 0)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      }
      text += Int.random(in: 0..<9, using: &random) == 0 ? "\r\n" : "\n"
    }
    var bytes = Array(text.utf8)
    // Some bytes are damaged.
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    return bytes
  }

  private func told(_ bytes: [UInt8], blockByteCount: Int) throws -> (lines: [String], [String]) {
    let sink = LogReader.record(
      bytes, as: try .syslog(), options: .tokyo2026, blockByteCount: blockByteCount)
    let fragments = sink.fragments.map { fragment in
      "\(fragment.family) \(fragment.key) \(fragment.line) \(fragment.note)"
    }
    return (sink.calls, fragments.sorted())
  }

  @Test(arguments: 0..<200) func `lines of a block say what each says alone`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = text(&random)
    let (lines, fragments) = try told(bytes, blockByteCount: .max)
    let (lineByLine, single) = try told(bytes, blockByteCount: 1)
    #expect(lines == lineByLine)
    #expect(fragments == single)
  }

  @Test func `ordinary lines are all read in one walk`() {
    var front = PostfixRows.Front()
    front.second = Array("2026-10-01T09:00:00.".utf8)
    front.digitCount = 2
    front.zone = Array("+09:00 ".utf8)
    let head = "2026-10-01T09:00:00.25+09:00 mail postfix/smtp[1401]: "
    let said = [
      "52AB1: client=pc1[10.0.0.7], sasl_method=PLAIN, sasl_username=sato", "52AB1: removed",
      "52AB1: message-id=<1@pc>", "52AB1: from=<a@b.example>, size=12, nrcpt=1 (queue active)",
      "52AB1: to=<c@d>, relay=mx[192.0.2.9]:25, delay=1, dsn=2.0.0, status=sent (250 ok)",
      "connect from unknown[192.0.2.1]",
    ]
    let text = said.map { head + $0 + "\n" }.joined()
    let block = Array((text + String(repeating: "x", count: 200)).utf8)
    var rows = PostfixRows()
    #expect(rows.read(block.span, from: 0, behind: front) == text.utf8.count)
    #expect(rows.count == said.count)
    #expect((0..<rows.count).map { rows[$0].microsecond } == said.map { _ in 250_000 })
    #expect(rows[5].first == 0, "no queue id")
  }
}
