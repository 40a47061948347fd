internal import Foundation
internal import Testing

/// What a proxy refused and what bounced never left; what was tried again left once.
///
/// From lines as servers write them to the event, and to the finding of the budget over all channels.
@Suite struct RefusedTransferTests {
  /// A line of the proxy, in the layout of the sample company, and what becomes of it.
  struct Request: Sendable, CustomTestStringConvertible {
    var line: String
    var outcome: String
    var testDescription: String { line }

    /// - Parameters:
    ///   - result: The result code and status.
    ///   - method: The method.
    ///   - user: The user, `-` before they have told their name.
    ///   - sent: What the client sent, in bytes.
    ///   - outcome: What is expected.
    init(
      _ result: String, _ method: String = "PUT", user: String = "sato.k",
      sent: Int = 400_000_000, outcome: String
    ) {
      let target = method == "CONNECT" ? "up.example.net:443" : "http://up.example.net/f.zip"
      line =
        "1791765001.123   2100 10.1.0.13 \(result) 3916 \(method) \(target) \(user) "
        + "HIER_DIRECT/203.0.113.9 text/html \(sent)"
      self.outcome = outcome
    }
  }

  static let requests = [
    Request("TCP_MISS/200", outcome: "allowed"), Request("TCP_MISS/201", outcome: "allowed"),
    Request("TCP_MISS/204", "POST", outcome: "allowed"),
    Request("TCP_MISS/302", "POST", outcome: "allowed"),
    Request("TCP_DENIED/407", user: "-", outcome: "blocked"),
    Request("TCP_DENIED/407", "CONNECT", user: "-", outcome: "blocked"),
    Request("TCP_DENIED/403", outcome: "blocked"),
    Request("TCP_DENIED/403", "CONNECT", outcome: "blocked"),
    Request("TCP_DENIED_REPLY/200", outcome: "blocked"),
    Request("NONE_NONE/403", outcome: "blocked"),
    Request("TCP_MISS/400", outcome: "failed"), Request("TCP_MISS/401", outcome: "failed"),
    Request("TCP_MISS/403", outcome: "failed"), Request("TCP_MISS/413", outcome: "failed"),
    Request("TCP_MISS/500", outcome: "failed"), Request("TCP_MISS/502", outcome: "failed"),
    Request("TCP_MISS/503", "CONNECT", outcome: "failed"),
    Request("NONE_NONE/503", "CONNECT", outcome: "failed"),
    Request("TCP_TUNNEL/200", "CONNECT", outcome: "allowed"),
    // Broken off by the client: what was sent until then has left.
    Request("TCP_MISS_ABORTED/000", outcome: "allowed"),
    Request("TCP_TUNNEL_ABORTED/000", "CONNECT", outcome: "allowed"),
    Request("TCP_MISS_ABORTED/000", sent: 0, outcome: "failed"),
    Request("TCP_MISS/000", outcome: "failed"),
  ]

  private func run(_ command: [String], log: String, as name: String) throws -> CommandResult {
    let folder = try TemporaryFolder()
    try folder.write(log, to: name)
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    return try CommandResult(
      running: command + [name, "--rules", rules, "--rules", SampleLogs.path("site.exfil")],
      in: folder)
  }

