internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// A compiled condition that is written back means the same when it is read again.
@Suite struct RuleNotationTests {
  private static let patterns = [
    "web where bytes_out >= 50MB",
    "web where bytes_out > 64KB and (status != 404 or status is missing)",
    "web where method in (POST, PUT) or method = CONNECT",
    "web where method not in (GET, HEAD) or method is missing",
    "web where src_ip in (10.0.0.0/8, 192.168.1.1)",
    "web where domain in business_sites", "web where domain = \"a.example\"",
    "web where domain not in business_sites or domain is missing",
    "web where bytes_out >= 1.5 * bytes_in", "web where bytes_out in 1MB .. 2GiB",
    "web where tenant in approved_tenants", "web where tenant in (\"a\", \"b \"\"c\"\"\")",
    "web where path contains \"x\"", "web where path like \"*.zip\"",
    "web where path contains exactly \"API\"", "web where content_type starts (\"a\", \"b\")",
    "web where tenant is missing", "web where tenant is not missing",
    "web where user is departing or user is not contractor",
    "web where user.phase in (last_week, departed)", "web where user.days_left <= 14",
    "web where time in 22:00 .. 05:00", "web where during office_hours",
    "web where outside office_hours", "web where src_ip = 10.0.0.1",
    "mail where any recipient (domain in free_mail and local resembles user)",
    "mail where no recipient.domain in free_mail", "mail where every attachment.size >= 1MB",
    "mail where any attachment.name contains confidential_words",
    "mail where any attachment is encrypted",
    "mail where no recipient (domain in free_mail or address = \"a@b.example\")",
    "mail where sender.domain = \"a.example\"",
    "file where path in customer_folders and action in (read, copy)",
    "web where domain is new to user for 90d", "mail where any recipient is new to user for 30d",
    "upload unless domain in business_sites or tenant in approved_tenants",
    "upload where bytes_out > 1MB unless user in watchlist and bytes_out < 5MB",
  ]

  private static func program(_ clauses: String) -> RuleProgram? {
    var sources = MemorySources.prelude
    sources.files["site.exfil"] = Array(
      "exfil 1\nuse \"std.exfil\"\nrule r \"題\" { \(clauses) }\n".utf8)
    return compileRules(roots: ["site.exfil"], provider: sources).program
  }

  @Test(arguments: patterns) func `conditions come back as they were`(pattern: String) throws {
    let program = try #require(Self.program("when " + pattern))
    let notation = RuleNotation(program)
    let alternative = try #require(program.rules.first?.steps.first?.alternatives.first)
    let parts: [Condition] =
      if case .all(let parts) = alternative.condition { parts } else { [alternative.condition] }
    for part in parts {
      let text = notation.text(of: part)
      let word: String
      if case .notTrue = part { word = "" } else { word = "where " }
      let again = try #require(
        Self.program("when \(alternative.kind.name) \(word)\(text)"), "\(text)")
      #expect(again.rules.first?.steps.first?.alternatives.first?.condition == part, "\(text)")
    }
  }

  @Test(arguments: [
    "count() >= 5", "sum(bytes_out) >= 300MB", "sum(bytes_out) >= 2.5 * sum(bytes_in)",
    "distinct(domain) >= 3 and (count() > 10 or largest(bytes_out) >= 1GB)",
    "sum(bytes_out where domain in business_sites) > 0B", "count(where status = 404) >= 2",
    "sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d) and count() >= peak(count(), 60d)",
  ]) func `totals come back as they were`(condition: String) throws {
    let clauses = "when web per user each day if "
    let program = try #require(Self.program(clauses + condition))
    let rule = try #require(program.rules.first)
    let totals = try #require(rule.condition)
    let text = RuleNotation(program).text(of: totals, in: rule)
    let again = try #require(Self.program(clauses + text)?.rules.first, "\(text)")
    #expect(again.condition == totals, "\(text)")
    #expect(again.aggregates == rule.aggregates && again.habits == rule.habits, "\(text)")
  }

  @Test func `a long set is cut`() throws {
    let constants = (0..<40).map { "\"v\($0)\"" }.joined(separator: ", ")
    let program = try #require(Self.program("when web where tenant in (\(constants))"))
    let condition = try #require(program.rules.first?.steps.first?.alternatives.first?.condition)
    let text = RuleNotation(program).text(of: condition)
    #expect(text.hasSuffix("\"v5\", … 34 more)"))
  }
}
