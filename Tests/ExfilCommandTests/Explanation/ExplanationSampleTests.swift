internal import Foundation
internal import Testing

/// The findings about the sample company, explained.
///
/// `RECORD=1 swift test --filter ExplanationSampleTests` writes the golden files anew and fails, so
/// that the diff is read.
@Suite struct ExplanationSampleTests {
  /// Rules of the sorts that the shipped ones leave out.
  private static let rules = """
    exfil 1
    rule sample.daily "暦日の送信" {
      when web per user, domain each day if sum(bytes_out) >= 100MB
    }
    rule sample.unusual "普段より多い送信" {
      when web per user each day
      if   sum(bytes_out) >= 100MB and sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)
    }
    rule sample.new "初めての宛先への送信" {
      when web where domain is new to user for 90d and bytes_out >= 20MB
    }

    """

  private static let logs = ["proxy", "proxy-branch", "mail", "files", "devices"]
    .map { "SampleLogs/\($0)" }

  private static let options = [
    "--rules", "Rules", "--rules", "SampleLogs/site.exfil", "--rules", "more.exfil", "--people",
    "SampleLogs/people/roster.csv", "--leases", "SampleLogs/people/leases.csv",
  ]

  /// The report of one scan, for all tests.
  private static let report = Result { () throws -> [String] in
    let result = try CommandResult(
      running: ["scan"] + logs + options + ["--format", "jsonl"], in: try sampleFolder())
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// A folder in which the logs and the shipped rules stand as in the project.
  private static func sampleFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["Rules", "SampleLogs"] {
      try FileManager.default.createSymbolicLink(
        at: folder.url.appending(path: name),
        withDestinationURL: SampleLogs.project.appending(path: name))
    }
    try folder.write(rules, to: "more.exfil")
    return folder
  }

  private let folder: TemporaryFolder
  private let report: [String]

  init() throws {
    folder = try Self.sampleFolder()
    report = try Self.report.get()
    try folder.write(report.map { $0 + "\n" }.joined(), to: "report.jsonl")
  }

  private func explain(
    _ line: String, _ paths: [String] = logs, _ options: [String] = []
  ) throws -> CommandResult {
    try CommandResult(
      running: ["explain", String(line.dropFirst(7).prefix(32))] + paths
        + ["--findings", "report.jsonl"] + Self.options + options, in: folder)
  }

  private func finding(of rule: String, about user: String) throws -> String {
    try #require(
      report.first { $0.contains("\"rule\":\"\(rule)\"") && $0.contains("\"user\":\"\(user)\"") },
      "the sample logs have no finding of \(rule) about \(user)")
  }

  @Test(arguments: [
    ("window", "storage.file_transfer", "kondo.t"),
    ("sequence", "devices.customers_then_usb", "sato.k"),
    ("event", "leavers.still_active", "okada.d"),
    ("day", "sample.daily", "kondo.t"),
    ("history", "sample.new", "kondo.t"),
    ("findings", "user.combined_risk", "hirano.y"),
  ]) func `says what the golden files say`(name: String, rule: String, user: String) throws {
    let line = try finding(of: rule, about: user)
    for (ending, options) in [
      ("en.txt", []), ("ja.txt", ["--lang", "ja"]), ("json", ["--json"]),
    ] {
      let result = try explain(line, Self.logs, options)
      #expect(result.status == 0, "\(result.errors)")
      let file = SampleLogs.project.appending(
        path: "Tests/ExfilCommandTests/Explanation/Golden/\(name).\(ending)")
      if ProcessInfo.processInfo.environment["RECORD"] != nil {
        try Data(result.output.utf8).write(to: file)
        Issue.record("recorded \(file.lastPathComponent); read the diff, then run without RECORD")
      }
      let golden = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      #expect(
        result.output == golden,
        """
        \(file.lastPathComponent) is not what explain says. If the change is meant: \
        RECORD=1 swift test --filter ExplanationSampleTests, and read the diff.
        """)
    }
  }

  @Test func `every finding comes about once more, exactly, from all its lines`() throws {
    var rules: Set<String> = []
    for line in report {
      let object = try ExplanationObject(line).object
      // One of each rule: each explanation reads all logs.
      guard rules.insert(object["rule"] as? String ?? "").inserted else { continue }
      let result = try explain(line, Self.logs, ["--json"])
      let told = try ExplanationObject(result.output)
      let what = "\(object["rule"] ?? ""): \(result.output.prefix(300))"
      #expect(result.status == 0 && told.isWhole == true, "\(what)")
      #expect(result.output.contains("\"finding\":\(line),"), "\(what)")
      #expect(told.events.count == object["count"] as? Int, "\(what)")
      guard object["findings"] == nil else { continue }
      let lines = told.events.flatMap { $0["lines"] as? [[String: Any]] ?? [] }
      #expect(lines.count == object["evidence_total"] as? Int, "\(what)")
      let hashes = Set(lines.compactMap { $0["sha256"] as? String })
      let evidence = object["evidence"] as? [[String: Any]] ?? []
      #expect(
        evidence.allSatisfy { hashes.contains($0["sha256"] as? String ?? "") }, "\(what)")
    }
    #expect(rules.count > 10)
  }

  @Test func `workers, the order of the paths and compression change nothing`() throws {
    for rule in ["storage.file_transfer", "user.combined_risk"] {
      let line = try #require(report.first { $0.contains("\"rule\":\"\(rule)\"") })
      let text = try explain(line, Self.logs, ["--jobs", "1"]).output
      #expect(try explain(line, Self.logs, ["--jobs", "4"]).output == text)
      #expect(try explain(line, Self.logs.reversed(), ["--jobs", "2"]).output == text)
      #expect(try explain(line, []).output == text)
    }
    // The same lines in one packed file under another name.
    let text = try SampleLogs.files[0...3].reversed().flatMap(SampleLogs.text)
    try Data(GzipText.member(text)).write(to: folder.url.appending(path: "all.log"))
    let line = try finding(of: "storage.file_transfer", about: "kondo.t")
    let packed = try ExplanationObject(try explain(line, ["all.log"], ["--json"]).output)
    let whole = try ExplanationObject(try explain(line, Self.logs, ["--json"]).output)
    #expect(packed.isWhole == true && packed.states == whole.states)
    let (totals, others) = (
      packed.events.map { $0["totals"] as? [Int] }, whole.events.map { $0["totals"] as? [Int] }
    )
    #expect(totals == others && totals.count == 3)
  }
}
