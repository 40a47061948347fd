internal import Foundation
internal import Testing

/// The law: the same lines give the same findings, whatever files they stand in and however many
/// workers read them.
///
/// Every test runs the built command on the sample logs, which hold every format, records over
/// several lines, sequences over two logs and windows of weeks.
@Suite struct LawTests {
  private let whole: SampleScan
  private let folder: TemporaryFolder

  init() throws {
    whole = try SampleScan.committed.get()
    folder = try TemporaryFolder()
  }

  private func write(_ text: [UInt8], to name: String) throws {
    let file = folder.url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text).write(to: file)
  }

  @Test func `the sample logs have findings to lose`() {
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.portableReport.count >= 15)
    for rule in [
      "daily_ratio", "weekly_web", "mail_pieces", "files_hourly", "new_domain", "new_total",
      "new_recipient", "new_path", "usual_day", "risk", "risk_steps", "risk_weekly", "risk_off",
    ] {
      #expect(whole.report.contains(#""rule":"law.\#(rule)""#))
    }
    #expect(whole.exceptions.count == 5)
    #expect(whole.exceptions.allSatisfy { !$0.contains(#""events":0,"first":null"#) })
    #expect(whole.report.contains(#""file":"#))
    #expect(whole.portableReport.allSatisfy { !$0.contains(#""file":"#) })
    #expect(whole.portableReport.allSatisfy { $0.contains(#""evidence":[{"sha256":""#) })
  }

  @Test(arguments: [1, 2, 3, 8]) func `the number of workers changes no byte`(
    jobCount: Int
  ) throws {
    let scan = try SampleScan(SampleLogs.files, ["--jobs", "\(jobCount)"])
    #expect(scan.report == whole.report)
    #expect(scan.exceptions == whole.exceptions)
  }

  @Test func `spilling to disk changes no byte`() throws {
    // Shared by eight workers, the least memory is too little for the facts of the larger logs.
    let scan = try SampleScan(SampleLogs.files, ["--memory", "1MB", "--jobs", "8"])
    #expect(whole.spilledByteCount == 0)
    #expect(scan.spilledByteCount > 0)
    #expect(scan.exceptions == whole.exceptions)
    #expect(scan.report == whole.report)
  }

  @Test func `hashing inputs changes no byte`() throws {
    #expect(try SampleScan(SampleLogs.files, ["--hash-inputs"]).report == whole.report)
  }

  @Test func `the order of the inputs changes nothing`() throws {
    whole.expectSame(as: try SampleScan(SampleLogs.files.reversed()), "reversed")
  }

  @Test func `names and packing of files change nothing`() throws {
    for (number, path) in SampleLogs.files.enumerated() {
      let text = try SampleLogs.text(of: path)
      // What was plain is packed, in members that end anywhere in a line; what was packed is plain.
      let cuts = (1..<7).map { text.count * $0 / 7 + $0 }
      let content = path.hasSuffix(".gz") ? text : GzipText.members(text, cutAt: cuts)
      try write(content, to: "logs/\(99 - number).txt")
    }
    whole.expectSame(as: try SampleScan(["logs"], in: folder), "renamed and repacked")
  }

  @Test func `splitting files at line borders changes nothing`() throws {
    for log in try SampleLogs().logs {
      // Five parts; records of several lines are torn apart.
      for part in 0..<5 {
        let from = log.lines.count * part / 5
        let to = log.lines.count * (part + 1) / 5
        let text = Array(log.lines[from..<to].joined())
        try write(
          part % 2 == 0 ? text : GzipText.member(text), to: "logs/\(part)/\(log.name)")
      }
    }
    whole.expectSame(as: try SampleScan(["logs"], in: folder), "split")
  }

  @Test func `joining files of one format changes nothing`() throws {
    let logs = try SampleLogs().logs
    for log in logs[0...1] { try write(log.text, to: "logs/\(log.name)") }
    // One syslog file may hold the lines of all programs.
    try write(logs[2].text + logs[3].text + logs[4].text, to: "logs/syslog")
    whole.expectSame(as: try SampleScan(["logs"], in: folder), "joined")
  }

  @Test func `lines in any order change nothing`() throws {
    var random = SeededRandom(seed: 7)
    for log in try SampleLogs().logs {
      try write(Array(log.lines.shuffled(using: &random).joined()), to: "logs/\(log.name)")
    }
    whole.expectSame(as: try SampleScan(["logs"], in: folder), "lines shuffled")
  }

  @Test(arguments: [3, 5]) func `standard input is a file like any other`(index: Int) throws {
    let paths = SampleLogs.files
    try write(Array(try Data(contentsOf: URL(filePath: paths[index]))), to: "input")
    let others = paths.enumerated().map { $0.offset == index ? "-" : $0.element }
    whole.expectSame(
      as: try SampleScan(others, in: folder, input: "input"), "standard input \(paths[index])")
  }
}
