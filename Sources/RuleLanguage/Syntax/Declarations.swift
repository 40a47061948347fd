internal import ByteScan
internal import RuleProgram

/// A rule file as it is written.
struct FileSyntax: Sendable {
  var declarations: [DeclarationSyntax] = []
  var comments: [Range<Int>] = []
  /// Whether reading stopped before the end, so that names may be missing.
  var isCutShort = false
}

/// One declaration of a rule file.
struct DeclarationSyntax: Sendable {
  // What is handed around is one reference; a rule alone has two dozen.
  indirect enum Content: Sendable {
    case use(TextSyntax)
    case constant(LetSyntax)
    case set(LetSyntax)
    case list(ListSyntax)
    case extend(NameSyntax, LiteralSetSyntax)
    case calendar(CalendarSyntax)
    case define(NameSyntax, PatternSyntax)
    case rule(RuleSyntax)
    case allow(AllowSyntax)
    case disable(DisableSyntax)
    case format(FormatSyntax)
    /// A declaration with a mistake in it; its name, if it got that far, counts as known.
    case broken(keyword: String, NameSyntax?)
  }

  var content: Content
  /// The first word.
  var keyword: Range<Int>
  /// From the first to the last token.
  var range: Range<Int>
}

/// `let name = value`, `set name = value`.
struct LetSyntax: Sendable {
  var name: NameSyntax
  var value: LiteralSyntax
}

/// `list name of type = (…)`, `list name of type from "…"`.
struct ListSyntax: Sendable {
  enum Origin: Sendable {
    case inline(LiteralSetSyntax)
    case file(TextSyntax, column: TextSyntax?)
  }

  var name: NameSyntax
  var type: ListType
  var origin: Origin
}

/// `calendar name { … }`.
struct CalendarSyntax: Sendable {
  struct Opening: Sendable {
    /// 1 (Monday) to 7 (Sunday); both included.
    var firstDay: Int
    var lastDay: Int
    var startMinute: Int
    var endMinute: Int
    var range: Range<Int>
  }

  var name: NameSyntax
  var timezone: TextSyntax?
  var openings: [Opening] = []
  /// Dates, and names of lists of dates.
  var closed: [LiteralSyntax] = []
}

/// Event kinds with conditions.
struct PatternSyntax: Sendable {
  var kinds: [NameSyntax]
  var condition: ExpressionSyntax?
  var exemption: ExpressionSyntax?
  var range: Range<Int>
}

/// `allow name { … }`.
struct AllowSyntax: Sendable {
  var name: NameSyntax
  var rules: [NameSyntax] = []
  var pattern: PatternSyntax?
  var until: CivilDate?
  /// Where the date stands.
  var untilRange = 0..<0
  var reason: TextSyntax?
  var by: TextSyntax?
}

/// `disable rule name until … reason "…"`.
struct DisableSyntax: Sendable {
  var rule: NameSyntax
  var until: CivilDate
  /// Where the date stands.
  var untilRange: Range<Int>
  var reason: TextSyntax
}
