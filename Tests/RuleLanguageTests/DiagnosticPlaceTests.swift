internal import RuleLanguage
internal import Testing

/// Clauses of a rule in which marks show where the one diagnostic of the row must point.
struct MarkedRow: Sendable, CustomTestStringConvertible {
  var code: String
  var clauses: String
  var testDescription: String { "\(code): \(clauses)" }

  init(_ code: String, _ clauses: String) {
    self.code = code
    self.clauses = clauses
  }
}

@Suite struct DiagnosticPlaceTests {
  static let mistakes = [
    MarkedRow("E-unknown-field", "when web where ⟦bytez_out⟧ > 1MB"),
    MarkedRow("E-unknown-field", "when web per user, ⟦domian⟧ each day if count() > 1"),
    MarkedRow("E-unknown-field", "when web per user each day if sum(⟦bytes⟧) > 1MB"),
    MarkedRow("E-unknown-field", "when web message \"利用者 {⟦usr⟧} が\""),
    MarkedRow("E-unknown-field", "when mail where any recipient (⟦domian⟧ in free_mail)"),
    MarkedRow("E-missing", "when web where not (⟦domain⟧ in free_mail)"),
    MarkedRow("E-missing", "when web unless ⟦tenant⟧ not in approved_tenants"),
    MarkedRow(
      "E-missing", "when web where not (status = 1 and ⟦domain⟧ = \"a\") or status is missing"),
    MarkedRow("E-missing", "when web where ⟦bytes_out⟧ != 5 * bytes_in or bytes_in is missing"),
    MarkedRow(
      "E-missing",
      "when web where status is missing or (code = \"1\" and ⟦tenant⟧ not contains \"x\")"),
    MarkedRow("E-missing", "when mail where any attachment (⟦size⟧ != 1MB)"),
    MarkedRow("E-missing", "when mail where sender.local not resembles ⟦user⟧"),
    MarkedRow("E-missing", "when web score 3 add 3 if ⟦tenant⟧ != \"x\""),
    MarkedRow("E-missing", "when web per user each day if count(where ⟦status⟧ != 200) > 1"),
    MarkedRow("E-type", "when web where bytes_out > ⟦24h⟧"),
    MarkedRow("E-type", "when web where domain ⟦>⟧ \"a\""),
    MarkedRow("E-type", "when web where bytes_out ⟦=⟧ status"),
    MarkedRow("E-type", "when web where status ⟦contains⟧ \"4\""),
    MarkedRow("E-type", "when web where domain ⟦in⟧ 1 .. 2"),
    MarkedRow("E-type", "when web where time in ⟦1h .. 2h⟧"),
    MarkedRow("E-unit", "when web per user each day if largest(bytes_out) > ⟦3⟧"),
    MarkedRow("E-flag", "when web where domain is ⟦departing⟧"),
    MarkedRow("E-constant", "when web where ⟦50MB⟧ > 20MB"),
    MarkedRow("E-factor", "when web where bytes_out ⟦>⟧ 0.3 * 1B"),
    MarkedRow("E-factor", "when web where ⟦2 * bytes_in⟧ < 3MB"),
    MarkedRow("E-resembles", "when mail where sender.local resembles ⟦host⟧"),
    MarkedRow("E-total", "when web per user each day if ⟦distinct()⟧ > 3"),
    MarkedRow("E-total", "when web ⟦message⟧ \"{count()}\""),
    MarkedRow("E-several-values", "when mail per user, ⟦recipient⟧ each day if count() > 1"),
    MarkedRow(
      "E-not-available", "when mail where at least 3 recipient.domain ⟦is new to user for 90d⟧"),
    MarkedRow("E-placeholder", "when web message \"{user ⟦x⟧}\""),
    MarkedRow("E-range", "when web per user within ⟦0h⟧ if count() > 1"),
    MarkedRow("E-range", "when web per user within ⟦500d⟧ if count() > 1"),
    MarkedRow("E-range", "when web score ⟦101⟧"),
    MarkedRow("E-window", "first web then mail ⟦per user each day⟧"),
    MarkedRow("E-order", "⟦then⟧ web"),
    MarkedRow("E-order", "when web ⟦first⟧ mail then web"),
    MarkedRow("E-company-domains", "when mail where ⟦direction⟧ = out"),
    MarkedRow("E-company-domains", "when mail where any recipient.domain not in ⟦company_domains⟧"),
    MarkedRow("E-list-type", "when mail where any recipient in ⟦free_mail⟧"),
    MarkedRow("E-list-type", "when web where domain contains ⟦free_mail⟧"),
    MarkedRow("E-syntax", "when web where domain ⟦between⟧ 1 and 2"),
    MarkedRow("E-syntax", "when web where domain in free_mail and ⟦}⟧"),
  ]

  @Test(arguments: mistakes) func `points at the mistake, once`(_ row: MarkedRow) {
    let head = "exfil 1\nuse \"std.exfil\"\n\nrule r \"題\" {\n"
    let marked = MarkedText(row.clauses)
    let compilation = compiled(marked.text)
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code.text) == [row.code], "\(compilation.renderedDiagnostics())")
    let start = head.utf8.count
    #expect(
      errors.map(\.range)
        == marked.ranges.map { ($0.lowerBound + start)..<($0.upperBound + start) },
      "\(compilation.renderedDiagnostics())")
  }

  @Test(arguments: [
    "when web where tenant not in approved_tenants or tenant is missing",
    "when web where not (tenant in approved_tenants or tenant is missing)",
    "when web where tenant is not missing and tenant not in approved_tenants",
    "when web where (domain != \"x\" and status > 1) or status = 3 or domain is missing",
    "when web unless tenant not in approved_tenants or tenant is missing",
    "when web unless tenant not in approved_tenants and tenant is not missing",
    "when file where path not in customer_folders and action != read",
    "when web where user is not departing and not during office_hours",
    "when mail where no recipient.domain in free_mail",
    "when mail where any recipient (domain not in free_mail)",
    "when mail where size != 1MB or (size is missing)",
  ])
  func `lets negated tests pass once missing is thought of`(_ clauses: String) {
    #expect(compiledRule(clauses) != nil)
  }
}
