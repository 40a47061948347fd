internal import RuleLanguage
internal import Testing

/// What each lint says of, and what it leaves alone.
@Suite struct LintTests {
  /// Two tests, so that a rule draws no warning about them.
  private static let tests =
    " must alert { 10:00 web user=a } must not alert { 10:00 web user=b }"

  private func codes(_ text: String) -> [DiagnosticCode] {
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = Array("exfil 1\nuse \"std.exfil\"\n\(text)\n".utf8)
    return compileRules(roots: ["a.exfil"], provider: sources).diagnostics.map(\.code)
  }

  private func codes(ofClauses clauses: String) -> [DiagnosticCode] {
    codes("rule r.a \"題\" { \(clauses)\(Self.tests) }")
  }

  @Test(arguments: [
    ("when mail where size > 5MB and size < 1MB", 1),
    ("when mail where size > 5MB and size <= 5MB", 1),
    ("when mail where size = 5MB and size = 6MB", 1),
    ("when mail where size in 1MB .. 2MB and size in 3MB .. 4MB", 1),
    ("when mail where size in 1MB .. 2MB and size in 2MB .. 4MB", 0),
    ("when mail where size is missing and size > 1MB", 1),
    ("when mail where size > 5MB or size < 1MB", 0),
    ("when upload where domain = \"a.example\" and domain = \"b.example\"", 1),
    ("when upload where domain = \"a.example\" and domain = \"A.example\"", 0),
    ("when upload where bytes_in < 0B", 1),
    ("when upload where status > 999", 1),
    ("when upload where status in 400 .. 499", 0),
    ("when file where action = read and action = write", 1),
    ("when file where action in (read, copy) and action in (copy, move)", 0),
    ("when file or device where action = connect", 1),
    ("when file or device where action in (read, connect)", 0),
    ("when mail where sender is missing", 1),
    ("when login where user.days_left < 0", 0),
    ("when login where user is departed and user is departing", 1),
    ("when login where user.phase = notice and user is on_final_leave", 1),
    ("when login where user is departing and user.phase = last_week", 0),
    ("when login where during office_hours and outside office_hours", 1),
    ("when login where time in 22:00 .. 05:00 and time in 01:00 .. 03:00", 0),
    ("when login where time in 22:00 .. 05:00 and time in 09:00 .. 17:00", 1),
    ("when upload where domain in free_mail unless domain in free_mail", 1),
    ("when upload where domain in free_mail unless domain in business_sites", 0),
    ("when upload where method = GET", 1),
    ("when mail where any recipient (domain = \"a.example\" and domain = \"b.example\")", 1),
    ("when mail where any recipient.domain = \"a.jp\" and any recipient.domain = \"b.jp\"", 0),
    ("when upload per user within 1h if count() < 1", 1),
    ("when upload per user within 1h if sum(bytes_out) > 5MB and sum(bytes_out) < 1MB", 1),
    ("when upload per user within 1h if sum(bytes_out) > 5MB and sum(bytes_in) < 1MB", 0),
    ("when upload per user within 1h if largest(bytes_out) < 1MB and count() > 5", 0),
  ])
  func `tells what is never true, once`(clauses: String, count: Int) {
    let codes = codes(ofClauses: clauses)
    #expect(codes.count { $0 == .never } == count, "\(codes)")
    #expect(!codes.contains { $0.severity == .error }, "\(codes)")
  }

  @Test(arguments: [
    ("when upload where bytes_in >= 0B", 1),
    ("when upload where bytes_in > 0B", 0),
    ("when login where outcome in (allowed, blocked, failed)", 1),
    ("when login where outcome in (allowed, blocked)", 0),
    ("when mail where sender is not missing", 1),
    ("when mail where size is not missing", 0),
    ("when mail where size > 1MB or size <= 1MB", 1),
    ("when mail where size > 1MB or size is missing", 0),
    ("when upload per user within 1h if count() >= 1 and sum(bytes_out) > 1MB", 1),
    ("when upload per user within 1h if count(where domain in free_mail) >= 0", 1),
    ("when upload per user within 1h if count(where domain in free_mail) >= 1", 0),
    ("when upload score 40 add 10 if bytes_in >= 0B", 1),
    ("when upload unless bytes_in >= 0B", 1),
  ])
  func `tells what is always true, once`(clauses: String, count: Int) {
    let codes = codes(ofClauses: clauses)
    #expect(codes.count { $0 == .always } == count, "\(codes)")
    #expect(!codes.contains { $0.severity == .error }, "\(codes)")
  }

