internal import Foundation
internal import RuleLanguage
internal import Testing

/// The pages that teach the language say what the program does.
///
/// Every block marked `exfil` is checked: it must pass with its tests and be in its form, or, where a
/// block `diagnostic` follows, draw exactly what stands there. Every command in a block `console`
/// prints what follows it. The tables between marks are those that the code gives.
///
/// `RECORD=1 swift test --filter RuleReferenceTests` writes what the program says into the pages and
/// fails, so that a person reads the diff.
@Suite struct RuleReferenceTests {
  private static let command = "RECORD=1 swift test --filter RuleReferenceTests"
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil

  @Test(arguments: DiagnosticLanguage.allCases)
  func `examples and tables are those of the program`(_ language: DiagnosticLanguage) throws {
    var document = try ReferenceDocument(language)
    let examples = try ReferenceExamples(document)
    var changes: [(lines: Range<Int>, text: String)] = []
    let blocks = document.blocks
    for (index, block) in blocks.enumerated() {
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      let isShown = next?.kind == "diagnostic"
      let isWrong = try isShown && examples.status(of: block.name) == 3
      switch block.kind {
      case "exfil" where isWrong || block.text.contains("\"失敗するテスト\""): break
      case "exfil" where isShown:
        // It draws warnings, which are shown; but it is right.
        #expect(try examples.status(of: block.name) == 0, "\(block.name)")
        changes.append((block.lines, try examples.formatted(block.name)))
      case "exfil":
        let complaints = try examples.complaints(about: block.name)
        #expect(complaints.isEmpty, "\(block.name) on line \(block.lines.lowerBound)")
        changes.append((block.lines, try examples.formatted(block.name)))
      case "diagnostic":
        changes.append((block.lines, try examples.diagnostics(of: blocks[index - 1].name)))
      case "console": changes.append((block.lines, try examples.console(block.text)))
      default: break
      }
    }
    let tables = ReferenceTables(language: language)
    for part in document.generated {
      let table = try #require(tables.table(named: part.name), "no table is called \(part.name)")
      changes.append((part.lines, "\n" + table + "\n"))
    }
    for change in changes.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      let new = change.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map(String.init)
      let old = Array(document.lines[change.lines])
      guard new != old else { continue }
      document.lines.replaceSubrange(change.lines, with: new)
      if !Self.isRecording {
        Issue.record(
          """
          \(document.url.lastPathComponent):\(change.lines.lowerBound) says
          \(old.joined(separator: "\n"))
          and the program says
          \(new.joined(separator: "\n"))
          If that is right, write it down with \(Self.command), and read the diff.
          """)
      }
    }
    if Self.isRecording {
      try document.save()
      Issue.record("recorded \(document.url.lastPathComponent); read the diff, then run again")
    }
  }

  @Test func `every reserved word is explained`() {
    #expect(ReferenceTables.unexplained.isEmpty)
  }

  @Test func `both languages have the same examples and tables`() throws {
    let documents = try DiagnosticLanguage.allCases.map { try ReferenceDocument($0) }
    let rules = documents.map { document in
      document.blocks.filter { ["exfil", "list", "csv"].contains($0.kind) }.map(\.name)
    }
    #expect(rules[0] == rules[1] && rules[0].count >= 15)
    #expect(Set(rules[0]).count == rules[0].count && !rules[0].contains(""))
    #expect(documents[0].generated.map(\.name) == documents[1].generated.map(\.name))
    #expect(Set(documents[0].generated.map(\.name)) == Set(ReferenceTables.names))
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `links lead to headings and files that exist`(_ language: DiagnosticLanguage) throws {
    let document = try ReferenceDocument(language)
    let headings = Set(
      document.lines.filter { $0.hasPrefix("#") }
        .map { ReferenceDocument.anchor($0.drop { $0 == "#" || $0 == " " }) })
    let text = document.lines.joined(separator: "\n")
    for link in text.split(separator: "](").dropFirst() {
      let target = String(link.prefix { $0 != ")" })
      if target.hasPrefix("#") {
        #expect(headings.contains(String(target.dropFirst())), "\(target)")
      } else if !target.contains("://") {
        let file = document.url.deletingLastPathComponent().appending(path: target)
        #expect(
          FileManager.default.fileExists(atPath: file.path(percentEncoded: false)), "\(target)")
      }
    }
  }

  @Test(arguments: DiagnosticLanguage.allCases)
  func `every rule and list that ships is named`(_ language: DiagnosticLanguage) throws {
    let text = try ReferenceDocument(language).lines.joined(separator: "\n")
    let folder = ReferenceDocument.root.appending(path: "Rules")
    for name in try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "lists").path(percentEncoded: false))
    {
      #expect(text.contains("`\(name.split(separator: ".")[0])`"), "\(name)")
    }
    for name in try FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false)) where name.hasSuffix(".exfil")
    {
      let rules = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for line in rules.split(separator: "\n") where line.hasPrefix("rule ") {
        #expect(text.contains("`\(line.split(separator: " ")[1])`"), "\(line)")
      }
    }
  }
}
