internal import EventModel
internal import Foundation
internal import RuleLanguage
internal import Testing

/// Every `Golden/Diagnostics/NAME.exfil` must make the compiler say exactly what stands in
/// `NAME.en.txt`, and in Japanese what stands in `NAME.ja.txt`.
///
/// `RECORD=1 swift test --filter DiagnosticGoldenTests` writes these files anew and fails, so that
/// a person reads the diff.
@Suite struct DiagnosticGoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden").appending(path: "Diagnostics")
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".exfil") }.map { String($0.dropLast(6)) }.sorted()
  }()

  /// Codes that no rule file alone brings about; the tests of the command cover them.
  static let codesOfTheCommand: Set<DiagnosticCode> = [
    .layout, .failedTest, .failedSample, .unreached, .unnoticed,
  ]

  /// The present time of all golden files: day 0 of tests, 2025-04-02 at noon in Japan.
  static let now = Timestamp(microseconds: 1_743_562_800_000_000)

  private func compiled(_ name: String) throws -> RuleCompilation {
    var sources = MemorySources.prelude
    let data = try Data(contentsOf: Self.folder.appending(path: "\(name).exfil"))
    sources.files["\(name).exfil"] = [UInt8](data)
    return compileRules(roots: ["\(name).exfil"], provider: sources, now: Self.now)
  }

  @Test(arguments: names, DiagnosticLanguage.allCases)
  func `says what the file says`(_ name: String, _ language: DiagnosticLanguage) throws {
    let compilation = try compiled(name)
    let actual = compilation.renderedDiagnostics(language: language)
    let file = "\(name).\(language.rawValue).txt"
    let golden = Self.folder.appending(path: file)
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try actual.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file); read the diff, then run again without RECORD")
      return
    }
    let expected = try? String(contentsOf: golden, encoding: .utf8)
    #expect(
      expected == actual,
      """
      \(file) says something else. If the new text is better, write it down with
      RECORD=1 swift test --filter DiagnosticGoldenTests, and read the diff.
      """)
    #expect((compilation.program == nil) == compilation.hasErrors)
  }

  @Test func `every code has a golden file`() throws {
    var covered = Self.codesOfTheCommand
    for name in Self.names { covered.formUnion(try compiled(name).diagnostics.map(\.code)) }
    for code in DiagnosticCode.allCases where !covered.contains(code) {
      Issue.record(
        """
        No golden file shows \(code.text). Write Golden/Diagnostics/SOMETHING.exfil with the
        mistake in it, then RECORD=1 swift test --filter DiagnosticGoldenTests.
        """)
    }
  }

  @Test func `there are many golden files, and each says something`() throws {
    #expect(Self.names.count >= 120)
    for name in Self.names where !name.hasPrefix("right-") {
      #expect(try !compiled(name).diagnostics.isEmpty, "\(name)")
    }
  }

  @Test func `no expected text has lost its rule file`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let known = Set(
      Self.names.flatMap { ["\($0).exfil", "\($0).en.txt", "\($0).ja.txt"] })
    #expect(Set(files).subtracting(known).isEmpty)
  }
}
