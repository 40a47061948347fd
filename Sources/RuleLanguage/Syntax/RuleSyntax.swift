internal import ByteScan

/// `rule name "title" { … }`.
struct RuleSyntax: Sendable {
  /// A pattern with how often it must occur.
  struct Step: Sendable {
    var pattern: PatternSyntax
    var minimumCount = 1
    var distinct: NameSyntax?
    var name: NameSyntax?
  }

  enum Window: Sendable {
    case within(microseconds: Int64)
    case period(NameSyntax)
    case pieces(microseconds: Int64)
  }

  struct Grouping: Sendable {
    var keys: [NameSyntax]
    var window: Window?
    var range: Range<Int>
  }

  struct ScoreTerm: Sendable {
    var points: Int
    var condition: ExpressionSyntax
  }

  var name: NameSyntax
  var title: TextSyntax
  /// The clauses that were given, by their first word, with the place of that word.
  var clauses: [String: Range<Int>] = [:]
  var pattern: PatternSyntax?
  var steps: [Step] = []
  var grouping: Grouping?
  var condition: ExpressionSyntax?
  var severity: NameSyntax?
  var category: NameSyntax?
  var score: Int?
  var scoreTerms: [ScoreTerm] = []
  var tags: [NameSyntax] = []
  var why: TextSyntax?
  var message: TextSyntax?
  var next: TextSyntax?
  var owner: TextSyntax?
  var isTrial = false
  var cooldownMicroseconds: Int64?
  var tests: [RuleTestSyntax] = []
}

/// `must [not] alert … { … }`.
struct RuleTestSyntax: Sendable {
  struct Event: Sendable {
    enum Day: Sendable {
      /// So many days from day 0.
      case relative(Int)
      case date(CivilDate)
    }

    var day: Day
    var minute: Int
    var kind: NameSyntax
    var assignments: [AssignmentSyntax]
    var count = 1
    var everyMicroseconds: Int64 = 60_000_000
    var range: Range<Int>
  }

  var mustAlert: Bool
  var name: TextSyntax?
  var score: Int?
  var users: [(id: NameSyntax, columns: [AssignmentSyntax])] = []
  var lists: [(name: NameSyntax, values: LiteralSetSyntax)] = []
  var events: [Event] = []
  var keyword: Range<Int>
}
