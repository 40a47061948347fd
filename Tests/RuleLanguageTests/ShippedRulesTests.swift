internal import Foundation
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// The rules that come with the program, read from disk.
@Suite struct ShippedRulesTests {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Rules")

  struct Disk: SourceProvider {
    func contents(ofFile path: String) throws(SourceError) -> [UInt8] {
      let file = ShippedRulesTests.folder.appending(path: path)
      guard let data = try? Data(contentsOf: file) else {
        throw SourceError(reason: "no such file")
      }
      return [UInt8](data)
    }
  }

  @Test func `compile without a word of complaint`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".exfil") }.sorted()
    let compilation = compileRules(roots: names, provider: Disk())
    #expect(compilation.renderedDiagnostics() == "")
    let program = try #require(compilation.program)
    #expect(program.rules.count >= 10)
    #expect(program.tests.count >= 2 * program.rules.count)
    #expect(program.civilTimezone == "Asia/Tokyo")
    #expect(program.rules.allSatisfy { !$0.steps.isEmpty && !$0.message.isEmpty })
  }

  /// The pack and the profiles that come with it, which a folder does not load by itself.
  private static func rules() throws -> [CompiledRule] {
    let profiles = folder.appending(path: "profiles")
    let roots = try [folder: "", profiles: "profiles/"].flatMap { place, prefix in
      try FileManager.default.contentsOfDirectory(atPath: place.path)
        .filter { $0.hasSuffix(".exfil") }.map { prefix + $0 }
    }
    return try #require(compileRules(roots: roots.sorted(), provider: Disk()).program).rules
  }

  @Test
  func `say why, what to check first, and where ATT&CK and the Insider Threat Matrix have it`()
    throws
  {
    for rule in try Self.rules() {
      #expect(!rule.why.isEmpty, "\(rule.id) needs a `why`")
      #expect(!rule.next.isEmpty, "\(rule.id) needs a `next`: what to check first")
      #expect(
        rule.category != "custom" || rule.id == "user.combined_risk", "\(rule.id) needs a category")
      #expect(
        rule.tags.contains { $0.wholeMatch(of: /attack\.T\d{4}(\.\d{3})?/) != nil },
        "\(rule.id) needs a tag such as attack.T1567.002")
      #expect(
        rule.tags.contains { $0.wholeMatch(of: /itm\.(AF|IF|ME|MT|PR)\d{3}(\.\d{3})?/) != nil },
        "\(rule.id) needs a tag such as itm.IF001.001")
    }
  }

  @Test func `are tested for alert and for silence`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".exfil") }.sorted()
    let program = try #require(compileRules(roots: names, provider: Disk()).program)
    for (index, rule) in program.rules.enumerated() {
      let tests = program.tests.filter { $0.rule == index }
      #expect(tests.contains { $0.mustAlert }, "\(rule.id) needs a `must alert`")
      #expect(tests.contains { !$0.mustAlert }, "\(rule.id) needs a `must not alert`")
    }
  }

  @Test func `name source and date in the head of each list`() throws {
    let lists = Self.folder.appending(path: "lists")
    for name in try FileManager.default.contentsOfDirectory(atPath: lists.path).sorted() {
      let text = try String(contentsOf: lists.appending(path: name), encoding: .utf8)
      let head = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.joined(separator: " ")
      #expect(
        head.contains(/20\d\d-\d\d/) && head.contains(/Source|Facts/),
        "the head of lists/\(name) must say `Source: …` or `Facts from …`, and the month")
    }
  }
}
