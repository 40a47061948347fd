internal import Foundation
internal import Testing

/// What the built command says of the sample company, whatever files its logs stand in.
struct SampleScan: Sendable {
  var status: Int32
  /// The report, byte for byte.
  var report: String
  var errors: String
  /// Bytes of facts that went to disk.
  var spilledByteCount: Int
  /// What exceptions and disabled rules have left out, without the place of the rule file.
  var exceptions: [String]
  /// Lines of all inputs.
  var lineCount: Int
  /// Lines of all inputs that are part of an event.
  var eventLineCount: Int

  /// The committed files as they are, with the usual settings.
  static let committed = Result { try SampleScan(SampleLogs.files) }

  /// Scans.
  ///
  /// - Parameters:
  ///   - paths: Logs, in the order in which the command gets them.
  ///   - options: Further options.
  ///   - folder: The working folder.
  ///   - input: The file in it that is standard input.
  /// - Throws: What starting the process and reading its summary throws.
  init(
    _ paths: [String], _ options: [String] = [], in folder: TemporaryFolder? = nil,
    input: String? = nil
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    // Away from the logs: a folder of them may be what is scanned.
    let summaryFolder = try TemporaryFolder()
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    let periods = try summaryFolder.write(
      PeriodLawRules.text, to: "periods.exfil")
    let result = try CommandResult(
      running: ["scan"] + paths + [
        "--rules", rules, "--rules", SampleLogs.path("site.exfil"),
        "--rules", periods, "--people", SampleLogs.path("people/roster.csv"),
        "--leases", SampleLogs.path("people/leases.csv"), "--year", "2026", "--format", "jsonl",
        "-o", "summary=\(summaryFolder.path("run.json"))",
      ] + options, in: folder, input: input)
    status = result.status
    report = result.output
    errors = result.errors
    let data = try Data(contentsOf: summaryFolder.url.appending(path: "run.json"))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    exceptions = try ["allowed", "disabled"].flatMap { name in
      try #require(summary[name] as? [[String: Any]]).map { exception in
        let portable = exception.filter { $0.key != "place" }
        return String(
          decoding: try JSONSerialization.data(withJSONObject: portable, options: .sortedKeys),
          as: UTF8.self)
      }
    }
    spilledByteCount = try #require(summary["spilled_bytes"] as? Int)
    let inputs = try #require(summary["inputs"] as? [[String: Any]])
    lineCount = inputs.reduce(0) { $0 + ($1["lines"] as? Int ?? 0) }
    eventLineCount = inputs.reduce(0) { $0 + ($1["event_lines"] as? Int ?? 0) }
  }

  /// The report without what only the cutting and naming of files decides.
  ///
  /// These are `file`, `line` and `offset` of the evidence. Nothing is sorted, and every other byte
  /// stays.
  var portableReport: [String] { Self.portable(report) }

  static func portable(_ report: String) -> [String] {
    report.nonEmptyLines.map { finding in
      let parts = finding.components(separatedBy: #"{"file":""#)
      let rest = parts.dropFirst().map { part in
        part.range(of: #""sha256":"#).map { "{" + part[$0.lowerBound...] } ?? part
      }
      return parts[0] + rest.joined()
    }
  }

  /// Holds another scan of the same lines to what this one found.
  func expectSame(as other: SampleScan, _ what: String) {
    #expect(other.status == 0, "\(what): \(other.errors)")
    #expect(other.lineCount == lineCount, "\(what)")
    #expect(other.eventLineCount == eventLineCount, "\(what)")
    #expect(other.exceptions == exceptions, "\(what)")
    let (own, others) = (portableReport, other.portableReport)
    #expect(others.count == own.count, "\(what)")
    for (one, another) in zip(own, others) where one != another {
      Issue.record("\(what): \(one.prefix(600))\n--- became\n\(another.prefix(600))")
      return
    }
  }
}
