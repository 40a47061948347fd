package import ByteScan
package import EventModel
package import RuleProgram

/// What became of a set of rule files: the program, or what is wrong with them.
package struct RuleCompilation: Sendable {
  /// The compiled rules; `nil` if there is any error.
  package var program: RuleProgram?
  /// Every complaint about every file, in the order of files and places.
  package var diagnostics: [Diagnostic]
  /// The rule files and list files that were read.
  package var sources: [SourceText]
  /// The ids of the rules in each rule file, by the path of the file.
  package var rulesByFile: [String: [String]]
  /// Where the layout of each declared format stands, by the name of the format.
  package var layoutPlaces: [String: Place]
  /// The comparisons of totals in rules, to be asked of their tests; none if there is any error.
  package var limits: [TotalsLimit] = []

  /// Whether any diagnostic is an error.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Draws all diagnostics as the command prints them.
  package func renderedDiagnostics(language: DiagnosticLanguage = .english) -> String {
    diagnostics.map { $0.rendered(in: sources[$0.source], language: language) }
      .joined(separator: "\n")
  }
}

/// How far the tests inside rules are read.
package enum TestDepth: Hashable, Sendable {
  /// Their grammar only, for whoever will not run them; ``RuleProgram/tests`` stays empty.
  case parsed
  /// Their names and values, too; ``RuleProgram/testViews`` stays empty.
  case checked
  /// What each of them may see of what other files set and extend, too: they can be run.
  case viewed
}

/// Compiles rule files and the files they use.
///
/// A mistake never stops the compiler: all mistakes of all files are reported at once, in an order
/// that depends on nothing but the files.
///
/// - Parameters:
///   - roots: The paths of the rule files.
///   - provider: Gives the contents of rule files and list files.
///   - now: The present time, which only decides whether there is a warning about an exception that
///     has ended; `nil` draws none.
///   - today: The day for that warning, in the place of the day of `now`.
///   - lints: Whether to look for what is allowed and hardly meant, which is for authors; a scan
///     does without.
///   - tests: How far the tests inside rules are read.
/// - Returns: The program, or `nil` in its place with at least one error.
/// - Complexity: O(*n*) in the bytes of the files, and in the tests that defines multiply to.
package func compileRules(
  roots: [String], provider: some SourceProvider, now: Timestamp? = nil,
  today: CivilDate? = nil, lints: Bool = true, tests: TestDepth = .viewed
) -> RuleCompilation {
  var loader = SourceLoader(provider: provider, keepsTests: tests != .parsed)
  for root in roots { loader.load(root: root) }
  var compiler = RuleCompiler(files: loader.files, sources: loader.sources)
  compiler.diagnostics = loader.diagnostics
  compiler.now = now
  compiler.today = today
  compiler.lint = lints ? LintNotes() : nil
  compiler.tests = tests
  compiler.symbols.hasUnreadFile = loader.hasUnreadFile
  compiler.compile(provider: provider)
  let diagnostics = compiler.diagnostics.enumerated().sorted { a, b in
    (a.element.source, a.element.range.lowerBound, a.offset)
      < (b.element.source, b.element.range.lowerBound, b.offset)
  }.map(\.element)
  var rulesByFile: [String: [String]] = [:]
  var layoutPlaces: [String: Place] = [:]
  for file in loader.files {
    rulesByFile[file.path] = file.syntax.declarations.compactMap { declaration in
      if case .rule(let rule) = declaration.content { rule.name.text } else { nil }
    }
    for case .format(let format) in file.syntax.declarations.map(\.content) {
      guard let layout = format.layout else { continue }
      layoutPlaces[format.name.text] = Place(
        source: file.source, range: layout.text?.range ?? layout.word.range)
    }
  }
  var compilation = RuleCompilation(
    program: nil, diagnostics: diagnostics, sources: compiler.sources, rulesByFile: rulesByFile,
    layoutPlaces: layoutPlaces)
  if !compilation.hasErrors {
    compilation.program = compiler.program
    compilation.limits = compiler.lint?.limits ?? []
  }
  return compilation
}
