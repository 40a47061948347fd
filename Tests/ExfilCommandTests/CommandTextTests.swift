internal import EventModel
internal import RuleLanguage
internal import Testing

@testable internal import ExfilCommand

@Suite struct CommandTextTests {
  private let hostile = "a\u{1B}[2J\u{202E}\nb"

  private func isHarmless(_ text: String, lineCount: Int) -> Bool {
    text.split(separator: "\n").count == lineCount
      && text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E }
  }

  @Test func `identify tells what a file is, what runs on it, and what to change`() {
    var identity = InputIdentity(name: "access.log", status: "complete")
    identity.formats = [
      .init(
        name: "squid", reasons: [Wording("10 fields, the first an epoch with milliseconds", "")],
        carries: ["web: user, src_ip, domain, bytes_in"])
    ]
    identity.encoding = "utf-8"
    identity.zone = Wording(verbatim: "UTC, in the log")
    identity.answerableRules = ["cloud.personal_account", "files.transfer"]
    identity.unanswerableRules = [
      .init(
        rule: "upload.large", missingFields: ["bytes_out"],
        advice: Wording("end the logformat line with %>st", ""))
    ]
    #expect(
      IdentifyCommand.text(of: identity, in: .english) == """
        access.log  complete
          format      squid
            because   10 fields, the first an epoch with milliseconds
            carries   web: user, src_ip, domain, bytes_in
          encoding    utf-8
          zone        UTC, in the log
          can run     cloud.personal_account, files.transfer
          cannot run  upload.large: no bytes_out
            change    end the logformat line with %>st

        """)
  }

  @Test func `identify tells it in Japanese too`() {
    var identity = InputIdentity(name: "access.log", status: "readable")
    identity.formats = [
      .init(name: "squid", reasons: [Wording("9 of 9 lines", "9 行のうち 9 行")], carries: ["web: user"])
    ]
    identity.encoding = "utf-8"
    identity.zone = Wording("in the log", "ログに記録あり")
    identity.needs = [Wording("the year", "最初の行の年")]
    identity.answerableRules = ["a.b"]
    identity.unanswerableRules = [
      .init(rule: "c.d", missingFields: ["bytes_out"], advice: Wording("change it", "書き換えてください"))
    ]
    #expect(
      IdentifyCommand.text(of: identity, in: .japanese) == """
        access.log  読み取れます
          書式        squid
            理由      9 行のうち 9 行
            項目      web: user
          文字コード  utf-8
          時間帯      ログに記録あり
          必要        最初の行の年
          判定できる  a.b
          判定不可    c.d: bytes_out がありません
            対処      書き換えてください

        """)
  }

  @Test func `identify shows hostile names harmlessly`() {
    var identity = InputIdentity(name: hostile, status: "incomplete")
    identity.formats = [.init(name: hostile, reasons: [Wording(verbatim: hostile)], carries: [])]
    identity.needs = [Wording(verbatim: hostile)]
    #expect(isHarmless(IdentifyCommand.text(of: identity, in: .japanese), lineCount: 4))
  }

  @Test func `check shows what a failed test expected and got`() {
    let failed = CheckedExample(
      owner: "usb.bulk_copy", name: "two hours", place: "usb.exfil:12:3", passed: false,
      expected: Wording("an alert", "通知"), got: Wording("silence", "通知なし"),
      explanation: ["sum(size) reached 99 MB of 100 MB"])
    #expect(
      CheckText(.english).text(of: failed) == """
        FAILED usb.bulk_copy "two hours"
          at        usb.exfil:12:3
          expected  an alert
          got       silence
                    sum(size) reached 99 MB of 100 MB

        """)
    let odd = CheckedExample(
      owner: hostile, name: hostile, place: hostile, passed: false,
      expected: Wording(verbatim: hostile), got: Wording(verbatim: hostile))
    #expect(isHarmless(CheckText(.english).text(of: odd), lineCount: 4))
  }
}
