import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Sendmail, OpenSMTPD and Exchange; what one line comes to stands in `Conformance`.
struct MailServerTests {
  private static func syslog(_ program: String, _ texts: [String]) throws -> [String] {
    let lines = texts.enumerated().map { number, text in
      "2026-10-12T09:15:\(number + 10)+09:00 mail \(program)[1]: \(text)\n"
    }
    return MailJoining.messages(
      in: LogReader.record(lines.joined(), as: try .syslog(), options: .tokyo2026))
  }

  @Test func `takes what a program handed to sendmail's daemon for one mail`() throws {
    let messages = try Self.syslog(
      "sendmail",
      [
        "69C0FP01000100: from=kato, size=900, class=0, nrcpts=1, msgid=<m1@mail>, relay=kato@localhost",
        "69C0FP02000101: from=<kato@mail>, size=1100, class=0, nrcpts=1, msgid=<m1@mail>, proto=ESMTP, daemon=MTA, relay=localhost [127.0.0.1]",
        "69C0FP01000100: to=out@gmail.com, ctladdr=kato (1000/1000), delay=00:00:00, mailer=relay, pri=30000, relay=[127.0.0.1] [127.0.0.1], dsn=2.0.0, stat=Sent (69C0FP02000101 Message accepted for delivery)",
        "69C0FP02000101: to=<out@gmail.com>, ctladdr=<kato@mail> (1000/1000), delay=00:00:01, mailer=esmtp, pri=120000, relay=mx [198.51.100.2], dsn=5.1.1, stat=User unknown",
      ])
    #expect(
      messages == [
        "sendmail: 4 lines code=69C0FP01000100 src_ip=127.0.0.1 outcome=failed sender=kato to=out@gmail.com size=900"
      ])
  }

  static let sendmailIDs: [(text: String, isID: Bool)] = [
    ("u31FFPtp032300: from=<a>", true), ("NAA12345: to=b", true), ("69C0FP01000100: done", true),
    ("NOQUEUE: connect", false), ("STARTTLS=server", false), ("u31FFPtp032300:x", false),
    ("gethostbyaddr(1): x", false), ("starting daemon: ", false),
  ]

  @Test(arguments: sendmailIDs) func `tells queue ids of sendmail`(text: String, isID: Bool) {
    let bytes = Array(text.utf8)
    #expect((SendmailLine.queueID(bytes.span, 0..<bytes.count) != nil) == isID)
  }

  @Test func `follows a mail that OpenSMTPD signs by way of itself`() throws {
    let messages = try Self.syslog(
      "smtpd",
      [
        "5df87c972116a049 smtp message msgid=3d4c4a42 size=319 nrcpt=1 proto=ESMTP",
        "5df87c972116a049 smtp envelope evpid=3d4c4a424797fe79 from=<sato@example.co.jp> to=<out@gmail.com>",
        "5df87c9c42abeddb smtp message msgid=f6e94209 size=802 nrcpt=1 proto=ESMTP",
        "5df87c9c42abeddb smtp envelope evpid=f6e94209918f7e7b from=<sato@example.co.jp> to=<out@gmail.com>",
        "5df87c9b982c840c mta delivery evpid=3d4c4a424797fe79 from=<sato@example.co.jp> to=<out@gmail.com> rcpt=<-> source=\"127.0.0.1\" relay=\"127.0.0.1 (localhost)\" delay=0s result=\"Ok\" stat=\"250 2.0.0: f6e94209 Message accepted for delivery\"",
        "5df87c9ffd0e785d mta delivery evpid=f6e94209918f7e7b from=<sato@example.co.jp> to=<out@gmail.com> rcpt=<-> source=\"192.0.2.1\" relay=\"198.51.100.2 (mx)\" delay=2s result=\"PermFail\" stat=\"550 no\"",
      ])
    #expect(
      messages == [
        "opensmtpd: 6 lines code=3d4c4a42 outcome=failed sender=sato@example.co.jp to=out@gmail.com size=319"
      ])
  }

  private static let oldColumns =
    "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info"

  private static func tracked(_ columns: String, _ rows: [String]) throws -> [String] {
    let format = try #require(
      BuiltInFormats.all.first { $0.format.name == "exchange_tracking" }
    ).format
    let text = (["#Fields: " + columns] + rows).joined(separator: "\r\n") + "\r\n"
    return MailJoining.messages(in: LogReader.record(text, as: format))
  }

  @Test func `counts a mail of two Exchange servers once`() throws {
    let messages = try Self.tracked(
      Self.oldColumns
        + ",directionality,tenant-id,original-client-ip,original-server-ip,custom-data",
      [
        "2026-10-12T00:31:07.250Z,10.0.0.5,pc,,EX01,,,SMTP,RECEIVE,11,<m1@x>,out@gmail.com,,5000,1,,,見積書,sato@example.co.jp,sato@example.co.jp,,Originating,,192.0.2.9,,",
        "2026-10-12T00:31:08.250Z,,EX01,,EX02,,Intra-Organization SMTP Send Connector,SMTP,SEND,11,<m1@x>,out@gmail.com,250 ok,5200,1,,,見積書,sato@example.co.jp,sato@example.co.jp,,Originating,,,,",
        "2026-10-12T00:31:08.200Z,10.0.0.1,EX01,,EX02,,,SMTP,RECEIVE,93,<m1@x>,out@gmail.com,,5200,1,,,見積書,sato@example.co.jp,sato@example.co.jp,,Originating,,192.0.2.9,,",
        "2026-10-12T00:31:09.250Z,,EX02,,mx,,,SMTP,FAIL,93,<m1@x>,out@gmail.com,550 no,5200,1,,,見積書,sato@example.co.jp,sato@example.co.jp,,Originating,,,,",
      ])
    #expect(
      messages == [
        "exchange_tracking: 4 lines code=11 src_ip=192.0.2.9 outcome=failed sender=sato@example.co.jp to=out@gmail.com subject=見積書 size=5000"
      ])
  }

  @Test func `reads the columns of Exchange 2007`() throws {
    let row =
      "2026-10-12T00:31:07.250Z,192.0.2.9,pc,,EX01,,,SMTP,RECEIVE,11,<m1@x>,\"o'k;b@x.example\",,5000,1,,,s,a@b.example,a@b.example,"
    #expect(
      try Self.tracked(Self.oldColumns, [row]) == [
        "exchange_tracking: 1 lines code=11 src_ip=192.0.2.9 outcome=failed sender=a@b.example to=o'k, b@x.example subject=s size=5000"
      ])
  }

  @Test(arguments: MailServer.allCases)
  func `each server has a family and a source of its own`(server: MailServer) {
    #expect(server.family.mailServer == server)
    #expect(MailServer.allCases.filter { $0.name == server.name }.count == 1)
  }
}
