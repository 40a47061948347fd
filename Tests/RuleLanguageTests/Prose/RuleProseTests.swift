internal import Foundation
internal import RuleLanguage
internal import Testing

/// Rules told back as prose, held against texts that a person has read.
///
/// `RECORD=1 swift test --filter RuleProse` writes the texts anew and fails, so that the diff is read.
@Suite struct RuleProseTests {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden/Prose")

  private static func sources(_ name: String) throws -> MemorySources {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return MemorySources([name: text])
  }

  private static func prose(_ name: String) throws -> RuleProse {
    RuleProse(roots: [name], provider: try sources(name))
  }

  private static func shipped() throws -> RuleProse {
    let names = try FileManager.default.contentsOfDirectory(atPath: ShippedRulesTests.folder.path)
      .filter { $0.hasSuffix(".exfil") }.sorted()
    return RuleProse(roots: names, provider: ShippedRulesTests.Disk())
  }

  private func expect(_ prose: RuleProse, _ name: String, _ language: DiagnosticLanguage) throws {
    let texts = prose.ruleIDs.compactMap { prose.text(ofRule: $0, language: language) }
    try #require(texts.count == prose.ruleIDs.count)
    let actual = texts.joined(separator: "\n----\n\n")
    let file = Self.folder.appending(path: "\(name).\(language.rawValue).txt")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try actual.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent); read the diff, then run again")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == actual)
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `tells every construct as a person has read it`(_ language: DiagnosticLanguage) throws {
    let prose = try Self.prose("every.exfil")
    // A rule with a mistake in its syntax would be missing.
    #expect(prose.ruleIDs.count == 14)
    try expect(prose, "every", language)
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `tells rules of daily use as a person has read them`(
    _ language: DiagnosticLanguage
  ) throws {
    let prose = try Self.prose("examples.exfil")
    #expect(!prose.hasErrors && prose.ruleIDs.count == 4)
    try expect(prose, "examples", language)
  }

  @Test func `the file of every construct has no mistake`() throws {
    let compilation = compileRules(
      roots: ["every.exfil"], provider: try Self.sources("every.exfil"))
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(compilation.renderedDiagnostics())")
  }

  @Test func `tells every shipped rule, by the names people use`() throws {
    let prose = try Self.shipped()
    #expect(!prose.hasErrors)
    #expect(prose.ruleIDs.count >= 10)
    for id in prose.ruleIDs {
      let japanese = try #require(prose.text(ofRule: id, language: .japanese))
      let english = try #require(prose.text(ofRule: id, language: .english))
      for heading in ["対象", "判定", "重大度と点数", "通知文", "例"] {
        #expect(japanese.contains("\n\(heading)\n  "), "\(id): \(heading)")
      }
      for heading in ["What counts", "When it alerts", "Severity and score", "Examples"] {
        #expect(english.contains("\n\(heading)\n  "), "\(id): \(heading)")
      }
      // What readers call otherwise is not called by its name in rules; braces are placeholders.
      for word in ["bytes_out", "device.serial", "attachment_count", "src_ip", "{user}"] {
        #expect(!japanese.contains(word), "\(id): \(word)")
      }
      #expect(!english.contains("bytes_out") && !english.contains("{user}"), "\(id)")
    }
  }

  @Test func `knows which rules there are`() throws {
    let prose = try Self.prose("every.exfil")
    #expect(prose.text(ofRule: "prose.windows", language: .english) == nil)
    #expect(prose.nearestRule(to: "prose.widnow") == "prose.window")
  }

  @Test func `tells the value of a let in force, and whose it is`() throws {
    let sources = MemorySources([
      "a.exfil": """
      exfil 1
      let big = 50MB
      rule a.b "題" { when web where bytes_out >= big }
      """,
      "site.exfil": "exfil 1\nuse \"a.exfil\"\nset big = 1.5GB\n",
    ])
    let shipped = RuleProse(roots: ["a.exfil"], provider: sources)
    let site = RuleProse(roots: ["site.exfil"], provider: sources)
    #expect(shipped.text(ofRule: "a.b", language: .english)?.contains("50MB (big)") == true)
    #expect(
      site.text(ofRule: "a.b", language: .japanese)?.contains("1.5GB(設定値 big、この会社での値)以上の")
        == true)
  }
}
