package import EventModel

/// All rules of a run, compiled: immutable, shared by every worker, the only bridge between the
/// language and the engine.
package struct RuleProgram: Hashable, Sendable {
  package var rules: [CompiledRule] = []
  package var lists: [ValueList] = []
  package var calendars: [OpeningCalendar] = []
  /// `let civil_timezone`: the IANA zone of `each`, `time in`, roster dates and printed times.
  package var civilTimezone = "UTC"
  /// `let` before_notice look-back in microseconds (90 days by default).
  package var beforeNoticeMicroseconds: Int64 = 90 * 86_400_000_000
  /// The list `company_domains`, if the files declare it.
  package var companyDomains: ListID?
  /// The list `watchlist`, if the files declare it.
  package var watchlist: ListID?
  /// The list `privileged_users`, if the files declare it.
  package var privilegedUsers: ListID?
  package var formats: [FormatDeclaration] = []
  /// Exceptions that end; inline tests do not see them, for they are the site's and not the rule's.
  package var allowances: [Allowance] = []
  /// Rules that are off for a time; inline tests run them all the same.
  package var disabledRules: [DisabledRule] = []
  package var tests: [RuleTest] = []
  /// The program as the tests of some rules see it, each with all tests in the same order: what a
  /// site sets and extends elsewhere is not in it.
  package var testViews: [RuleProgram] = []
  package init() {}
}

/// A test inside a rule: events made up by its author, and what must come of them.
package struct RuleTest: Hashable, Sendable {
  /// A person that the test makes up; values as a roster would write them.
  package struct GivenUser: Hashable, Sendable {
    package var id: String
    /// Roster columns by their English name: `last_day`, `notice_date`, `romaji`, `employment`, ….
    package var columns: [String: String]
    package init(id: String, columns: [String: String]) {
      self.id = id
      self.columns = columns
    }
  }

  /// An event as the test writes it, one per repetition.
  package struct GivenEvent: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
      case text(String)
      case number(Int64)
      case word(Word)
      /// Values of a list field: addresses, or attachment names.
      case list([String])
    }
    package var kind: EventKind
    package var time: Timestamp
    package var values: [Field: Value]
    package init(kind: EventKind, time: Timestamp, values: [Field: Value]) {
      self.kind = kind
      self.time = time
      self.values = values
    }
  }

  /// The index of the rule in ``RuleProgram/rules``.
  package var rule: Int
  package var mustAlert: Bool
  package var name: String
  package var expectedScore: Int?
  package var users: [GivenUser]
  package var lists: [ListID: [String]]
  package var events: [GivenEvent]
  /// Where the test stands, as `file:line:column`.
  package var place: String
  /// The program that the test is about, in ``RuleProgram/testViews``; `nil` for the one that has it.
  package var view: Int?
  package init(
    rule: Int, mustAlert: Bool, name: String, expectedScore: Int?, users: [GivenUser],
    lists: [ListID: [String]], events: [GivenEvent], place: String
  ) {
    self.rule = rule
    self.mustAlert = mustAlert
    self.name = name
    self.expectedScore = expectedScore
    self.users = users
    self.lists = lists
    self.events = events
    self.place = place
  }
}

extension RuleProgram {
  /// The entries of a list as written; none if the program has no such list.
  package func entries(of list: ListID?) -> [String] {
    list.map { lists[$0.index].entries.map(\.value) } ?? []
  }
}