  @Test(arguments: [
    ("when upload per user each day if sum(bytes_out) >= 300MB", true),
    ("when upload per user each hour if count() > 10 or distinct(domain) > 5", true),
    ("when upload per user within 24h if sum(bytes_out) >= 300MB", false),
    ("when upload per user each day if sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)", false),
    ("when upload per user each day if sum(bytes_out) >= 5 * sum(bytes_in)", false),
    ("when upload per user each day if largest(bytes_out) >= 300MB", false),
  ])
  func `tells of limits that start from nothing each day`(clauses: String, isTold: Bool) {
    #expect(codes(ofClauses: clauses).contains(.tumbling) == isTold)
  }

  @Test(arguments: [
    ("when web where domain in free_mail", true),
    ("when web unless user is known", true),
    ("when mail or web where any recipient.domain in free_mail or domain in free_mail", true),
    ("when upload where domain in free_mail", false),
    ("when web where user is departed", false),
    ("when web where status in 500 .. 599", false),
    ("when web where method = POST and domain in free_mail", false),
    ("when mail where any recipient.domain in free_mail", false),
    ("when mail where any recipient.domain is new to user for 90d", false),
    ("when upload where domain is new to user for 90d", true),
    ("when login where src_ip is new to user for 90d", true),
  ])
  func `tells which rules have every line of a proxy read whole`(clauses: String, isTold: Bool) {
    #expect(codes(ofClauses: clauses).contains(.slow) == isTold)
  }

  @Test(arguments: [
    ("list x of domain = (\"a.jp\")", "", [DiagnosticCode.unused]),
    ("list x of domain = (\"a.jp\")", "unless domain in x", []),
    ("list x of domain = ()", "unless domain in x", [.emptyList]),
    ("list x of domain = () extend x with (\"a.jp\")", "unless domain in x", []),
    ("list x of domain = ()", "where domain in x", [.emptyList]),
    ("list x of domain = ()", "where domain in x or domain in free_mail", [.emptyList]),
    ("let x = 5MB", "where bytes_out > 5MB", [.unused]),
    ("let x = 5MB", "where bytes_out > x", []),
    ("define x as upload where bytes_out > 5MB", "", [.unused]),
    ("calendar x { open Mon-Fri 08:00-17:00 }", "", [.unused]),
    ("calendar x { open Mon-Fri 08:00-17:00 }", "unless during x", []),
    (
      "list x of date = (2025-01-01) calendar c { open Mon 08:00-17:00 closed x }",
      "unless during c", []
    ),
    ("", "where user in watchlist", [.emptyList]),
    ("list x of word = (\"高橋\")", "where url contains x", [.variant]),
    ("list x of word = (\"高橋\", \"髙橋\", \"ﾀｶﾊｼ\", \"顧客\")", "where url contains x", []),
    ("", "where url contains \"渡辺\"", [.variant]),
    ("", "where url contains exactly \"渡辺\"", []),
  ])
  func `tells of names without use, empty lists and one-sided kanji`(
    declarations: String, condition: String, expected: [DiagnosticCode]
  ) {
    let found = codes(
      "\(declarations)\nrule r.a \"題\" { when upload \(condition)\(Self.tests) }")
    #expect(found == expected)
  }

  @Test func `a file without rules is a vocabulary`() {
    #expect(codes("list x of domain = ()\nlet y = 5MB\ndefine z as web") == [])
  }

  @Test func `rules with errors draw no lint`() {
    #expect(codes(ofClauses: "when upload where bytes_in >= 0B and nothing = 1") == [.unknownField])
  }
}
