/// `format name "title" { … }`.
struct FormatSyntax: Sendable {
  /// `sample "…" gives field=value …`.
  struct Sample: Sendable {
    var line: TextSyntax
    var gives: [AssignmentSyntax]
  }

  /// `kind file`, or `kind = column "…" map { … }`.
  enum Kind: Sendable {
    case named(NameSyntax)
    case mapped(ValueSourceSyntax)
  }

  var name: NameSyntax
  var title: TextSyntax
  var kind: Kind?
  /// The word of the layout, such as `squid`, and its text, if it has one.
  var layout: (word: NameSyntax, text: TextSyntax?)?
  var delimiter: TextSyntax?
  var encoding: NameSyntax?
  var program: TextSyntax?
  var header: TextSyntax?
  var identifying: LiteralSetSyntax?
  var timezone: TextSyntax?
  var values: [ValueSourceSyntax] = []
  var samples: [Sample] = []
}

/// `field = column "…" as "…" in KB split ";" map { … }`, or `field = value`.
struct ValueSourceSyntax: Sendable {
  /// `column "…"`, `column 3`, `json "a.b"` or `syslog`.
  struct Place: Sendable {
    enum What: Sendable {
      case named(TextSyntax)
      case numbered(Int)
      case envelope
    }

    var word: NameSyntax
    var what: What
    var range: Range<Int>
  }

  enum Origin: Sendable {
    case places([Place])
    case constant(LiteralSyntax)
  }

  /// `"…" -> word`, or `else -> word`.
  struct Entry: Sendable {
    /// `nil` for `else`.
    var value: TextSyntax?
    var meaning: NameSyntax
  }

  /// What a time looks like: a pattern in quotes, or a word.
  enum Form: Sendable {
    case pattern(TextSyntax)
    case word(NameSyntax)
  }

  var field: NameSyntax
  var origin: Origin
  var form: Form?
  var unit: NameSyntax?
  var separator: TextSyntax?
  var entries: [Entry]?
  /// From the first to the last token.
  var range: Range<Int>
}
