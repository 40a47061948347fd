internal import Foundation
internal import RuleLanguage
internal import Testing

/// Every `Diagnostics/NAME.exfil` must make the compiler say exactly `NAME.expected`.
///
/// `RECORD=1 swift test` writes the files anew and fails, so that a person reads the diff.
@Suite struct DiagnosticGoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Diagnostics")
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".exfil") }.map { String($0.dropLast(6)) }.sorted()
  }()

  @Test(arguments: names)
  func `says what the file says`(_ name: String) throws {
    let rules = try String(
      contentsOf: Self.folder.appending(path: "\(name).exfil"), encoding: .utf8)
    let goldenURL = Self.folder.appending(path: "\(name).expected")
    var sources = MemorySources.prelude
    sources.files["\(name).exfil"] = Array(rules.utf8)
    let compilation = compileRules(roots: ["\(name).exfil"], provider: sources)
    let actual = compilation.renderedDiagnostics()
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try actual.write(to: goldenURL, atomically: true, encoding: .utf8)
      Issue.record("recorded \(goldenURL.lastPathComponent); read the diff, then run again")
    }
    #expect(try String(contentsOf: goldenURL, encoding: .utf8) == actual)
    #expect((compilation.program == nil) == compilation.hasErrors)
  }

  @Test func `there are many golden files`() { #expect(Self.names.count >= 45) }
}
