import ByteScan
import Testing

@testable import LogFormats

struct SyslogLineTests {
  @Test(arguments: [
    "2026-10-12T09:31:07.250000+09:00 mail postfix/smtpd[12]: ABCDE: removed",
    "2026-10-12T09:31:07Z mail postfix/smtpd: text",
    "2026-10-12t09:31:07Z mail postfix/smtpd: text",
    "2026-10-12T09:31:07 : device text",
    "2026-10-12T09:31:07: device text [a]: b",
    "<22>2026-10-12T09:31:07Z  mail   program[7] : text",
    "<22>1 2026-10-12T09:31:07.2Z mail postfix - ID [a b=\"\\\"]\"] text of it",
    "<22>1 2026-10-12T09:31:07.2Z mail postfix - - - \u{FEFF}text",
    "Oct 12 09:31:07 mail postfix/smtpd[12]: text",
    "Oct  2 2026 09:31:07: mail postfix/smtpd[12]: text",
    "<5>Oct 12 09:31:07 last message repeated 2 times",
    "CONNECT   Nov 22 12:27:16.556 [16703]: Connect (file descriptor 5): 10.0.0.5",
    "2026-10-12T09:31:07", "2026-10-12T09:31:07 ", "2026-10-12 09:31:07 mail a: b", "x", "",
  ])
  func `reads what stands behind a known time as with it`(text: String) {
    let bytes = Array(text.utf8)
    let whole = try? SyslogLine(bytes.span, line: 0..<bytes.count)
    let rest = try? SyslogLine(behindTimeOf: bytes.span, line: 0..<bytes.count)
    // What is no line of syslog is not asked for its envelope a second time.
    guard let whole else { return }
    #expect(rest?.host == whole.host)
    #expect(rest?.program == whole.program)
    #expect(rest?.processID == whole.processID)
    #expect(rest?.message == whole.message)
    #expect(rest?.isTagged == whole.isTagged)
    #expect(rest?.ownWriter == whole.ownWriter)
  }
}
