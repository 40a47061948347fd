internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// Finds and compiles the rules of a command.
struct RuleLoading {
  let engine: Engine
  let named: [String]
  /// The language of what is said about mistakes in the rules.
  var language = DiagnosticLanguage.english

  /// Finds and compiles the rules.
  ///
  /// - Parameters:
  ///   - isOptional: Whether a command can do without rules when none are found anywhere.
  ///   - console: Where diagnostics go.
  /// - Returns: The compiled rules; none at all if they are optional and not found.
  /// - Throws: ``RunFailure`` with status 3 when there are none or any of them is wrong.
  func program(isOptional: Bool, on console: Console) throws(RunFailure) -> RuleProgram {
    let files: [RawPath]
    do throws(RulesSearch.Failure) {
      files = try search()
    } catch {
      guard isOptional, error.isNotFound else { throw .invalid(error.lines) }
      return RuleProgram()
    }
    let rules = engine.compile(files)
    // Warnings are for authors, who run `check`; here is told what stops the run, and that someone
    // else may have changed the rules.
    guard rules.errorCount == 0 else {
      console.tell(diagnostics: rules.drawnDiagnostics(language: language))
      throw .invalid([refusal(rules.errorCount)])
    }
    console.tell(diagnostics: rules.drawnDiagnostics(language: language) { $0.code == .unsafeFile })
    // No rule finds nothing, which looks like good news.
    guard isOptional || !rules.program.rules.isEmpty else {
      throw .invalid(["no rule is declared in:"] + files.map { "  \($0.display)" })
    }
    return rules.program
  }

  /// Returns the rule files.
  func search() throws(RulesSearch.Failure) -> [RawPath] {
    try RulesSearch.files(
      named: named.map(ArgumentText.path),
      environment: ProcessEnvironment.value(of: "EXFIL_RULES").map { RawPath($0) },
      executable: ProcessEnvironment.executablePath)
  }

  /// Says how many errors the rules have, where that is all there is to say.
  static func count(ofErrors count: Int, in language: DiagnosticLanguage) -> String {
    let english = "\(QuantityText.count(count, "error")) in the rules"
    return Phrase(english, "ルールに \(count) 件の誤りがあります")(language)
  }

  private func refusal(_ count: Int) -> String {
    let english = "\(QuantityText.count(count, "error")) in the rules; nothing was scanned"
    return Phrase(english, "ルールに \(count) 件の誤りがあります。ログは読んでいません")(language)
  }
}
