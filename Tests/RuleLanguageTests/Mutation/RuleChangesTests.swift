internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// The changes that are made of rules.
@Suite struct RuleChangesTests {
  private func changes(
    _ text: String, of name: String = "r.a", andIn others: [String] = []
  ) throws -> [RuleChange] {
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = Array("exfil 1\nuse \"std.exfil\"\n\(text)\n".utf8)
    let changes = try #require(
      RuleChanges(roots: ["a.exfil"] + others, provider: sources))
    let subject = try #require(changes.subjects.first { $0.name == name })
    return changes.changes(of: subject)
  }

  private func edits(_ changes: [RuleChange]) -> [String] {
    changes.map { change in
      switch change.edit {
      case .replaced(let before, let after): "\(before) → \(after)"
      case .without(let text): "− \(text)"
      }
    }
  }

  @Test(arguments: [
    (
      "when mail where size >= 300MB",
      [
        "− where size >= 300MB", ">= 300MB → > 300MB", ">= 300MB → >= 301MB",
        ">= 300MB → >= 600MB", ">= 300MB → >= 299MB", ">= 300MB → >= 150MB",
      ]
    ),
    (
      "when mail where size < 5MB",
      [
        "− where size < 5MB", "< 5MB → <= 5MB", "< 5MB → < 5001KB", "< 5MB → < 10MB",
        "< 5MB → < 4999KB", "< 5MB → < 2.5MB",
      ]
    ),
    (
      "when mail per user within 1h if count() > 1",
      [
        "within 1h → within 2h", "within 1h → within 30m", "− if count() > 1", "> 1 → > 2",
        "> 1 → >= 1",
      ]
    ),
    (
      "when mail or login where user is known and outcome = allowed unless user is temp",
      [
        "− mail", "− login", "and → or", "− user is known", "− outcome = allowed",
        "− unless user is temp",
      ]
    ),
    (
      "when mail unless user is temp or user is contractor",
      ["or → and", "− user is temp", "− user is contractor"]
    ),
    (
      "first mail at least 2 times then login then web per user within 1h",
      [
        "at least 2 → at least 3", "at least 2 → at least 4", "at least 2 → at least 1", "− mail",
        "− login", "− web", "within 1h → within 2h", "within 1h → within 30m",
      ]
    ),
    (
      "when mail score 40 add 10 if user is temp",
      [
        "score 40 → score 39", "− add 10 if user is temp",
        "if user is temp → if not (user is temp)",
      ]
    ),
    (
      "when login unless during office_hours",
      [
        "− unless during office_hours",
        "during office_hours → outside office_hours",
      ]
    ),
    (
      "when upload where domain in free_mail",
      ["− where domain in free_mail", "free_mail → ()"]
    ),
    (
      "when mail where any recipient.domain in free_mail",
      [
        "− where any recipient.domain in free_mail",
        "any recipient.domain → every recipient.domain",
      ]
    ),
    (
      "when upload where domain is new to user for 90d",
      [
        "− where domain is new to user for 90d", "for 90d → for 180d", "for 90d → for 45d",
      ]
    ),
  ])
  func `changes everything that can be changed, once`(clauses: String, expected: [String]) throws {
    #expect(try edits(changes("rule r.a \"題\" { \(clauses) }")) == expected)
  }

  @Test func `a let is changed by its value, where it stands in the rule`() throws {
    let found = try edits(
      changes("let big = 50MB\nrule r.a \"題\" { when mail where size >= big }"))
    #expect(found.contains(">= big → > big") && found.contains(">= big → >= 100MB"))
  }

  @Test func `a change of a define concerns the rules that stand on it`() throws {
    let text = """
      define large as upload where bytes_out >= 50MB
      rule r.a "題" { when large }
      rule r.b "題" { when mail }
      rule r.c "題" { when large or login }
      """
    let found = try changes(text, of: "large")
    #expect(!found.isEmpty && found.allSatisfy { $0.rules.map(\.index) == [0, 2] })
    let prelude = try changes(text, of: "upload", andIn: ["std.exfil"])
    #expect(prelude.contains { $0.edit == .without("bytes_out > 0B") })
  }

  @Test func `a test that names the company's domains keeps no change from being made`() throws {
    let found = try changes(
      """
      rule r.a "題" {
        when mail where bytes_out > 0B per user within 24h if sum(bytes_out) >= 3MB
        must alert {
          given list company_domains ("example.co.jp")
          10:00 mail user=a to="x@b.example" size=5MB
        }
      }
      """)
    #expect(edits(found).contains(">= 3MB → > 3MB"))
  }

  @Test func `changes that come to the same are made once, and those that change nothing never`()
    throws
  {
    // `> 1` and `>= 2` are the same of counts; a limit of 0 cannot be lowered.
    let found = try edits(
      changes("rule r.a \"題\" { when mail per user within 1h if count() >= 1 or count() > 0 }"))
    #expect(Set(found).count == found.count)
  }

  @Test func `files that are only used are left alone`() throws {
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = Array(
      "exfil 1\nuse \"std.exfil\"\nrule r.a \"題\" { when upload }".utf8)
    let alone = try #require(RuleChanges(roots: ["a.exfil"], provider: sources))
    #expect(alone.subjects.map(\.name) == ["r.a"])
    let both = try #require(RuleChanges(roots: ["a.exfil", "./std.exfil"], provider: sources))
    #expect(both.subjects.map(\.name) == ["r.a", "upload"])
  }

  @Test func `rules with errors are not changed`() {
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = Array("exfil 1\nrule r.a \"題\" { when mial }".utf8)
    #expect(RuleChanges(roots: ["a.exfil"], provider: sources) == nil)
  }
}
