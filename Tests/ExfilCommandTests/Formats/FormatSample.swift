internal import Detection
internal import EventModel
internal import Foundation
internal import Reports
internal import RuleProgram
internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

/// A folder of `Tests/LogFormatsTests/Conformance`, read by whole runs of the program.
struct FormatSample {
  static let root = SampleLogs.project.appending(path: "Tests/LogFormatsTests/Conformance")

  /// The folders that hold a sample, in the order of their names.
  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter {
      FileManager.default.fileExists(atPath: root.appending(path: "\($0)/sample.log").path)
    }
  }()

  /// Every third of them, or all if `EXFIL_ALL_FORMATS` is set: what a whole run does with blocks and
  /// encodings is hardly a matter of the format, and each sample costs many runs.
  static let someNames: [String] = {
    if ProcessInfo.processInfo.environment["EXFIL_ALL_FORMATS"] != nil { return names }
    return names.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
  }()

  /// What a run made of a text.
  struct Reading {
    /// One JSON object an event, without the name of the file.
    var events: [String]
    var account: InputAccount
    var balances: Bool

    /// The same without the numbers of lines.
    var eventsAnywhere: [String] {
      events.map { $0.replacing(/"line":\d+/, with: #""line":0"#) }
    }
    /// What became of the lines.
    var fates: [String] {
      let (ignored, rejected) = (account.lines.ignored, account.lines.rejected)
      return ["events \(account.lines.eventLines)"]
        + ignored.map { "ignored \($0) \($1)" }.sorted()
        + rejected.map { "rejected \($0) \($1)" }.sorted()
    }
  }

  let name: String
  let text: [UInt8]
  private var plan = RunPlan()

  /// Reads a folder; its declaration, if it has one, becomes part of every run.
  init(_ name: String) throws {
    self.name = name
    let folder = Self.root.appending(path: name)
    text = Array(try Data(contentsOf: folder.appending(path: "sample.log")))
    let rules = folder.appending(path: "format.exfil").path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: rules) else {
      plan.timezone = "Asia/Tokyo"
      plan.year = 2026
      return
    }
    plan.program = Engine.shipped.compile([RawPath(rules)]).program
    try #require(!plan.program.formats.isEmpty, "\(rules) declares nothing that compiles")
    // Some samples are mostly lines that are meant to be wrong.
    if try read(text).account.codes.contains("unrecognised_format") {
      plan.formatChoices = plan.program.formats.prefix(1).map {
        FormatChoice(glob: nil, name: $0.name)
      }
    }
  }

  /// Whether each of the sample's bytes is part of a character.
  var isText: Bool { String(validating: text, as: UTF8.self) != nil }

  /// Reads a file of these bytes.
  ///
  /// - Parameters:
  ///   - bytes: The file as it is stored.
  ///   - jobs: The number of workers.
  ///   - blockByteCount: The length of a block, `nil` for the usual one.
  /// - Returns: Its events and its account.
  /// - Throws: What a run throws.
  func read(_ bytes: [UInt8], jobs: Int = 1, blockByteCount: Int? = nil) throws -> Reading {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "sample")
    try Data(bytes).write(to: file)
    var plan = plan
    plan.inputs = [RawPath(file.path(percentEncoded: false))]
    plan.jobCount = jobs
    plan.blockByteCount = blockByteCount
    var output: [UInt8] = []
    let outcome = try Engine.shipped.events(plan, EventPrinter()) { line in
      for index in line.indices { output.append(line[index]) }
    }
    let events = String(decoding: output, as: UTF8.self).split(separator: "\n").map {
      String($0.replacing(/"file":"[^"]*",/, with: "", maxReplacements: 1))
    }
    return Reading(
      events: events, account: try #require(outcome.summary.inputs.first),
      balances: outcome.summary.balances)
  }
}
