import ByteScan
import EventModel
import Testing

@testable import LogFormats

struct PostfixJoinerTests {
  static let filtered = """
    Nov 21 15:47:40 m postfix/smtpd[1]: AAAA1: client=pc7[10.0.0.7], sasl_method=PLAIN, sasl_username=Sato
    Nov 21 15:47:40 m postfix/cleanup[1]: AAAA1: message-id=<a@x>
    Nov 21 15:47:40 m postfix/cleanup[1]: AAAA1: info: header Content-Disposition: attachment;? filename*=utf-8''%E9%A1%A7%E5%AE%A2.xlsx from pc7[10.0.0.7]; from=<Sato@Example.co.jp> to=<b@gmail.com> proto=ESMTP helo=<pc7>
    Nov 21 15:47:40 m postfix/cleanup[1]: AAAA1: warning: header Subject: =?UTF-8?B?6aGn5a6i?= from pc7[10.0.0.7]; from=<Sato@Example.co.jp> to=<b@gmail.com> proto=ESMTP helo=<pc7>
    Nov 21 15:47:40 m postfix/qmgr[1]: AAAA1: from=<Sato@Example.co.jp>, size=1000, nrcpt=2 (queue active)
    Nov 21 15:47:41 m postfix/smtpd[1]: BBBB2: client=localhost[127.0.0.1]
    Nov 21 15:47:41 m postfix/cleanup[1]: BBBB2: message-id=<a@x>
    Nov 21 15:47:41 m postfix/cleanup[1]: BBBB2: info: header Content-Disposition: attachment;? filename*=utf-8''%E9%A1%A7%E5%AE%A2.xlsx from localhost[127.0.0.1]; from=<Sato@Example.co.jp> to=<b@gmail.com> proto=ESMTP helo=<m>
    Nov 21 15:47:41 m postfix/qmgr[1]: BBBB2: from=<Sato@Example.co.jp>, size=1200, nrcpt=2 (queue active)
    Nov 21 15:47:41 m postfix/smtp[1]: AAAA1: to=<B@Gmail.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB2)
    Nov 21 15:47:41 m postfix/smtp[1]: AAAA1: to=<c@gmail.com>, orig_to=<alias>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB2)
    Nov 21 15:47:41 m postfix/qmgr[1]: AAAA1: removed
    Nov 21 15:47:42 m postfix/smtp[1]: BBBB2: to=<b@gmail.com>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=STATUS (250 ok)
    Nov 21 15:47:42 m postfix/smtp[1]: BBBB2: to=<c@gmail.com>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=STATUS (250 ok)
    Nov 21 15:47:42 m postfix/qmgr[1]: BBBB2: removed
    """

  private static func described(_ outcome: String) -> String {
    "15 lines code=AAAA1 user=Sato src_ip=10.0.0.7 outcome=\(outcome) sender=Sato@example.co.jp to=B@gmail.com, c@gmail.com subject=顧客 attachment=顧客.xlsx attachment_count=1 size=1000"
  }

