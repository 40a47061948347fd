/// Rule files, ready to be told back as prose for people who do not read rules.
///
/// Each node of the syntax has one template in each language. What the rules name, such as the
/// value of a `let` or the entries of a list, is told as it stands in the files that were read.
package struct RuleProse: Sendable {
  /// Whether any of the files has an error, so that the prose may leave something out.
  package let hasErrors: Bool
  private let words: ProseWords

  /// Reads rule files and the files they use.
  ///
  /// - Parameters:
  ///   - roots: The paths of the rule files.
  ///   - provider: Gives the contents of rule files and list files.
  /// - Complexity: O(*n*) in the bytes of the files.
  package init(roots: [String], provider: some SourceProvider) {
    var loader = SourceLoader(provider: provider)
    for root in roots { loader.load(root: root) }
    var compiler = RuleCompiler(files: loader.files, sources: loader.sources)
    compiler.diagnostics = loader.diagnostics
    compiler.symbols.hasUnreadFile = loader.hasUnreadFile
    compiler.tests = .checked
    compiler.compile(provider: provider)
    hasErrors = compiler.diagnostics.contains { $0.severity == .error }
    words = ProseWords(compiler)
  }

  /// The ids of all rules, in the order of the files.
  package var ruleIDs: [String] { words.rules.map(\.name.text) }

  /// Returns the rule id nearest to a word that is none, if one is near.
  package func nearestRule(to word: String) -> String? { ruleIDs.nearest(to: word) }

  /// Returns a rule as prose, a paragraph a line, or `nil` if there is no such rule.
  ///
  /// - Complexity: O(*n*) in the rule and the defines it uses.
  package func text(ofRule id: String, language: DiagnosticLanguage) -> String? {
    guard let rule = words.rules.first(where: { $0.name.text == id }) else { return nil }
    let sections =
      switch language {
      case .english: EnglishProse(words: words).sections(of: rule)
      case .japanese: JapaneseProse(words: words).sections(of: rule)
      }
    return sections.map(\.text).joined(separator: "\n")
  }

  /// Returns what a rule counts and when it alerts, or nothing if there is no such rule.
  ///
  /// - Returns: Paragraphs, each with its heading and its lines.
  /// - Complexity: O(*n*) in the rule and the defines it uses.
  package func condition(
    ofRule id: String, language: DiagnosticLanguage
  ) -> [(heading: String, lines: [String])] {
    guard let rule = words.rules.first(where: { $0.name.text == id }) else { return [] }
    let sections =
      switch language {
      case .english: EnglishProse(words: words).condition(of: rule)
      case .japanese: JapaneseProse(words: words).condition(of: rule)
      }
    return sections.map { ($0.heading, $0.lines) }
  }
}

/// A piece of the prose under one heading.
struct ProseSection {
  var heading: String
  var sentences: String = ""
  var items: [String] = []
  /// Whether the order of the items matters.
  var isNumbered = false

  /// The section as it is printed; nothing if it says nothing.
  var text: String {
    lines.isEmpty ? "" : heading + "\n" + lines.map { "  \($0)\n" }.joined()
  }

  /// What stands under the heading.
  var lines: [String] {
    (sentences.isEmpty ? [] : [sentences])
      + items.enumerated().map { isNumbered ? "\($0 + 1). \($1)" : "- \($1)" }
  }
}
