internal import Foundation
internal import Testing

/// What `exfil identify` says of real files.
@Suite struct IdentifyScanTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      rule web.large "送信" { when web where bytes_out >= 1MB }
      rule web.agent "道具" { when web where user_agent contains ("curl") }
      rule web.own "誰" { when web where user = "u1" }
      rule mail.names "添付" { when mail where any attachment.name contains ("秘") }

      """, to: "rules.exfil")
  }

  private func identify(_ arguments: [String]) throws -> CommandResult {
    try CommandResult(running: ["identify"] + arguments + ["--rules", "rules.exfil"], in: folder)
  }

  /// Native Squid lines; the third is torn.
  private func writeProxy() throws {
    let line = { (second: Int, user: String) in
      "\(1_791_765_000 + second).000    120 10.0.0.5 TCP_MISS/200 468 GET "
        + "http://www.example.net/ \(user) HIER_DIRECT/192.0.2.1 text/html\n"
    }
    let lines = (0..<400).map { $0 == 2 ? "1791765002.000 torn\n" : line($0, $0 < 4 ? "u1" : "-") }
    try folder.write(lines.joined(), to: "access.log")
  }

  @Test func `tells format, times, fields, rejects, rules, and what to change`() throws {
    try writeProxy()
    let result = try identify(["access.log"])
    #expect(result.status == 0, "\(result.errors)")
    for line in [
      "access.log  readable", "  format        squid",
      "  zone          in the log",
      "  lines         400 = events 399 + ignored 0 + rejected 1",
      "  rejected      0.2 % of the lines", "    example     line 3, ",
      "  events        web (squid), 399 events", "user 0.7 %", "    never with  tenant",
      "  can run       web.own", "  cannot run    web.large: no bytes_out",
      "    change      Squid's native layout logs the size of the reply only",
      "  cannot run    web.agent: no user_agent",
      "    change      put %{User-Agent}>h into the logformat line of squid.conf",
    ] { #expect(result.output.contains(line), "`\(line)` is not in\n\(result.output)") }
    #expect(!result.output.contains("runner-up"), "syslog reads none of the lines")
  }

  @Test func `tells which rules find nothing to look at, and why`() throws {
    try folder.write(
      """
      2026-10-12T12:00:00.000001+09:00 mx postfix/qmgr[13]: 3F0A1B2C01: from=<u1@example.co.jp>, size=2000, nrcpt=1 (queue active)
      2026-10-12T12:00:01.000001+09:00 mx postfix/smtp[14]: 3F0A1B2C01: to=<x@other.example>, relay=mx[198.51.100.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)

      """, to: "maillog")
    let result = try identify(["maillog"])
    #expect(result.output.contains("  can run       mail.names\n"), "\(result.output)")
    #expect(
      result.output.contains("  sees nothing  mail.names: no event here has attachment\n"),
      "\(result.output)")
    #expect(result.output.contains("mime_header_checks = regexp:"))
  }

  @Test func `the front alone tells formats and rules, but nothing of times and rejects`() throws {
    try writeProxy()
    let whole = try identify(["access.log"])
    let quick = try identify(["access.log", "--quick"])
    #expect(quick.status == 0)
    #expect(quick.output.contains("  carries       web (squid): code, "))
    #expect(!quick.output.contains("rejected") && !quick.output.contains("  time "))
    for heading in ["  format ", "  can run ", "  cannot run "] {
      #expect(
        quick.output.split(separator: "\n").filter { $0.hasPrefix(heading) }
          == whole.output.split(separator: "\n").filter { $0.hasPrefix(heading) })
    }
  }

  @Test func `what fits two formats is shown and not guessed`() throws {
    try writeProxy()
    let layout = #"squid "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt""#
    try folder.write(
      """
      exfil 1
      format head "本社" { kind web \(layout) }
      format branch "支社" { kind web \(layout) }

      """, to: "rules.exfil")
    let both = try identify(["access.log"])
    #expect(both.status == 2)
    #expect(
      both.output.contains("  needs         format_ambiguous: these fit equally: head, branch"),
      "\(both.output)")
    let chosen = try identify(["access.log", "--as", "branch"])
    #expect(chosen.status == 0)
    #expect(chosen.output.contains("  format        branch\n"), "\(chosen.output)")
  }

  /// The bytes 4 to 7 of a member say when the packed file was last written (RFC 1952).
  @Test(arguments: [
    ([], "year          the time that gzip keeps\n"),
    (["--year", "2024"], "year          --year 2024\n"),
    (["--lang", "ja"], "gzip に残る時刻\n"),
  ]) func `the year of a packed log is known by the time that gzip keeps`(
    options: [String], told: String
  ) throws {
    let line =
      "Dec 31 23:59:50 pc7 kernel: usb 2-1: New USB device found, idVendor=0781, idProduct=5581\n"
    var packed = GzipText.member(line.utf8)
    let written: UInt32 = 1_767_300_000  // 2026-01-01T20:40:00Z
    for index in 0..<4 { packed[4 + index] = UInt8(truncatingIfNeeded: written >> (8 * index)) }
    try Data(packed).write(to: folder.url.appending(path: "kern"))
    let found = try identify(["kern", "--timezone", "Asia/Tokyo"] + options)
    #expect(found.status == 0 && found.output.contains(told), "\(found.output)")
  }

  @Test func `the year of a log that is still written is known by the file rotated before`() throws
  {
    let line =
      "Jan  1 00:00:10 pc7 kernel: usb 2-1: New USB device found, idVendor=0781, idProduct=5581\n"
    try folder.write(line, to: "kern")
    try folder.write(line.replacing("Jan  1", with: "Dec 30"), to: "kern-20251231")
    let found = try identify(["kern", "kern-20251231", "--timezone", "UTC"])
    #expect(found.status == 0, "\(found.output)")
    #expect(found.output.contains("the date of kern-20251231, which was rotated before"))
  }

  @Test func `the number of workers and packing change nothing but the word gzip`() throws {
    try writeProxy()
    let text = Array(try folder.read("access.log").utf8)
    let one = try identify(["access.log", "--jobs", "1", "--format", "jsonl"])
    #expect(one.output.contains(#""see_nothing":[]"#))
    #expect(try identify(["access.log", "--jobs", "4", "--format", "jsonl"]).output == one.output)
    try Data(GzipText.members(text, cutAt: [100, 5000])).write(
      to: folder.url.appending(path: "access.log.gz"))
    #expect(
      try identify(["access.log.gz", "--format", "jsonl"]).output
        == one.output.replacing(#""gzip":false"#, with: #""gzip":true"#)
        .replacing(#""file":"access.log""#, with: #""file":"access.log.gz""#))
  }
}
