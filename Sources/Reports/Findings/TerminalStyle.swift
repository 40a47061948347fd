internal import RuleProgram

/// Colours for a terminal, or none.
struct TerminalStyle {
  let usesColours: Bool

  func bold(_ text: String) -> String { wrapped(text, "1") }

  func severity(_ text: String, _ severity: Severity) -> String {
    switch severity {
    case .critical: wrapped(text, "1;31")
    case .high: wrapped(text, "31")
    case .medium: wrapped(text, "33")
    case .low: wrapped(text, "36")
    case .info: text
    }
  }

  private func wrapped(_ text: String, _ code: String) -> String {
    usesColours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
