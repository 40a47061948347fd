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
        name: "squid", reasons: ["10 fields, the first an epoch with milliseconds"],
        carries: ["web: user, src_ip, domain, bytes_in"])
    ]
    identity.encoding = "utf-8"
    identity.zone = "UTC, in the log"
    identity.answerableRules = ["cloud.personal_account", "files.transfer"]
    identity.unanswerableRules = [
      .init(
        rule: "upload.large", missingFields: ["bytes_out"],
        advice: "end the logformat line with %>st")
    ]
    #expect(
      IdentifyCommand.text(of: identity) == """
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

  @Test func `identify shows hostile names harmlessly`() {
    var identity = InputIdentity(name: hostile, status: "incomplete")
    identity.formats = [.init(name: hostile, reasons: [hostile], carries: [])]
    identity.needs = [hostile]
    #expect(isHarmless(IdentifyCommand.text(of: identity), lineCount: 4))
  }

  @Test func `check shows what a failed test expected and got`() {
    let failed = CheckedExample(
      owner: "usb.bulk_copy", name: "two hours", place: "usb.exfil:12:3", passed: false,
      expected: "an alert", got: "silence", explanation: ["sum(size) reached 99 MB of 100 MB"])
    #expect(
      CheckText(.english).text(of: failed) == """
        FAILED usb.bulk_copy "two hours"
          at        usb.exfil:12:3
          expected  an alert
          got       silence
                    sum(size) reached 99 MB of 100 MB

        """)
    let odd = CheckedExample(
      owner: hostile, name: hostile, place: hostile, passed: false, expected: hostile,
      got: hostile)
    #expect(isHarmless(CheckText(.english).text(of: odd), lineCount: 4))
  }
}
