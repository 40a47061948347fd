/// One complaint of the rule compiler: what is wrong, where, and the way out.
package struct Diagnostic: Hashable, Sendable {
  /// How bad it is: only errors keep the rules from running.
  package enum Severity: String, Hashable, Sendable { case error, warning, note }

  /// What it says, in every language.
  package var complaint: Complaint
  /// The index of the file in ``RuleCompilation/sources``.
  package var source: Int
  /// The UTF-8 offsets of the text it is about.
  package var range: Range<Int>

  /// Creates a diagnostic.
  package init(_ complaint: Complaint, source: Int = 0, at range: Range<Int>) {
    self.complaint = complaint
    self.source = source
    self.range = range
  }

  package var code: DiagnosticCode { complaint.code }
  package var severity: Severity { complaint.code.severity }
}

extension Diagnostic.Severity {
  /// The word for it, as diagnostics begin with.
  var word: Phrase {
    switch self {
    case .error: Phrase("error", "エラー")
    case .warning: Phrase("warning", "警告")
    case .note: Phrase("note", "注記")
    }
  }
}

/// A diagnostic on its way out of the parser.
struct SyntaxError: Error {
  var diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  init(_ complaint: Complaint, at range: Range<Int>) {
    diagnostic = Diagnostic(complaint, at: range)
  }
}
