internal import Testing

@testable internal import RuleLanguage

@Suite struct KeptTestsTests {
  /// Rules whose tests are right, and wrong in ways that grammar tells.
  private static let tests = [
    #"must alert "a" score 50 { 09:00 web user=tanaka bytes_out=10MB }"#,
    #"must not alert { day +1 09:00 web user=tanaka times 3 every 5m }"#,
    #"must alert { given user tanaka department="営業" given list l ("a", "b") 09:00 web }"#,
    #"must alert { 09:00 web user= }"#, #"must alert { given user }"#,
    #"must alert { 09:00 web user=(a b) }"#, #"must alert { 25:00 web }"#, "must alert {",
    #"must alert { given nothing }"#, #"must alert { 09:00 }"#,
  ]

  @Test(arguments: tests) func `the mistakes are the same without what tests say`(_ test: String) {
    let text = """
      exfil 1
      rule a "A" {
        when web bytes_out > 1MB
        \(test)
      }
      """
    let source = SourceText(Array(text.utf8), name: "a.exfil")
    let (kept, mistakes) = Parser.parse(source)
    let (bare, bareMistakes) = Parser.parse(source, keepsTests: false)
    #expect(
      mistakes.map { $0.rendered(in: source) } == bareMistakes.map { $0.rendered(in: source) })
    #expect(testCounts(kept) == testCounts(bare))
  }

  private func testCounts(_ file: FileSyntax) -> [Int?] {
    file.declarations.map { if case .rule(let rule) = $0.content { rule.tests.count } else { nil } }
  }
}
