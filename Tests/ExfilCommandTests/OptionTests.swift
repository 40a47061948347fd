internal import ArgumentParser
internal import Reports
internal import RuleProgram
internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

/// One command line and what `plans()` must say about it.
@Suite struct OptionTests {
  private func plans(_ options: [String]) throws -> (RunPlan, PublicationPlan) {
    let command = try ExfilRoot.parseAsRoot(["scan", "a.log"] + options)
    return try #require(command as? ScanCommand).plans()
  }

  @Test(
    arguments: [
      (["--jobs", "0"], "--jobs: `0` is not a whole number from 1 to 1024"),
      (["--jobs", "two"], "--jobs: `two` is not a whole number from 1 to 1024"),
      (["--jobs", "+2"], "--jobs: `+2` is not a whole number from 1 to 1024"),
      (["--year", "26"], "--year: `26` is not a whole number from 1990 to 2099"),
      (["--memory", "256"], "--memory: `256` needs a unit; write one like 256MB"),
      (["--memory", "5KB"], "--memory: `5KB` is less than 1MB"),
      (["--timezone", "JST"], "--timezone: `JST` is not a zone of the tz database"),
      (["--timezone", "../../etc/passwd"], "--timezone: `../../etc/passwd` is not a zone"),
      (["--timezone", "Asia"], "--timezone: `Asia` is not a zone"),
      (
        ["--format", "xml"],
        "--format: `xml` asks for the unknown format `xml`; there are terminal, jsonl, csv, html, "
          + "sarif, ocsf, timesketch, navigator and summary"
      ),
      (["-o", "jsonl"], "--output: `jsonl` is not FORMAT=FILE"),
      (["-o", "jsonl="], "--output: `jsonl=` names no file"),
      (["-o", "jsonl=-"], "--output: `jsonl=-` names standard output; use --format for that"),
      (["-o", "pdf=x"], "--output: `pdf=x` asks for the unknown format `pdf`"),
      (["--csv-bom"], "--csv-bom: no report is in CSV"),
      (["--csv-raw", "-o", "html=x"], "--csv-raw: no report is in CSV"),
      (["--pseudonyms", ""], "--pseudonyms: the path is empty"),
      (["-o", "jsonl=x", "-o", "summary=x"], "--output: two reports go to the same file `x`"),
      (["--since", "soon"], "--since: `soon` is not a date"),
      (["--until", "2026-02-30"], "--until: `2026-02-30` is not a date"),
      (
        ["--since", "2026-10-02T00:00Z", "--until", "2026-10-01T00:00Z"],
        "--until: it is not later than --since"
      ),
      (["--fail-on", "bad"], "--fail-on: `bad` is not info, low, medium, high or critical"),
      (["--lang", "fr"], "--lang: `fr` is not en or ja"),
      (["--as", ""], "--as: `` names no format"),
      (["--as", "*.log="], "--as: `*.log=` names no format"),
      (["--as", "=squid"], "--as: `=squid` has an empty glob"),
      (["--ignore", ""], "--ignore: `` is empty"),
      (["--people", ""], "--people: `` is empty"),
      (["--user", ""], "--user: `` is empty"),
    ] as [([String], String)])
  func `tells what is wrong with an option`(_ options: [String], _ message: String) throws {
    let failure = #expect(throws: RunFailure.self) { try plans(options) }
    #expect(failure?.status == .usage)
    #expect(failure?.lines.count == 1)
    #expect(failure?.lines.first?.hasPrefix(message) == true, "\(failure?.lines ?? [])")
  }

  @Test func `tells everything that is wrong at once`() {
    let failure = #expect(throws: RunFailure.self) {
      try plans(["--jobs", "0", "--year", "0", "--format", "x", "--lang", "y", "--since", "z"])
    }
    #expect(failure?.lines.count == 5)
  }

  @Test func `takes what is right`() throws {
    let (plan, publication) = try plans([
      "b.log", "--people", "roster.csv", "--leases", "leases.csv", "--timezone", "Asia/Tokyo",
      "--year", "2026", "--as", "proxy*=company_proxy", "--as", "squid", "--ignore", "*.tmp",
      "--jobs", "3", "--memory", "1GiB", "--hash-inputs", "-o", "jsonl=out=1.jsonl",
      "--output", "summary=run.json", "--format", "jsonl", "--since", "60d", "--until",
      "2026-10-16", "--user", "yamada", "--user", "kato", "--rule", "a.b", "--fail-on", "high",
      "--lang", "ja",
    ])
    #expect(plan.inputs == ["a.log", "b.log"])
    #expect(plan.people == "roster.csv" && plan.leases == "leases.csv")
    #expect(plan.timezone == "Asia/Tokyo" && plan.year == 2026 && plan.jobCount == 3)
    #expect(
      plan.formatChoices == [
        FormatChoice(glob: Array("proxy*".utf8), name: "company_proxy"),
        FormatChoice(glob: nil, name: "squid"),
      ])
    #expect(plan.ignoredGlobs == [Array("*.tmp".utf8)])
    #expect(plan.memoryByteCount == 1 << 30 && plan.hashesInputs)
    #expect(publication.standardOutput == .jsonl && publication.language == .japanese)
    #expect(
      publication.targets == [
        .init(format: .jsonl, file: "out=1.jsonl"), .init(format: .summary, file: "run.json"),
      ])
    #expect(publication.since == .beforeNewest(microseconds: 60 * 86_400_000_000))
    #expect(publication.users == ["yamada", "kato"] && publication.rules == ["a.b"])
    #expect(publication.failOn == .high)
  }

  @Test func `takes every format, and what is only for CSV`() throws {
    let formats = ReportFormat.allCases.map(\.rawValue)
    let (plan, publication) = try plans(
      formats.flatMap { ["-o", "\($0)=out.\($0)"] } + [
        "--csv-bom", "--csv-raw", "--pseudonyms", "k",
      ])
    #expect(publication.targets.map(\.format) == ReportFormat.allCases)
    #expect(publication.csvForm.hasMark && !publication.csvForm.isGuarded)
    #expect(publication.keyFile == "k" && plan.showsEvents)
    #expect(try !plans(["-o", "csv=x"]).0.showsEvents)
  }

  @Test func `has the documented defaults`() throws {
    let (plan, publication) = try plans([])
    #expect(plan.memoryByteCount == RunPlan.defaultMemoryByteCount && !plan.hashesInputs)
    #expect(plan.jobCount == Machine.processorCount)
    #expect(publication.standardOutput == .terminal && publication.failOn == nil)
    #expect(publication.language == .english && publication.targets.isEmpty)
  }

  @Test func `a file name in Shift_JIS reaches the plan unharmed`() throws {
    let name: [UInt8] = [0x8E, 0x52, 0x2E, 0x6C, 0x6F, 0x67]
    let (plan, publication) = try plans([
      ArgumentText.text(of: name), "--people", ArgumentText.text(of: name), "-o",
      ArgumentText.text(of: Array("jsonl=".utf8) + name),
    ])
    #expect(plan.inputs.last?.bytes == name && plan.people?.bytes == name)
    #expect(publication.targets.first?.file.bytes == name)
  }
}
