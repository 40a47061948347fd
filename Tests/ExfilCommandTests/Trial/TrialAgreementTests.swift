internal import Foundation
internal import Testing

/// What `try` calls matches is what `scan` finds.
@Suite struct TrialAgreementTests {
  private static let seed =
    ProcessInfo.processInfo.environment["EXFIL_TRIAL_SEED"].flatMap { UInt64($0) }
    ?? UInt64.random(in: 0..<1_000_000)

  @Test func `on the sample logs every rule that is tried finds what a scan finds`() throws {
    let whole = try SampleScan.committed.get()
    let folder = try TemporaryFolder()
    let periods = try folder.write(PeriodLawRules.text, to: "periods.exfil")
    let rules =
      ["--rules", SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)]
      + ["--rules", SampleLogs.path("site.exfil"), "--rules", periods]
    let listed = try CommandResult(running: ["rules", "--format", "jsonl"] + rules, in: folder)
    let names = listed.output.nonEmptyLines.compactMap { line in
      line.dropFirst(#"{"rule":""#.count).split(separator: "\"").first.map(String.init)
    }
    #expect(names.count > 20)
    let findings = Dictionary(grouping: whole.report.nonEmptyLines) { line in
      line.range(of: #""rule":""#).map { String(line[$0.upperBound...].prefix { $0 != "\"" }) }
        ?? ""
    }
    var matchCount = 0
    var overFindings: [String] = []
    for name in names {
      let result = try CommandResult(
        running: ["try", name] + SampleLogs.files + rules + [
          "--people", SampleLogs.path("people/roster.csv"),
          "--leases", SampleLogs.path("people/leases.csv"), "--year", "2026", "--json",
          "--near", "2",
        ], in: folder)
      // What counts findings of other rules sees no logs, and says so.
      if result.status == 64, result.errors.contains("is over findings") {
        overFindings.append(name)
        continue
      }
      #expect(result.status == 0, "\(name): \(result.errors)")
      let matches = TrialObject.matches(findings[name, default: []])
      #expect(result.output.contains(matches), "\(name)")
      let trial = try TrialObject(result.output)
      matchCount += trial.matchCount
      // What the tracer selects is what the engine keeps, but for what exceptions and history take.
      if trial.leftOutCount == 0, !result.output.contains(#""asks_history":true"#) {
        #expect(trial.counts.allSatisfy { $0.selected == $0.counted }, "\(name)")
      }
    }
    #expect(overFindings.contains("user.combined_risk"))
    let tried = findings.filter { !overFindings.contains($0.key) }
    #expect(matchCount == tried.values.reduce(0) { $0 + $1.count })
  }

  @Test(arguments: 0..<4) func `on random logs a rule that is tried finds what a scan finds`(
    round: UInt64
  ) throws {
    var random = SeededRandom(seed: Self.seed &+ round)
    let fixture = try TrialFixture()
    for file in 0..<2 {
      let lines = (0..<150).map { _ in
        TrialFixture.line(
          at: Int.random(in: 0..<(4 * 86_400), using: &random),
          user: "u\(Int.random(in: 0..<4, using: &random))",
          method: Int.random(in: 0..<3, using: &random) == 0 ? "GET" : "POST",
          host: ["a.example", "b.example", "x.partner.example", "d.example"]
            .randomElement(using: &random) ?? "",
          byteCount: Int.random(in: 0..<90, using: &random) * 1_000_000)
      }
      try fixture.folder.write(lines.map { $0 + "\n" }.joined(), to: "logs/\(file).log")
    }
    let what = "EXFIL_TRIAL_SEED=\(Self.seed), round \(round)"
    for rule in ["one.large", "sum.sliding", "sum.day", "seq.fetch_send"] {
      let (text, trial) = try fixture.trial(rule)
      #expect(text.contains(TrialObject.matches(try fixture.scan(rule))), "\(what), \(rule)")
      #expect(trial.counts.allSatisfy { $0.selected >= $0.counted }, "\(what), \(rule)")
      if rule == "sum.day" {
        #expect(trial.counts.allSatisfy { $0.selected == $0.counted }, "\(what)")
      } else {
        #expect(trial.leftOutCount > 0, "\(what), \(rule)")
      }
      if rule == "one.large" || rule == "sum.sliding" {
        let counts = try #require(trial.counts.first)
        #expect(counts.selected == counts.counted + trial.leftOutCount, "\(what), \(rule)")
      }
      // Neither workers nor the order of inputs change a byte but the names of files.
      #expect(try fixture.trial(rule, ["--jobs", "1"]).text == text, "\(what), \(rule)")
      #expect(try fixture.trial(rule, ["--jobs", "5"]).text == text, "\(what), \(rule)")
    }
  }
}
