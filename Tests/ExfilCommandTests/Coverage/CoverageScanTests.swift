internal import Foundation
internal import Testing

/// A hole in a log is told, and found, whatever files the log stands in.
@Suite struct CoverageScanTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a scan says of holes: its finding, its coverage as JSON, and the text of both.
  private struct Told: Equatable {
    var report: String
    var coverage: String
  }

  private func scan(_ paths: [String], _ options: [String] = []) throws -> Told {
    let result = try CommandResult(
      running: ["scan"] + paths + [
        "--rules", OfficeProxy.rules, "--format", "jsonl", "-o",
        "summary=\(folder.path("run.json"))",
      ] + options, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let data = try Data(contentsOf: folder.url.appending(path: "run.json"))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let coverage = try JSONSerialization.data(
      withJSONObject: try #require(summary["coverage"]), options: .sortedKeys)
    return Told(report: result.output, coverage: String(decoding: coverage, as: UTF8.self))
  }

  private func write(_ lines: some Sequence<String>, to name: String) throws {
    try folder.write(lines.joined(), to: name)
  }

  @Test func `a hole is a finding about its source`() throws {
    try write(OfficeProxy.lines, to: "access.log")
    let told = try scan(["access.log"])
    let findings = told.report.split(separator: "\n")
    #expect(findings.count == 1)
    for part in [
      #""rule":"logs.gap""#, #""category":"log_gap""#,
      #""subject":{"kind":"source","value":"squid"}"#, #""user":null"#,
      #""first":"2026-09-16T10:58:00.000+09:00""#, #""evidence":[]"#, #""evidence_total":0"#,
      "squid の記録が 2026-09-16T10:58:00.000+09:00 から 4h2m 途切れています",
    ] { #expect(told.report.contains(part), "\(part) is not in \(told.report)") }
    for part in [
      #""partial":[{"first":"2026-09-16","last":"2026-09-16"}]"#, #""judged":true"#,
      #""from":"2026-09-16T10:58:00.000+09:00","seconds":14520"#, #""late":[]"#,
      #""usual":120"#,
    ] { #expect(told.coverage.contains(part), "\(part) is not in \(told.coverage)") }
  }

  @Test func `the account and the report say on which days a log is not all there`() throws {
    try write(OfficeProxy.lines, to: "access.log")
    let english = try CommandResult(
      running: ["scan", "access.log", "--rules", OfficeProxy.rules], in: folder)
    let lines = """
      Logs that are not all there (what they do not hold could not be judged):
        squid: partial 2026-09-16

      """
    #expect(english.output.hasSuffix(lines), "\(english.output)")
    #expect(
      english.errors.contains(
        lines + "    no events from 2026-09-16 10:58–15:00 (4h2m), where about 120 are usual\n"),
      "\(english.errors)")
    let japanese = try CommandResult(
      running: ["scan", "access.log", "--rules", OfficeProxy.rules, "--lang", "ja"], in: folder)
    #expect(
      japanese.errors.contains(
        """
        欠けのあるログ(ない部分は判定していません):
          squid: 一部欠け 2026-09-16
            出来事なし 2026-09-16 10:58–15:00 (4h2m), 普段は約 120 件

        """), "\(japanese.errors)")
  }

  @Test func `workers, order, names, splitting and packing change nothing`() throws {
    let lines = OfficeProxy.lines
    try write(lines, to: "whole/access.log")
    let whole = try scan(["whole"])
    #expect(!whole.report.isEmpty)
    for jobCount in ["1", "3", "8"] { #expect(try scan(["whole"], ["--jobs", jobCount]) == whole) }
    // Cut into seven parts, every other one packed, in folders of any name.
    for part in 0..<7 {
      let text = Array(
        lines[lines.count * part / 7..<lines.count * (part + 1) / 7].joined().utf8)
      let file = folder.url.appending(path: "split/\(6 - part)/log")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(part % 2 == 0 ? text : GzipText.member(text)).write(to: file)
    }
    #expect(try scan(["split"]) == whole)
    // Lines in any order: times run backwards then, which is told of files, not of sources' days.
    var random = SeededRandom(seed: 11)
    try write(lines.shuffled(using: &random), to: "shuffled/access.log")
    let shuffled = try scan(["shuffled"])
    #expect(shuffled.report == whole.report)
    #expect(
      shuffled.coverage.replacing(/"times_backwards":\d+/, with: #""times_backwards":0"#)
        == whole.coverage)
  }

  @Test func `a finding about a source is explained like any other`() throws {
    try write(OfficeProxy.lines, to: "access.log")
    let told = try scan(["access.log"])
    try folder.write(told.report, to: "report.jsonl")
    let id = try #require(told.report.firstMatch(of: /"id":"([0-9a-f]+)"/)).1
    let explained = try CommandResult(
      running: [
        "explain", String(id), "--findings", "report.jsonl", "access.log", "--rules",
        OfficeProxy.rules,
      ], in: folder)
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(explained.output.contains("duration >= 8h") || explained.output.contains("duration"))
    let tried = try CommandResult(
      running: ["try", "logs.gap", "access.log", "--rules", OfficeProxy.rules], in: folder)
    #expect(tried.status == 0, "\(tried.errors)")
    #expect(tried.output.contains("squid"))
  }

  @Test func `events are those of the lines alone`() throws {
    try write(OfficeProxy.lines, to: "access.log")
    let events = try CommandResult(
      running: ["events", "access.log", "--rules", OfficeProxy.rules], in: folder)
    #expect(!events.output.contains(#""kind":"source""#))
    #expect(events.output.split(separator: "\n").count == OfficeProxy.lines.count)
  }
}
