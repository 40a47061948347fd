/// What `exfil explain CODE` tells: what a diagnostic means, why the language insists, an example.
package struct Explanation: Sendable {
  /// The matter in half a line.
  package var title: Phrase
  /// What happened, and why the language does not let it pass.
  package var meaning: Phrase
  /// Clauses of a rule, or declarations, that draw the diagnostic; `nil` where no text can show it.
  package var wrong: String?
  /// The same without the mistake.
  package var right: String?

  init(_ title: Phrase, _ meaning: Phrase, wrong: String? = nil, right: String? = nil) {
    self.title = title
    self.meaning = meaning
    self.wrong = wrong
    self.right = right
  }

  /// Draws the explanation of a code for a terminal.
  package static func text(
    of code: DiagnosticCode, language: DiagnosticLanguage
  ) -> String {
    let explanation = code.explanation
    var lines = ["\(code.text): \(explanation.title(language))", ""]
    lines += wrapped(explanation.meaning(language), to: 78)
    let examples = [
      (Phrase("Wrong:", "誤り:"), explanation.wrong),
      (Phrase("Right:", "正しい書き方:"), explanation.right),
    ]
    for case (let heading, let example?) in examples {
      lines += ["", heading(language), ""]
      lines += example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Draws the list of all codes, one a line.
  package static func index(language: DiagnosticLanguage) -> String {
    let width = DiagnosticCode.allCases.map(\.text.utf8.count).max() ?? 0
    return DiagnosticCode.allCases.map { code in
      let gap = String(repeating: " ", count: width - code.text.utf8.count + 2)
      return code.text + gap + code.explanation.title(language) + "\n"
    }.joined()
  }
}

/// Breaks a text into lines of so many columns: at spaces, and between wide characters, but never
/// before a closing mark.
private func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var columns = 0
  func flush() {
    while line.last == " " { line.removeLast() }
    lines.append(line)
    (line, columns) = ("", 0)
  }
  for piece in pieces(of: text) {
    let size = piece.unicodeScalars.reduce(0) { $0 + displayColumns(of: $1) }
    let isClosing = piece.unicodeScalars.allSatisfy { "、。」』)・?".unicodeScalars.contains($0) }
    if columns + size > width, !isClosing { flush() }
    if line.isEmpty, piece == " " { continue }
    line += piece
    columns += size
  }
  flush()
  return lines
}

/// Cuts a text into words, spaces and single wide characters.
private func pieces(of text: String) -> [String] {
  var pieces: [String] = []
  var isInWord = false
  for character in text {
    let isWide = character.unicodeScalars.contains { displayColumns(of: $0) == 2 }
    let breaks = isWide || character == " "
    if isInWord, !breaks, var last = pieces.popLast() {
      last.append(character)
      pieces.append(last)
    } else {
      pieces.append(String(character))
    }
    isInWord = !breaks
  }
  return pieces
}
