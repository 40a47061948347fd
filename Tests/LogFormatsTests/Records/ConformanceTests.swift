import ByteScan
import EventModel
import Foundation
import RuleLanguage
import RuleProgram
import Testing

@testable import LogFormats

/// Every folder of `Conformance` holds lines (`sample.log`), and what each line must come to
/// (`expected.txt`); formats that are not built in are declared beside them (`format.exfil`).
///
/// `RECORD=1 swift test --filter ConformanceTests` writes the expectations anew and fails, so that a person
/// reads the diff.
struct ConformanceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Conformance")

  static let names: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).sorted()
  }()

  private struct Files: SourceProvider {
    var folder: URL
    func contents(ofFile path: String) throws(SourceError) -> [UInt8] {
      guard let data = try? Data(contentsOf: folder.appending(path: path)) else {
        throw SourceError(reason: "no such file")
      }
      return [UInt8](data)
    }
    func standing(ofFile path: String) -> FileStanding { .sound }
  }

  static func formats(of name: String) throws -> [DeclaredFormat] {
    let own = folder.appending(path: "\(name)/format.exfil")
    guard FileManager.default.fileExists(atPath: own.path) else { return [] }
    let compilation = compileRules(
      roots: ["format.exfil"], provider: Files(folder: folder.appending(path: name)), lints: false)
    let program = try #require(
      compilation.program, "\(compilation.renderedDiagnostics())")
    return try program.formats.map { try DeclaredFormat($0) }
  }

  static func sample(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name)/sample.log")))
  }

  /// The format that the sample is identified as; where too many of its lines are meant to be
  /// wrong, the first one declared.
  static func identified(_ name: String) throws -> LogFormat {
    let sample = try sample(of: name)
    let declared = try formats(of: name)
    let identifier = FormatIdentifier(declared: declared)
    let found = identifier.identify(sample.span)
    if found.isRecognised { return found.format }
    return identifier.identify(sample.span, as: try #require(declared.first).name).format
  }

  /// Logs whose clock names no zone are read in that of the file `timezone`, from 2026 on.
  static func options(_ name: String) throws -> LogReaderOptions {
    let file = folder.appending(path: "\(name)/timezone")
    guard let zone = try? String(contentsOf: file, encoding: .utf8) else {
      return LogReaderOptions()
    }
    return LogReaderOptions(
      timezone: try CivilZone(named: zone.trimmingCharacters(in: .whitespacesAndNewlines)),
      year: 2026)
  }

  private static func fields() -> [Field] { Field.allCases.filter { $0 != .source } }

  @Test(arguments: names) func `reads every line as expected`(_ name: String) throws {
    let format = try Self.identified(name)
    let sink = LogReader.record(
      try Self.sample(of: name), as: format, options: try Self.options(name),
      fields: Self.fields())
    let actual = ["format: \(format.name)"] + sink.calls
    let file = Self.folder.appending(path: "\(name)/expected.txt")
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
    let format = try Self.identified(name)
    let sample = try Self.sample(of: name)
    let options = try Self.options(name)
    let whole = LogReader.record(sample, as: format, options: options)
    for blockByteCount in [1, 2, 7, 16, 63, 64, 65, 100, 257, 1000] {
      let cut = LogReader.record(
        sample, as: format, options: options, blockByteCount: blockByteCount)
      #expect(cut.calls == whole.calls, "blocks of \(blockByteCount) bytes")
      #expect(cut.lines.map(\.number) == whole.lines.map(\.number))
    }
  }

  @Test(arguments: names) func `accounts for every line of a torn file`(_ name: String) throws {
    let format = try Self.identified(name)
    let sample = try Self.sample(of: name)
    for end in 0...sample.count {
      let torn = Array(sample[..<end])
      let sink = LogReader.record(torn, as: format)
      let lineCount = torn.span.lineCount
      #expect(sink.calls.count == lineCount, "cut at \(end)")
    }
  }

  @Test(arguments: names, 0..<10)
  func `accounts for every line of any bytes, in any blocks`(_ name: String, seed: UInt64) throws {
    let format = try Self.identified(name)
    var random = SeededRandom(seed: seed)
    let sample = try Self.sample(of: name)
    let signs = Array("\",;=|\\\n\r\t{}[] \0".utf8)
    for _ in 0..<40 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
        default:
          let end = min(bytes.count, place + Int.random(in: 0..<80, using: &random))
          bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        }
      }
      let whole = LogReader.record(bytes, as: format)
      let lineCount = bytes.span.lineCount
      #expect(whole.calls.count == lineCount, "seed \(seed)")
      let blockByteCount = Int.random(in: 1...300, using: &random)
      let cut = LogReader.record(bytes, as: format, blockByteCount: blockByteCount)
      #expect(cut.calls == whole.calls, "seed \(seed), blocks of \(blockByteCount) bytes")
    }
  }

  @Test func `there is a folder for every syntax`() {
    let wanted = [
      "apache", "cef", "csv", "json", "keyvalue", "leef", "nginx", "numbered", "syslog", "tsv",
      "w3c",
    ]
    #expect(Self.names.filter(wanted.contains) == wanted)
  }
}