  @Test(arguments: [("sent", "allowed"), ("bounced", "failed"), ("deferred", "failed")])
  func `takes both stays of a filtered mail for one message`(
    status: String, outcome: String
  ) throws {
    let text = Self.filtered.replacing("STATUS", with: status)
    let messages = try MailJoining.messages(text)
    // Which spelling of a recipient comes first within a second is up to the hash of the line.
    #expect(
      messages.map { $0.replacing("c@gmail.com, B@gmail.com", with: "B@gmail.com, c@gmail.com") }
        == [Self.described(outcome)])
  }

  @Test(arguments: 0..<30)
  func `gives the same whatever the order of the lines in the files`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let text = Self.filtered.replacing("STATUS", with: "sent")
    let expected = try MailJoining.messages(text)
    let shuffled = text.split(separator: "\n").shuffled(using: &random).joined(separator: "\n")
    #expect(try MailJoining.messages(shuffled) == expected)
  }

  @Test(arguments: 0..<20)
  func `does not depend on the order within one second`(seed: UInt64) throws {
    // All lines in one second: what is told must be right for every order of the hashes.
    let second = Self.filtered.replacing("STATUS", with: "sent")
      .replacing("15:47:41", with: "15:47:40").replacing("15:47:42", with: "15:47:40")
    let salted = second.replacing("postfix/", with: "postfix-\(seed)/")
    let messages = try MailJoining.messages(salted)
    #expect(messages.count == 1)
    let message = messages.first?.lowercased() ?? ""
    #expect(
      message.contains(
        "15 lines code=aaaa1 user=sato src_ip=10.0.0.7 outcome=allowed sender=sato@example.co.jp"))
    #expect(message.hasSuffix("attachment_count=1 size=1000"))
  }

  /// A log and the messages in it.
  static let logs: [(name: String, log: String, messages: [String])] = [
    (
      "deferred, then sent, counts once",
      """
      Nov 21 15:00:00 m postfix/qmgr[1]: AAAA1: from=<a@x.jp>, size=10, nrcpt=1 (queue active)
      Nov 21 15:00:01 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, status=deferred (timed out)
      Nov 21 16:00:00 m postfix/qmgr[1]: AAAA1: from=<a@x.jp>, size=10, nrcpt=1 (queue active)
      Nov 21 16:00:01 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      Nov 21 16:00:01 m postfix/qmgr[1]: AAAA1: removed
      """, ["5 lines code=AAAA1 outcome=allowed sender=a@x.jp to=b@y.jp size=10"]
    ),
    (
      "an id that is used again is another message",
      """
      Nov 21 15:00:00 m postfix/qmgr[1]: AAAA1: from=<a@x.jp>, size=10, nrcpt=1 (queue active)
      Nov 21 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      Nov 21 15:00:00 m postfix/qmgr[1]: AAAA1: removed
      Nov 21 15:30:00 m postfix/qmgr[1]: AAAA1: from=<c@x.jp>, size=20, nrcpt=1 (queue active)
      Nov 21 15:30:00 m postfix/smtp[1]: AAAA1: to=<d@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      """,
      [
        "3 lines code=AAAA1 outcome=allowed sender=a@x.jp to=b@y.jp size=10",
        "2 lines code=AAAA1 outcome=allowed sender=c@x.jp to=d@y.jp size=20",
      ]
    ),
    (
      "the same id on two hosts is two messages",
      """
      Nov 21 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      Nov 21 15:00:01 n postfix/smtp[1]: AAAA1: to=<c@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      """,
      [
        "1 lines code=AAAA1 outcome=allowed to=b@y.jp",
        "1 lines code=AAAA1 outcome=allowed to=c@y.jp",
      ]
    ),
    (
      "a bounce is a mail of its own, without a sender",
      """
      Nov 21 15:00:00 m postfix/cleanup[1]: AAAA1: message-id=<b@x>
      Nov 21 15:00:00 m postfix/qmgr[1]: AAAA1: from=<>, size=10, nrcpt=1 (queue active)
      Nov 21 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      """, ["3 lines code=AAAA1 outcome=allowed to=b@y.jp size=10"]
    ),
    (
      "without a recipient nothing is told",
      "Nov 21 15:00:00 m postfix/qmgr[1]: AAAA1: from=<a@x.jp>, size=10, nrcpt=1 (queue active)",
      ["incomplete 1 lines"]
    ),
    (
      "a hand-over to a filter counts while the second stay is not in the logs",
      "Nov 21 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)",
      ["1 lines code=AAAA1 outcome=allowed to=b@y.jp"]
    ),
    (
      "one message-id for every mail does not make them one",
      """
      Nov 11 15:00:00 m postfix/cleanup[1]: AAAA1: message-id=<same>
      Nov 11 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      Nov 21 15:00:00 m postfix/cleanup[1]: BBBB1: message-id=<same>
      Nov 21 15:00:00 m postfix/smtp[1]: BBBB1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
      """,
      [
        "2 lines code=AAAA1 outcome=allowed to=b@y.jp",
        "2 lines code=BBBB1 outcome=allowed to=b@y.jp",
      ]
    ),
    (
      "asking whether an address exists is no mail",
      "Nov 21 15:00:00 m postfix/smtp[1]: AAAA1: to=<b@y.jp>, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=deliverable (ok)",
      ["incomplete 1 lines"]
    ),
  ]

  @Test(arguments: logs)
  func `joins the lines of a queue id`(name: String, log: String, messages: [String]) throws {
    #expect(try MailJoining.messages(log) == messages, "\(name)")
  }
}