  /// The findings of the budget of a day: whose, how many events, how many bytes.
  private func findings(_ log: String, as name: String) throws -> [String] {
    let result = try run(
      ["scan", "--format", "jsonl", "--rule", "volume.large_outbound"], log: log, as: name)
    #expect(result.status == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let subject = try #require(object["subject"] as? [String: Any])
      return "\(subject["value"] ?? "") \(object["count"] ?? "") \(object["bytes_out"] ?? "")"
    }
  }

  @Test(arguments: requests) func `a request counts when its bytes have left`(
    _ request: Request
  ) throws {
    let events = try run(["events"], log: request.line + "\n", as: "access.log")
    #expect(events.output.contains(#""outcome":"\#(request.outcome)""#), "\(events.output)")
    let expected = request.outcome == "allowed" ? ["sato.k 1 400000000"] : []
    #expect(try findings(request.line + "\n", as: "access.log") == expected)
  }

  /// A line of the proxy at a second, of an upload in the layout of the sample company.
  private func upload(_ second: Int, _ result: String, user: String = "sato.k", sent: Int) -> String
  {
    "\(1_791_765_000 + second).000   2100 10.1.0.13 \(result) 3916 PUT http://up.example.net/f.zip "
      + "\(user) HIER_DIRECT/203.0.113.9 text/html \(sent)\n"
  }

  @Test func `an upload after its challenges is one upload`() throws {
    let challenged =
      upload(1, "TCP_DENIED/407", user: "-", sent: 150_000_000)
      + upload(2, "TCP_DENIED/407", sent: 150_000_000)
      + upload(9, "TCP_MISS/200", sent: 150_000_000)
      + upload(20, "TCP_MISS/503", sent: 140_000_000)
      + upload(29, "TCP_MISS/200", sent: 140_000_000)
    #expect(try findings(challenged, as: "access.log").isEmpty)
    #expect(
      try findings(challenged + upload(40, "TCP_MISS/200", sent: 10_000_000), as: "access.log")
        == ["sato.k 3 300000000"])
  }

  /// The lines of one queue id: a message of 320 MB, and what became of each attempt.
  private func mail(_ attempts: [String], queue: String = "3F0A1B2C01", id: String = "m1") -> String
  {
    let start = "2026-10-12T09:30:00.000001+09:00 mail postfix/"
    var lines = [
      "\(start)smtpd[11]: \(queue): client=unknown[10.1.0.13]",
      "\(start)cleanup[12]: \(queue): message-id=<\(id)@mail.example.co.jp>",
      "\(start)qmgr[13]: \(queue): from=<sato.k@example.co.jp>, size=320000000, nrcpt=1 (queue active)",
    ]
    for (number, status) in attempts.enumerated() {
      let stamp = "2026-10-12T09:\(31 + number * 5):00.000001+09:00 mail postfix/"
      let (dsn, said) =
        switch status {
        case "sent": ("2.0.0", "250 2.0.0 Ok: queued")
        case "bounced":
          ("5.1.1", "host mx.other.example[198.51.100.1] said: 550 5.1.1 User unknown")
        default: ("4.2.0", "host mx.other.example[198.51.100.1] said: 450 4.2.0 Greylisted")
        }
      lines.append(
        "\(stamp)smtp[14]: \(queue): to=<x@other.example>, relay=mx.other.example[198.51.100.1]:25, "
          + "delay=1.2, delays=0.02/0.01/0.1/1, dsn=\(dsn), status=\(status) (\(said))")
      if status == "deferred" {
        lines.append(
          "\(stamp)qmgr[13]: \(queue): from=<sato.k@example.co.jp>, size=320000000, nrcpt=1 "
            + "(queue active)")
      }
    }
    lines.append("2026-10-12T09:59:00.000001+09:00 mail postfix/qmgr[13]: \(queue): removed")
    return lines.map { $0 + "\n" }.joined()
  }

  @Test(arguments: [
    (["sent"], 1), (["deferred", "sent"], 1), (["deferred", "deferred", "deferred", "sent"], 1),
    (["deferred"], 0), (["deferred", "bounced"], 0), (["bounced"], 0), (["expired"], 0),
  ])
  func `a mail counts once, when it was sent`(attempts: [String], count: Int) throws {
    let log = mail(attempts)
    let events = try run(["events"], log: log, as: "maillog").output
    #expect(events.split(separator: "\n").count == 1)
    #expect(events.contains(#""outcome":"\#(count == 1 ? "allowed" : "failed")""#), "\(events)")
    #expect(
      try findings(log, as: "maillog")
        == [String](repeating: "sato.k@example.co.jp 1 320000000", count: count))
  }

  @Test func `a message that stood in two queues is one mail`() throws {
    let twice = mail(["sent"]) + mail(["sent"], queue: "3F0A1B2C02")
    #expect(try findings(twice, as: "maillog") == ["sato.k@example.co.jp 1 320000000"])
    // Logged by two hosts, as a relay behind the first one would.
    let relayed =
      mail(["sent"])
      + mail(["sent"]).replacing(" mail postfix/", with: " relay postfix/")
    #expect(try findings(relayed, as: "maillog") == ["sato.k@example.co.jp 1 320000000"])
    let different = mail(["sent"]) + mail(["sent"], queue: "3F0A1B2C02", id: "m2")
    #expect(try findings(different, as: "maillog") == ["sato.k@example.co.jp 2 640000000"])
  }

  @Test func `web and mail are one budget, and its bytes are told once`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      upload(-3600, "TCP_MISS/200", sent: 200_000_000)
        + upload(7200, "TCP_MISS/200", sent: 90_000_000), to: "access.log")
    try folder.write(
      mail(["deferred", "sent"]).replacing("size=320000000", with: "size=10000000"), to: "maillog")
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    let result = try CommandResult(
      running: [
        "scan", "access.log", "maillog", "--rules", rules, "--rules",
        SampleLogs.path("site.exfil"), "--people", SampleLogs.path("people/roster.csv"),
        "--format", "jsonl",
      ], in: folder)
    let findings = try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(findings.map { $0["rule"] as? String } == ["volume.large_outbound"])
    #expect(findings.first?["count"] as? Int == 3)
    #expect(findings.first?["bytes_out"] as? Int == 300_000_000)
    #expect(
      findings.first?["destinations"] as? [String] == ["up.example.net", "other.example"])
  }
}
