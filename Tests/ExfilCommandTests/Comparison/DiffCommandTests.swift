internal import Foundation
internal import Testing

/// What `diff` says of two sets of rules, and how it ends.
@Suite struct DiffCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(TrialFixture.format, to: "format.exfil")
    try write(limit: "50MB", score: 50, to: "old.exfil")
    try write(limit: "70MB", score: 50, to: "new.exfil")
    let lines = [(0, "u1", 60), (60, "u2", 80), (7200, "u3", 60), (7260, "u3", 90)].map {
      TrialFixture.line(at: $0.0, user: $0.1, host: "a.example", byteCount: $0.2 * 1_000_000)
    }
    try folder.write(lines.map { $0 + "\n" }.joined(), to: "logs/a.log")
  }

  private func write(limit: String, score: Int, to file: String) throws {
    try folder.write(
      """
      exfil 1
      use "format.exfil"

      rule one.large "大きな送信" {
        when    web where method = POST and bytes_out >= \(limit)
        score   \(score)
        message "{user} {bytes_out}"
      }

      """, to: file)
  }

  private func run(_ arguments: [String]) throws -> CommandResult {
    try CommandResult(running: ["diff"] + arguments, in: folder)
  }

  @Test func `findings lost and changed are told with their differences`() throws {
    let result = try run(["old.exfil", "new.exfil", "logs"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        Lost (1):
          - 2026-10-12 09:30  one.large  u1  medium 50  u1 60 MB  logs/a.log:1

        Changed (1):
          ~ 2026-10-12 11:31  one.large  u3  medium 50  u3 90 MB  logs/a.log:4
              events 2 → 1; bytes out 150 MB → 90 MB; from 2026-10-12 11:30 → 2026-10-12 11:31; evidence 2 → 1

        0 gained, 1 lost, 1 changed; 1 finding the same.

        """)
  }

  @Test func `the other way round they are gained, in Japanese too`() throws {
    let result = try run(["new.exfil", "old.exfil", "logs", "--lang", "ja"])
    #expect(
      result.output == """
        増えた検出 (1):
          + 2026-10-12 09:30  one.large  u1  medium 50  u1 60 MB  logs/a.log:1

        変わった検出 (1):
          ~ 2026-10-12 11:30–11:31  one.large  u3  medium 50  u3 60 MB  logs/a.log:3
              件数 1 → 2、送信量 90 MB → 150 MB、開始 2026-10-12 11:31 → 2026-10-12 11:30、根拠の行 1 → 2

        増 1、減 0、変化 1、同じもの 1 件。

        """)
  }

  @Test func `another score changes every finding and moves none`() throws {
    try write(limit: "50MB", score: 75, to: "new.exfil")
    let result = try run(["old.exfil", "new.exfil", "logs", "--json"])
    let objects = try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["difference"] as? String } == ["changed", "changed", "changed"])
    for object in objects {
      #expect((object["before"] as? [String: Any])?["score"] as? Int == 50)
      #expect((object["finding"] as? [String: Any])?["severity"] as? String == "high")
    }
  }

  @Test func `a set differs from itself in nothing`() throws {
    let result = try run(["old.exfil", "old.exfil", "logs", "--fail-on-change"])
    #expect(result.status == 0)
    #expect(result.output == "0 gained, 0 lost, 0 changed; 3 findings the same.\n")
  }

  @Test func `a change is an error on request only`() throws {
    #expect(try run(["old.exfil", "new.exfil", "logs"]).status == 0)
    #expect(try run(["old.exfil", "new.exfil", "logs", "--fail-on-change"]).status == 1)
  }

  @Test func `further rules count for both sets`() throws {
    try folder.write(
      """
      exfil 1
      use "format.exfil"
      rule other.rule "他" { when web where method = POST and bytes_out >= 85MB }
      """, to: "site.exfil")
    let result = try run(["old.exfil", "new.exfil", "logs", "--rules", "site.exfil"])
    #expect(result.output.contains("0 gained, 1 lost, 1 changed; 2 findings the same."))
  }

  @Test func `what cannot be read or compiled ends as contracts say`() throws {
    try folder.write("exfil 1\nrule x \"x\" { when nothing }\n", to: "broken.exfil")
    let broken = try run(["old.exfil", "broken.exfil", "logs"])
    #expect(broken.status == 3 && broken.output.isEmpty && broken.errors.contains("broken.exfil:2"))
    #expect(try run(["old.exfil", "missing.exfil", "logs"]).status == 3)
    #expect(try run(["old.exfil", "new.exfil"]).status == 64)
    let twice = try run(["old.exfil", "new.exfil", "-"])
    #expect(twice.status == 64 && twice.errors.contains("diff reads logs twice"))
    try folder.write("no log\nat all\n", to: "logs/b.log")
    #expect(try run(["old.exfil", "new.exfil", "logs"]).status == 2)
    #expect(try run(["old.exfil", "new.exfil", "logs", "--fail-on-change"]).status == 2)
  }
}
