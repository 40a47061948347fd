internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// Which rules can have the findings that a rule over `alert` selects, before there is any.
@Suite struct AlertGroundsTests {
  private static let rules = """
    exfil 1
    list some of text = ("a.low", "B.Adds")
    list ending of text from "ending.list"
    rule a.low "題" { when web severity low }
    rule b.adds "題" { when mail severity low score 15 add 30 if user is departing
      subtract 10 if user is contractor category private_mail }
    rule c.high "題" { when file unless label = "公開" severity high category bulk_access }
    rule d.most "題" { when login severity critical score 95 category bulk_access }
    rule e.trial "題" { when web severity critical mode trial }
    rule f.gap "題" { when source where action = gap per source severity high }
    rule z.second "題" { when alert }

    """

  private func program(_ text: String) throws -> RuleProgram {
    let sources = MemorySources([
      "a.exfil": Self.rules + text, "ending.list": "a.low\nd.most until 2026-03-31\n",
    ])
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(!compilation.hasErrors, "\(compilation.renderedDiagnostics())")
    return try #require(compilation.program)
  }

  @Test(arguments: [
    ("", "abcd"), ("where score >= 20", "abcd"), ("where score >= 46", "cd"),
    ("where score > 45", "cd"), ("where score < 20", "b"), ("where score < 5", ""),
    ("where score = 95", "d"), ("where score != 95", "abc"), ("where score in 41 .. 50", "b"),
    ("where score not in 20 .. 90", "bd"), ("where 20 <= score and score <= 45", "ab"),
    ("where severity = low", "ab"), ("where severity in (medium, info)", "bc"),
    ("where severity not in (low, high)", "bcd"), ("where rule = \"A.LOW\"", "a"),
    ("where rule != \"a.low\"", "bcd"), ("where rule in (\"a.low\", \"c.high\")", "ac"),
    ("where rule in some", "ab"), ("where rule not in some", "cd"),
    ("where rule in ending", "ad"), ("where rule not in ending", "bcd"),
    ("where rule starts \"c\" or rule ends \".most\"", "cd"),
    ("where rule contains \"ad\"", "b"), ("where rule like \"x*\"", "abcd"),
    ("where category = \"bulk_access\"", "cd"),
    ("where category = \"custom\" and score >= 21", ""),
    ("where not (category = \"custom\" or score >= 90)", "bc"),
    ("unless rule = \"a.low\"", "bcd"), ("unless severity in (low, critical)", "bc"),
    ("where user is departing unless score >= 95", "abc"),
    ("where rule is missing", "abcd"), ("where rule = \"e.trial\"", ""),
  ]) func `only rules that can have such findings count`(
    _ condition: String, _ expected: String
  ) throws {
    let program = try program("rule y.asks \"題\" { when alert \(condition) }")
    let rule = try #require(program.rules.firstIndex { $0.id == "y.asks" })
    let grounds = program.grounds(ofRule: rule, step: 0).map { program.rules[$0].id }
    #expect(grounds.compactMap(\.first).map(String.init).joined() == expected)
  }

  @Test(arguments: [
    ("if distinct(rule) >= 4", true), ("if distinct(rule) > 4", false),
    ("if 5 <= distinct(rule)", false), ("if 4 < distinct(rule)", false),
    ("if distinct(rule) = 4", true), ("if distinct(rule) != 9", true),
    ("if distinct(category) >= 3", true), ("if distinct(category) >= 4", false),
    ("if distinct(category) >= 4 or sum(score) >= 1000", true),
    ("if distinct(category) >= 4 and sum(score) >= 1000", false),
    ("if count() >= 1000", true), ("if distinct(user) >= 1000", true),
    ("if not (distinct(rule) < 5)", false),
  ]) func `a threshold may be out of reach`(_ condition: String, _ canAlert: Bool) throws {
    let program = try program(
      "rule y.asks \"題\" { when alert per user within 7d \(condition) }")
    let rule = try #require(program.rules.firstIndex { $0.id == "y.asks" })
    #expect(program.canAlert(rule: rule) { _ in true } == canAlert)
    #expect(!program.canAlert(rule: rule) { _ in false })
  }

  @Test func `each step of a sequence needs somebody to have it`() throws {
    let program = try program(
      """
      rule y.asks "題" {
        first alert where score >= 60 at least 2 distinct rule
        then  alert where severity = low
        per   user within 7d
      }
      """)
    let rule = try #require(program.rules.firstIndex { $0.id == "y.asks" })
    func canAlert(_ without: String) -> Bool {
      program.canAlert(rule: rule) { program.rules[$0].id.first != without.first }
    }
    #expect(canAlert("e.trial") && canAlert("a.low") && canAlert("b.adds"))
    #expect(!canAlert("c.high") && !canAlert("d.most"))
  }
}
