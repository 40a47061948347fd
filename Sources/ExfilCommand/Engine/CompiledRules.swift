package import RuleProgram

/// What compiling rule files came to.
package struct CompiledRules: Sendable {
  package var program: RuleProgram
  /// Every diagnostic, drawn with its source line, ready to print.
  package var diagnostics: [String]
  package var errorCount: Int

  /// Creates the result of a compilation.
  package init(program: RuleProgram, diagnostics: [String], errorCount: Int) {
    self.program = program
    self.diagnostics = diagnostics
    self.errorCount = errorCount
  }
}
