/// One complaint of the rule compiler: what is wrong, where, and the way out.
package struct Diagnostic: Hashable, Sendable {
  /// How bad it is: only errors keep the rules from running.
  package enum Severity: String, Hashable, Sendable { case error, warning, note }

  /// A code that never changes its meaning, such as `E-unknown-field`.
  package var code: String
  package var severity: Severity
  /// What is wrong, in plain words, without a full stop.
  package var title: String
  /// The index of the file in ``RuleCompilation/sources``.
  package var source: Int
  /// The UTF-8 offsets of the text it is about.
  package var range: Range<Int>
  /// What stands beside the carets: what the marked text is, or what to type.
  package var label: String
  /// What the author can do about it, if we know.
  package var help: String?

  /// Creates a diagnostic.
  package init(
    _ severity: Severity = .error, code: String, _ title: String, source: Int = 0,
    at range: Range<Int>, label: String, help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.source = source
    self.range = range
    self.label = label
    self.help = help
  }
}

/// A diagnostic on its way out of the parser.
struct SyntaxError: Error {
  var diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  init(
    code: String, _ title: String, at range: Range<Int>, label: String, help: String? = nil
  ) {
    diagnostic = Diagnostic(code: code, title, at: range, label: label, help: help)
  }
}
