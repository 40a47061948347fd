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
