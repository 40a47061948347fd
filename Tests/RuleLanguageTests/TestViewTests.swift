internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// What the tests of a rule see of what others set and extend.
@Suite struct TestViewTests {
  private static let shipped = """
    exfil 1
    let big = 50MB
    list sites of domain = ("ours.example")
    rule shipped.big "大" {
      when web where bytes_out >= big unless domain in sites
      must alert { 10:00 web user=a domain="a.example" bytes_out=50MB }
      must not alert { 10:00 web user=a domain="a.example" bytes_out=49MB }
    }

    """
  private static let rule = """
    rule own.big "小" {
      when web where bytes_out >= big unless domain in sites
      must alert { 10:00 web user=a domain="b.example" bytes_out=5MB }
      must not alert { 10:00 web user=a domain="a.example" bytes_out=5MB }
    }

    """

  private func program(_ files: [String: String]) throws -> RuleProgram {
    let compilation = compileRules(
      roots: files.keys.sorted(), provider: MemorySources(files))
    return try #require(compilation.program, "\(compilation.renderedDiagnostics())")
  }

  /// The threshold and the sites that each test of a rule sees.
  private func seen(_ program: RuleProgram) -> [String: Set<String>] {
    var seen: [String: Set<String>] = [:]
    for (index, test) in program.tests.enumerated() {
      let view = test.view.map { program.testViews[$0] } ?? program
      let rule = view.rules[view.tests[index].rule]
      let condition = rule.steps[0].alternatives[0].condition
      let sites = view.lists.first { $0.name == "sites" }?.entries.map(\.value) ?? []
      let size = "\(condition)".contains("50000000") ? "50MB" : "5MB"
      seen[rule.id, default: []].insert("\(size) \(sites)")
    }
    return seen
  }

  static let depths: [(test: String, mistakes: [TestDepth: Int])] = [
    ("10:00 web user=a bytes_out=50MB", [.parsed: 0, .checked: 0, .viewed: 0]),
    ("10:00 web user=a bytez=50MB", [.parsed: 0, .checked: 1, .viewed: 1]),
    ("10:00 web user=a bytes_out=", [.parsed: 1, .checked: 1, .viewed: 1]),
  ]

  @Test(arguments: depths)
  func `whoever runs no tests is told of their grammar alone`(
    _ row: (test: String, mistakes: [TestDepth: Int])
  ) {
    let rule = """
      exfil 1
      rule r "t" {
        when web where bytes_out >= 50MB
        must alert { \(row.test) }
      }

      """
    for (depth, count) in row.mistakes {
      let compilation = compileRules(
        roots: ["a.exfil"], provider: MemorySources(["a.exfil": rule]), tests: depth)
      let errors = compilation.diagnostics.count { $0.severity == .error }
      #expect(errors == count, "\(depth): \(compilation.renderedDiagnostics())")
      #expect((compilation.program == nil) == (count > 0), "\(depth)")
      if depth == .parsed, let program = compilation.program { #expect(program.tests.isEmpty) }
    }
  }

  @Test func `without a site there is one view`() throws {
    let program = try program(["std.exfil": Self.shipped])
    #expect(program.testViews.isEmpty && program.tests.allSatisfy { $0.view == nil })
  }

  @Test func `shipped rules do not see a site, its own rules do`() throws {
    let site = "exfil 1\nuse \"std.exfil\"\nset big = 5MB\nextend sites with (\"a.example\")\n"
    let program = try program(["std.exfil": Self.shipped, "site.exfil": site + Self.rule])
    #expect(program.testViews.count == 1)
    #expect(
      seen(program) == [
        "shipped.big": ["50MB [\"ours.example\"]"],
        "own.big": ["5MB [\"ours.example\", \"a.example\"]"],
      ])
    // The rules that run see all of it.
    #expect(program.rules.allSatisfy { !"\($0.steps)".contains("50000000") })
  }

  @Test func `a rule sees what the files it uses change`() throws {
    let program = try program([
      "std.exfil": Self.shipped,
      "sets.exfil": "exfil 1\nuse \"std.exfil\"\nset big = 5MB\n",
      "other.exfil": "exfil 1\nuse \"std.exfil\"\nextend sites with (\"other.example\")\n",
      "own.exfil": "exfil 1\nuse \"sets.exfil\"\n" + Self.rule,
    ])
    #expect(
      seen(program) == [
        "shipped.big": ["50MB [\"ours.example\"]"], "own.big": ["5MB [\"ours.example\"]"],
      ])
    #expect(program.testViews.count == 2)
  }
}
