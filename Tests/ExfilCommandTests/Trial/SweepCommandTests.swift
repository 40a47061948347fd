internal import Foundation
internal import Testing

/// What `try --sweep` counts and prints, and what it refuses.
@Suite struct SweepCommandTests {
  private let folder: TemporaryFolder

  private static let rules =
    TrialFixture.format + """
      let daily   = 300MB
      let pieces  = 3
      let unused  = 7MB
      define sent as web where method = POST and bytes_out >= 1MB unless domain in partners

      rule sum.daily "一日の合計" {
        when sent
        per  user within 24h
        if   sum(bytes_out) >= daily or count() >= 100 * pieces
      }

      rule sum.daily.often "何度も" {
        when sent
        per  user within 24h
        if   count() >= pieces
      }

      allow u9_moves {
        for    sum.daily
        when   web where user = "u9"
        until  2027-01-01
        reason "引っ越し"
        by     "情報システム部"
      }

      """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.rules, to: "site.exfil")
    // Three weeks; user n sends n times 100 MB, in one hour of the week's first day.
    let lines = (0..<3).flatMap { week in
      (1...9).flatMap { user in
        (0..<user).map { part in
          TrialFixture.line(
            at: week * 7 * 86_400 + user * 60 + part, user: "u\(user)", host: "a.example",
            byteCount: 100_000_000)
        }
      }
    }
    try folder.write(lines.map { $0 + "\n" }.joined(), to: "logs/a.log")
  }

  private func run(_ sweep: String, _ options: [String] = []) throws -> CommandResult {
    try CommandResult(
      running: ["try", "--sweep", sweep, "logs", "--rules", "site.exfil"] + options, in: folder)
  }

  @Test func `a table tells findings and people, and the value in force is marked`() throws {
    let result = try run("sum.daily.daily=100MB..900MB step 200MB")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        sum.daily.daily  一日の合計
        2026-10-12 09:31–10-26 09:39, 2.0 weeks

          value  findings  a week  people  a week
          100MB        24    12.0       8    12.0  ██████████████████████████████
        * 300MB        18     9.0       6     9.0  ██████████████████████
          500MB        12     6.0       4     6.0  ███████████████
          700MB         6     3.0       2     3.0  ███████
          900MB         0     0.0       0     0.0

        * as the rules have it: 300MB

        """)
    #expect(result.errors.contains("Everything was read (exit status 0)."))
  }

  @Test func `in Japanese too, and a value outside of the sweep is told`() throws {
    let result = try run("sum.daily.daily=600MB..800MB in 2", ["--lang", "ja"])
    #expect(
      result.output == """
        sum.daily.daily  一日の合計
        2026-10-12 09:31–10-26 09:39、2.0 週

             値  検出  週あたり  人  週あたり
          600MB     9       4.5   3       4.5  ██████████████████████████████
          800MB     3       1.5   1       1.5  ██████████

        今のルールの値は 300MB で、範囲の外です。

        """)
  }

  @Test func `what each value finds is what a scan with that value finds`() throws {
    let sweeps = [
      ("sum.daily.daily", "1MB..2GB"), ("sum.daily.often.pieces", "1..12 step 1"),
    ]
    for (target, range) in sweeps {
      let result = try run("\(target)=\(range)", ["--json"])
      #expect(result.status == 0, "\(result.errors)")
      let object =
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      let rule = try #require(object?["rule"] as? String)
      let name = try #require(object?["let"] as? String)
      let values = try #require(object?["values"] as? [[String: Any]])
      #expect(values.count >= 5)
      for value in values {
        let text = try #require(value["value"] as? String)
        try folder.write(
          "exfil 1\nuse \"../site.exfil\"\nset \(name) = \(text)\n", to: "set/set.exfil")
        let scan = try CommandResult(
          running: ["scan", "logs", "--rules", "set", "--rule", rule, "--format", "jsonl"],
          in: folder)
        #expect(scan.status == 0, "\(scan.errors)")
        #expect(
          value["findings"] as? Int == scan.output.split(separator: "\n").count,
          "\(target) = \(text): the sweep and a scan with `set` differ")
      }
    }
  }

  @Test func `the same bytes for any number of workers`() throws {
    let one = try run("sum.daily.daily=100MB..900MB", ["--jobs", "1"])
    let four = try run("sum.daily.daily=100MB..900MB", ["--jobs", "4"])
    #expect(one.output == four.output)
  }

  /// What is wrong, and a piece of what is said of it.
  static let mistakes = [
    ("sum.daily", "write the rule, its `let` and the range"),
    ("nothing.at.all=1MB..2MB", "no rule begins this"),
    ("sum.daily.daily=300MB", "is no range; write one like 100MB..2GB"),
    ("sum.daily.daily=2GB..100MB", "write the smaller value first"),
    ("sum.daily.daily=1MB..2h", "are of two kinds"),
    ("sum.daily.daily=1h..2h", "`daily` is 300MB"),
    ("sum.daily.daily=1MB..2GB step 0MB", "the step of"),
    ("sum.daily.daily=1MB..2GB step 1MB", "take a larger step"),
    ("sum.daily.daily=1MB..2GB in 1", "a whole number from 2 on"),
    ("sum.daily.unused=1MB..2MB", "it depends on `daily`, `pieces`"),
    ("sum.daily.often.daily=1MB..2MB", "it depends on `pieces`"),
  ]

  @Test(arguments: mistakes) func `a mistake says what to write`(
    _ sweep: String, _ said: String
  ) throws {
    let result = try run(sweep)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(said), "\(result.errors)")
    let japanese = try run(sweep, ["--lang", "ja"])
    #expect(japanese.status == 64 && japanese.errors != result.errors)
  }

  @Test func `without a sweep a log must be named`() throws {
    let result = try CommandResult(
      running: ["try", "sum.daily", "--rules", "site.exfil"], in: folder)
    #expect(result.status == 64 && result.errors.contains("write exfil try RULE LOGS"))
  }

  @Test func `a log that is incomplete ends with status 2`() throws {
    try folder.write("no log\nat all\n", to: "logs/b.log")
    #expect(try run("sum.daily.daily=100MB..900MB").status == 2)
  }
}
