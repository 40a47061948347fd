package import RuleLanguage
package import RuleProgram

/// What compiling rule files came to.
package struct CompiledRules: Sendable {
  package var program: RuleProgram
  /// Every diagnostic, in the order of files and places.
  package var diagnostics: [Diagnostic]
  /// The files that the diagnostics are about.
  package var sources: [SourceText]
  package var errorCount: Int
  /// The comparisons of totals in rules, to be asked of their tests.
  package var limits: [TotalsLimit]

  /// Creates the result of a compilation.
  package init(
    program: RuleProgram, diagnostics: [Diagnostic], sources: [SourceText] = [],
    errorCount: Int, limits: [TotalsLimit] = []
  ) {
    self.program = program
    self.diagnostics = diagnostics
    self.sources = sources
    self.errorCount = errorCount
    self.limits = limits
  }

  /// Returns every diagnostic that is wanted, drawn with its source line, ready to print.
  package func drawnDiagnostics(
    language: DiagnosticLanguage, where isWanted: (Diagnostic) -> Bool = { _ in true }
  ) -> [String] {
    diagnostics.filter(isWanted).map { $0.rendered(in: sources[$0.source], language: language) }
  }
}
