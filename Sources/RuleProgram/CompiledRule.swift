package import EventModel

/// How serious a finding is.
package enum Severity: Int, CaseIterable, Codable, Comparable, Hashable, Sendable {
  case info, low, medium, high, critical

  /// The name that rules and reports use.
  package var name: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  /// The score that a rule of this severity starts from when it names none.
  package var defaultScore: Int { [5, 20, 40, 70, 90][rawValue] }

  /// The severity that a score reaches by itself: bands begin at 20, 40, 70 and 90.
  package static func band(of score: Int) -> Severity {
    switch score {
    case 90...: .critical
    case 70..<90: .high
    case 40..<70: .medium
    case 20..<40: .low
    default: .info
    }
  }

  /// Finds a severity by the name that rules use.
  package init?(name: String) {
    guard let severity = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Events of some kinds that satisfy a condition: one `when`, or one step of a sequence.
package struct Selection: Hashable, Sendable {
  /// One kind with the condition that its events must satisfy.
  ///
  /// `define`s are resolved, so a pattern over several kinds may carry a different condition for each.
  package struct Alternative: Hashable, Sendable {
    package var kind: EventKind
    package var condition: Condition
    /// The part of the condition that came from `unless`: a source that cannot carry its fields caps severity.
    package var exemption: Condition?
    /// The condition over ``CompiledRule/eventConditions``, if it asks for history: mappers select
    /// by a bound of ``condition``, and the reduction decides.
    package var history: TotalsCondition?
    package init(
      kind: EventKind, condition: Condition, exemption: Condition? = nil,
      history: TotalsCondition? = nil
    ) {
      self.kind = kind
      self.condition = condition
      self.exemption = exemption
      self.history = history
    }
  }

  package var alternatives: [Alternative]
  /// How many events, or distinct values, the step needs.
  package var minimumCount: Int
  /// The operand whose distinct values are counted; `nil` counts events.
  package var distinctOperand: Operand?
  /// The name given with `as`.
  package var name: String?
  package init(
    alternatives: [Alternative], minimumCount: Int = 1, distinctOperand: Operand? = nil,
    name: String? = nil
  ) {
    self.alternatives = alternatives
    self.minimumCount = minimumCount
    self.distinctOperand = distinctOperand
    self.name = name
  }
}

/// The span of event time over which a rule counts.
package enum RuleWindow: Hashable, Sendable {
  /// Each event by itself.
  case none
  /// (t − length, t], in microseconds.
  case sliding(microseconds: Int64)
  /// The civil hour, day or week (weeks start on Monday).
  case calendar(CivilPeriod)
  /// Pieces of a fixed length in microseconds, aligned to civil midnight.
  case pieces(microseconds: Int64)
}

/// A period of the civil calendar.
package enum CivilPeriod: String, Hashable, Sendable { case hour, day, week }

/// A total over the events of a window.
package struct Aggregate: Hashable, Sendable {
  package enum Function: String, CaseIterable, Hashable, Sendable {
    case count, sum, largest, smallest, distinct
  }
  package var function: Function
  /// What is added up or counted; `nil` only for `count()`.
  package var operand: Operand?
  /// The inner `where`, over the events of the rule's selection.
  package var condition: Condition?
  /// ``condition`` over ``CompiledRule/eventConditions``, if it asks for history.
  package var history: TotalsCondition?
  /// Whether the values are sizes in bytes, durations in microseconds, or plain numbers.
  package var unit: ValueType
  package init(
    function: Function, operand: Operand?, condition: Condition?, unit: ValueType,
    history: TotalsCondition? = nil
  ) {
    self.function = function
    self.operand = operand
    self.condition = condition
    self.unit = unit
    self.history = history
  }
}

/// A number in a condition on totals.
package indirect enum TotalsValue: Hashable, Sendable {
  case constant(Int64)
  /// An entry of ``CompiledRule/aggregates``.
  case aggregate(Int)
  /// An entry of ``CompiledRule/habits``.
  case habit(Int)
  case scaled(Factor, TotalsValue)
}

/// A formula over totals, which may also ask about the event at hand (`add … if`).
package indirect enum TotalsCondition: Hashable, Sendable {
  case constant(Bool)
  case compare(TotalsValue, Comparison, TotalsValue)
  /// An entry of ``CompiledRule/eventConditions``, asked of the event being scored.
  case event(Int)
  case all([TotalsCondition])
  case any([TotalsCondition])
  /// True when the condition is not true.
  case notTrue(TotalsCondition)
}

/// A piece of a message.
package enum MessagePart: Hashable, Sendable {
  case text(String)
  /// A field of the first contributing event that has it.
  case value(Operand, ValueType)
  /// An entry of ``CompiledRule/aggregates``.
  case aggregate(Int)
  /// A field of the first event of a step that has it.
  case stepValue(step: Int, Operand, ValueType)
  /// How many events contributed to a step.
  case stepCount(step: Int)
}

/// An addition to the score, with the reason a report gives.
package struct ScoreTerm: Hashable, Sendable {
  package var points: Int
  package var condition: TotalsCondition
  /// The condition as the rule's author wrote it.
  package var why: String
  package init(points: Int, condition: TotalsCondition, why: String) {
    self.points = points
    self.condition = condition
    self.why = why
  }
}

/// One rule, ready to run.
package struct CompiledRule: Hashable, Sendable {
  /// How many steps a rule can have: facts keep one bit for each.
  package static let maximumStepCount = 8
  /// How many event conditions, and how many aggregates, a rule can have: facts keep a bit for each.
  package static let maximumConditionCount = 64

  package var id = ""
  package var title = ""
  package var category = "custom"
  package var severity = Severity.medium
  package var baseScore = 40
  package var scoreTerms: [ScoreTerm] = []
  /// Attack technique ids without the `attack.` prefix come first to reports; kept as written here.
  package var tags: [String] = []
  package var why = ""
  package var next = ""
  package var owner = ""
  package var isTrial = false
  /// One selection for `when`; two or more for `first … then`.
  package var steps: [Selection] = []
  /// The field that partitions facts: user, src_ip, host or source.
  package var root = Field.user
  /// The further fields of `per`, after the root.
  package var groupBy: [Operand] = []
  package var window = RuleWindow.none
  /// The condition on totals; `nil` fires on each selected event or completed sequence.
  package var condition: TotalsCondition?
  package var aggregates: [Aggregate] = []
  /// What `usual` and `peak` ask for; only rules over days have any.
  package var habits: [Habit] = []
  /// Conditions that score terms ask of single events, and those of which conditions with history in
  /// them are made up.
  package var eventConditions: [Condition] = []
  /// Microseconds during which further events belong to an episode; the default is already filled in.
  package var cooldownMicroseconds: Int64 = 3_600_000_000
  package var message: [MessagePart] = []
  /// Where the rule stands, as `file:line:column`.
  package var place = ""
  package init() {}
}
