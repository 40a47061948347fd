internal import RuleLanguage

/// Writes a rule file anew with other white space, letters of other width and other comments.
///
/// Empty lines and comments stay where they are, as these are what an author decides.
struct Scrambler {
  private let source: SourceText
  private let tokens: [Token]
  private let comments: [Range<Int>]
  private var generator: SeededGenerator

  init(_ text: String, seed: UInt64) {
    source = SourceText(text, name: "")
    let tokenized = Lexer.tokenize(source)
    tokens = tokenized.tokens
    comments = tokenized.comments
    generator = SeededGenerator(state: seed &* 7919)
  }

  /// Returns the text anew; of a hundred places between tokens so many get a comment more.
  mutating func respaced(commentPercent: Int = 0) -> String {
    var text = ""
    var end = 0
    var depth = 0
    var rest = comments[...]
    for (index, token) in tokens.enumerated() {
      var hasComment = false
      while let comment = rest.first, comment.lowerBound < token.range.lowerBound {
        rest.removeFirst()
        text += source.text(end..<comment.lowerBound) + source.text(comment)
        end = comment.upperBound
        hasComment = true
      }
      let gap = source.text(end..<token.range.lowerBound)
      let begins = depth == 0 && token.isFirstOnLine && gap.contains("\n") && isDeclaration(token)
      text += hasComment || begins || token.kind == .end ? gap : newGap(gap, before: index)
      if commentPercent > 0, end < token.range.lowerBound,
        Int.random(in: 0..<100, using: &generator) < commentPercent
      {
        text += Bool.random(using: &generator) ? " # c\(index)\n" : "\n\n # o\(index)\n"
      }
      text += written(token)
      end = token.range.upperBound
      if token.kind == .symbol(.openBrace) { depth += 1 }
      if token.kind == .symbol(.closeBrace) { depth -= 1 }
    }
    return text
  }

  private func isDeclaration(_ token: Token) -> Bool {
    let words = [
      "use", "let", "set", "list", "extend", "calendar", "define", "format", "rule", "allow",
      "disable", "exfil",
    ]
    if case .name(let word) = token.kind { return words.contains(word) }
    return false
  }

  private mutating func newGap(_ gap: String, before index: Int) -> String {
    // A hyphen belongs to a name only without blanks; and what has none may not need one.
    if gap.isEmpty { return "" }
    let blanks = [" ", "\u{3000}", "\n", "\t", "\r\n", "\u{A0}", "  "]
    let count = Int.random(in: 1...3, using: &generator)
    return (0..<count).map { _ in blanks.randomElement(using: &generator) ?? " " }.joined()
  }

  private mutating func written(_ token: Token) -> String {
    let text = source.text(token.range)
    if case .text = token.kind { return text }
    guard Int.random(in: 0..<4, using: &generator) == 0 else { return text }
    var wide = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isASCII = (0x21...0x7E).contains(scalar.value)
      wide.append(isASCII ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar)
    }
    return String(wide)
  }
}
