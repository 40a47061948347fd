import ByteScan
import EventModel
import Foundation
import Testing

@testable import LogFormats

/// Every folder of `Conformance` holds lines (`sample.log`) and what each must come to
/// (`expected.txt`); `README.md` beside them tells how to add one.
///
/// `RECORD=1 swift test --filter ConformanceTests` writes the expectations anew and fails, so that a person
/// reads the diff.
struct ConformanceTests {
  static let names = ConformanceFolder.names

  private static func fields() -> [Field] { Field.allCases.filter { $0 != .source } }

  @Test(arguments: names) func `reads every line as expected`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    let format = folder.format
    try #require(folder.identification.isRecognised, "no format reads \(name)/sample.log")
    let sink = LogReader.record(
      folder.sample, as: format, options: folder.options, fields: Self.fields())
    var title = format.name
    if folder.identification.names != [title] {
      title += ": " + folder.identification.names.joined(separator: ", ")
    }
    let actual =
      ["format: \(folder.declared.isEmpty ? title : format.name)"] + sink.calls
      + MailJoining.messages(in: sink) + LineJoining.records(in: sink)
    let file = folder.url.appending(path: "expected.txt")
    let text = actual.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)/expected.txt; read the diff, then run again without RECORD")
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(expected == text, "\(name) is read otherwise; if that is right, record it")
  }

  @Test(arguments: names) func `cuts into blocks change nothing`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    let whole = LogReader.record(folder.sample, as: folder.format, options: folder.options)
    for blockByteCount in [1, 2, 7, 16, 63, 64, 65, 100, 257, 1000] {
      let cut = LogReader.record(
        folder.sample, as: folder.format, options: folder.options, blockByteCount: blockByteCount)
      #expect(cut.calls == whole.calls, "blocks of \(blockByteCount) bytes")
      #expect(cut.lines.map(\.number) == whole.lines.map(\.number))
    }
  }

  @Test(arguments: names) func `accounts for every line of a torn file`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    // Every place of a short sample; of a long one about 400, evenly spread.
    let step = max(1, folder.sample.count / 400)
    for end in stride(from: 0, through: folder.sample.count, by: step) {
      let torn = Array(folder.sample[..<end])
      let sink = LogReader.record(torn, as: folder.format, options: folder.options)
      _ = MailJoining.messages(in: sink)
      let lineCount = torn.span.lineCount
      #expect(sink.calls.count == lineCount, "cut at \(end)")
    }
  }

  @Test func `there is a folder for every syntax`() {
    let wanted = [
      "apache", "cef", "csv", "json", "keyvalue", "leef", "nginx", "numbered", "syslog", "tsv",
      "w3c",
    ]
    #expect(Self.names.filter(wanted.contains) == wanted)
  }

  /// So a format cannot be built in without lines that every test of this folder reads.
  @Test func `there is a folder for every built-in format`() throws {
    var found: Set<String> = []
    for name in Self.names {
      let folder = try ConformanceFolder(name)
      guard folder.declared.isEmpty else { continue }
      found.formUnion(folder.identification.names + [folder.format.name])
    }
    let missing = FormatIdentifier().knownNames.filter { !found.contains($0) }
    #expect(
      missing == [],
      "add Conformance/NAME with a sample.log that is identified as each of these; see README.md there"
    )
  }
}
