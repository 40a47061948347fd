internal import RuleLanguage
internal import RuleProgram

@testable internal import Detection

/// One run of the engine: rules are compiled, each worker makes facts of its share, and these are
/// reduced to findings.
struct TimelineRun {
  /// A rule file.
  var rules: String
  /// What each worker reads, in this order.
  var shares: [[TimelineEvent]]
  var budgetByteCount = Int.max
  var combines = true

  /// The findings, no two of which have one id.
  func findings() throws -> [Finding] {
    let compilation = compileRules(
      roots: ["random.exfil"], provider: OneFile(text: rules), lints: false)
    guard let program = compilation.program else {
      throw PeriodRules.Mistakes(text: compilation.renderedDiagnostics())
    }
    let engine = try PeriodEngine(program)
    let stores = try shares.map { share in
      try engine.facts(
        of: share.map(\.made), combines: combines, budgetByteCount: budgetByteCount)
    }
    let findings = try engine.findings(of: stores, combines: combines)
    guard Set(findings.map(\.id)).count == findings.count else {
      throw PeriodRules.Mistakes(text: "two findings have one id")
    }
    return findings
  }
}
