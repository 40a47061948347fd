package import ByteScan
package import RuleProgram

/// The smallest piece of a rule file that means something.
package struct Token: Hashable, Sendable {
  /// What a token is, with its value.
  package enum Kind: Hashable, Sendable {
    /// A name or a keyword; which of the two is for the parser to say.
    case name(String)
    /// A text in quotes, with doubled quotes undone.
    case text(String)
    case number(Factor)
    /// In bytes.
    case size(Int64)
    /// In microseconds.
    case duration(Int64)
    case date(CivilDate)
    /// In minutes since midnight, 0 to 1440.
    case time(Int)
    /// An IPv4 address or network, as written.
    case ip(String)
    case symbol(Symbol)
    /// Not a token of the language; the number of its entry in ``TokenizedSource/diagnostics``.
    case invalid(Int)
    case end
  }

  /// A sign that stands for itself; full-width forms count as these.
  package enum Symbol: String, Hashable, Sendable, CaseIterable {
    case openBrace = "{"
    case closeBrace = "}"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case comma = ","
    case star = "*"
    case minus = "-"
    case plus = "+"
    case range = ".."
    case arrow = "->"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// What it is.
  package var kind: Kind
  // A rule file has thousands of tokens and at most some mebibytes.
  private var start, end: UInt32
  /// Whether nothing but white space stands before it on its line.
  package var isFirstOnLine: Bool

  /// The UTF-8 offsets of its bytes as they stand.
  package var range: Range<Int> { Int(start)..<Int(end) }

  /// Creates a token of a place in a file of less than 4 GiB.
  package init(kind: Kind, range: Range<Int>, isFirstOnLine: Bool) {
    self.kind = kind
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
    self.isFirstOnLine = isFirstOnLine
  }
}

/// The words with a meaning of their own, which no declaration may take as its name.
let reservedWords: Set<String> = [
  "exfil", "use", "let", "set", "list", "of", "from", "column", "extend", "with", "calendar",
  "timezone", "open", "closed", "define", "as", "rule", "allow", "disable", "format", "when",
  "first", "then", "per", "within", "each", "if", "severity", "score", "add", "subtract",
  "category", "tags", "why", "message", "next", "owner", "mode", "cooldown", "must", "not",
  "alert", "given", "user", "where", "unless", "and", "or", "any", "every", "no", "in",
  "contains", "starts", "ends", "like", "exactly", "resembles", "is", "missing", "new", "to",
  "for", "during", "outside", "until", "reason", "by", "at", "least", "times", "distinct", "day",
]
