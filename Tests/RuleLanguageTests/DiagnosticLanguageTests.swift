internal import Foundation
internal import RuleLanguage
internal import Testing

/// The two languages of each message say the same, as far as a program can tell.
@Suite struct DiagnosticLanguageTests {
  /// Every message that a golden file draws, once.
  private static let complaints: Set<Complaint> = {
    var complaints: Set<Complaint> = []
    for name in DiagnosticGoldenTests.names {
      let file = DiagnosticGoldenTests.folder.appending(path: "\(name).exfil")
      guard let data = try? Data(contentsOf: file) else { continue }
      var sources = MemorySources.prelude
      sources.files["\(name).exfil"] = [UInt8](data)
      let compilation = compileRules(
        roots: ["\(name).exfil"], provider: sources, now: DiagnosticGoldenTests.now)
      complaints.formUnion(compilation.diagnostics.map(\.complaint))
    }
    return complaints
  }()

  private static func phrases(of complaint: Complaint) -> [Phrase] {
    [complaint.title, complaint.label] + (complaint.help.map { [$0] } ?? [])
  }

  /// What stands between backticks: names and code, which no language changes.
  private func code(in text: String) -> Set<String> {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return Set(parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) })
  }

  /// Numbers with their units, which no language changes either.
  private func numbers(in text: String) -> Set<Substring> {
    Set(text.matches(of: /[0-9]+[A-Za-z]*/).map(\.output))
  }

  @Test func `code and numbers are the same in both`() {
    for complaint in Self.complaints {
      for phrase in Self.phrases(of: complaint) {
        #expect(
          code(in: phrase.english).isSubset(of: code(in: phrase.japanese)),
          "\(complaint.code.text): \(phrase)")
        #expect(
          numbers(in: phrase.english) == numbers(in: phrase.japanese),
          "\(complaint.code.text): \(phrase)")
      }
    }
  }

  @Test func `titles and labels are sentences of their language`() {
    for complaint in Self.complaints {
      #expect(complaint.title.english != complaint.title.japanese, "\(complaint)")
      #expect(complaint.label.english != complaint.label.japanese, "\(complaint)")
      for phrase in [complaint.title, complaint.label] {
        #expect(!phrase.english.hasSuffix(".") && !phrase.japanese.hasSuffix("。"), "\(phrase)")
      }
    }
  }

  @Test func `there is much to compare`() { #expect(Self.complaints.count > 250) }
}
