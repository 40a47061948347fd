internal import RuleLanguage
internal import Testing

/// `exfil explain` has something true to say about every code.
@Suite struct ExplanationTests {
  private static let declarations: Set<String> = [
    "use", "let", "set", "list", "extend", "calendar", "define", "format", "rule", "allow",
    "disable",
  ]

  /// Compiles an example: declarations as they are, clauses inside a rule.
  private func codes(of example: String) -> [DiagnosticCode] {
    let first = example.prefix { $0.isLetter }
    let isFile = Self.declarations.contains(String(first)) || first == "severity"
    var sources = MemorySources.prelude
    let text = isFile ? example : "rule big.upload \"大きなアップロード\" {\n\(example)\n}"
    sources.files["example.exfil"] = Array("exfil 1\nuse \"std.exfil\"\n\(text)\n".utf8)
    return compileRules(roots: ["example.exfil"], provider: sources).diagnostics.map(\.code)
  }

  @Test(arguments: DiagnosticCode.allCases)
  func `the wrong example draws the code, the right one no error`(_ code: DiagnosticCode) {
    let explanation = code.explanation
    #expect((explanation.wrong == nil) == (explanation.right == nil))
    if let wrong = explanation.wrong { #expect(codes(of: wrong).contains(code), "\(wrong)") }
    if let right = explanation.right {
      let found = codes(of: right)
      #expect(!found.contains(code) && !found.contains { $0.severity == .error }, "\(found)")
    }
  }

  @Test(arguments: DiagnosticCode.allCases)
  func `both languages are there, and lines fit a terminal`(_ code: DiagnosticCode) {
    let english = Explanation.text(of: code, language: .english)
    let japanese = Explanation.text(of: code, language: .japanese)
    #expect(english.hasPrefix("\(code.text): ") && japanese.hasPrefix("\(code.text): "))
    #expect(
      !code.explanation.meaning.english.unicodeScalars.contains { isJapanese($0) }
        || code == .wordList)
    #expect(code.explanation.title.japanese.unicodeScalars.contains { isJapanese($0) })
    #expect(code.explanation.meaning.japanese.contains("。"))
    for line in english.split(separator: "\n") where !line.hasPrefix("    ") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  private func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
  }

  @Test func `codes are found as people type them`() {
    #expect(DiagnosticCode(written: "E-missing") == .missing)
    #expect(DiagnosticCode(written: "e-Missing") == .missing)
    #expect(DiagnosticCode(written: "missing") == .missing)
    #expect(DiagnosticCode(written: "upload.single_large") == nil)
    #expect(DiagnosticCode.nearest(to: "E-mising") == .missing)
  }

  @Test func `codes keep their shape`() {
    for code in DiagnosticCode.allCases {
      #expect(code.text.wholeMatch(of: /[EWN]-[a-z]+(-[a-z]+)*/) != nil)
    }
    let lines = Explanation.index(language: .english).split(separator: "\n")
    #expect(lines.count == DiagnosticCode.allCases.count)
  }
}
