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
}
