import EventModel
import Foundation
import RuleLanguage
import RuleProgram
import Testing

@testable import LogFormats

/// One folder of `Conformance`, as its `README.md` describes them.
struct ConformanceFolder {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Conformance")

  /// The folders that hold a sample, in the order of their names.
  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter {
      FileManager.default.fileExists(atPath: root.appending(path: "\($0)/sample.log").path)
    }
  }()

  let name: String
  /// Formats that the folder declares; none where built-in ones read the sample.
  let declared: [DeclaredFormat]
  let sample: [UInt8]
  /// What the sample is identified as; where too many of its lines are meant to be wrong, the
  /// first format declared.
  let identification: Identification

  var url: URL { Self.root.appending(path: name) }
  var format: LogFormat { identification.format }
  var identifier: FormatIdentifier { FormatIdentifier(declared: declared) }

  /// What built-in formats are told that their lines may lack.
  ///
  /// It is the zone that a file `timezone` names (`none` for no zone), else that of Tokyo; a
  /// declaration tells it itself.
  var options: LogReaderOptions {
    guard declared.isEmpty else { return LogReaderOptions() }
    let zone = try? String(contentsOf: url.appending(path: "timezone"), encoding: .utf8)
    return LogReaderOptions(
      timezone: try? CivilZone(
        named: (zone ?? "Asia/Tokyo").trimmingCharacters(in: .whitespacesAndNewlines)),
      year: 2026)
  }

  init(_ name: String) throws {
    self.name = name
    let url = Self.root.appending(path: name)
    var declared: [DeclaredFormat] = []
    if FileManager.default.fileExists(atPath: url.appending(path: "format.exfil").path) {
      let compilation = compileRules(
        roots: ["format.exfil"], provider: Files(folder: url), lints: false)
      let program = try #require(
        compilation.program, "\(compilation.renderedDiagnostics())")
      declared = try program.formats.map { try DeclaredFormat($0) }
    }
    let sample = [UInt8](try Data(contentsOf: url.appending(path: "sample.log")))
    let identifier = FormatIdentifier(declared: declared)
    var found = identifier.identify(sample.span)
    if !found.isRecognised, let first = declared.first {
      found = identifier.identify(sample.span, as: first.name)
    }
    self.declared = declared
    self.sample = sample
    identification = found
  }

  /// Texts on which a reader once went wrong.
  var found: [[UInt8]] {
    get throws {
      let folder = url.appending(path: "found")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return try names.sorted().map { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
    }
  }

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
}
