internal import EventModel
internal import RuleProgram

/// A random rule as plain values.
struct TimelineRule {
  struct Step {
    var pattern: TimelinePattern
    var minimumCount = 1
    /// The field whose distinct values the step counts.
    var distinct: Field?
  }

  struct Term {
    var points: Int
    var test: ScoreTest
  }

  var id: String
  /// One for `when`, several for `first … then`.
  var steps: [Step]
  /// The keys of `per`, the root first; none where the rule has no such clause.
  var keys: [Field] = []
  var window = TimelineWindow.none
  var condition: TotalTest?
  var severity = "medium"
  /// Where the score begins; `nil` leaves it to the severity.
  var base: Int?
  var terms: [Term] = []
  /// Microseconds; `nil` leaves it to the window.
  var cooldown: Int64?
  var category = "custom"
  var isTrial = false

  var root: Field { keys.first ?? .user }
  var isSequence: Bool { steps.count > 1 }
  var isOverAlerts: Bool { steps[0].pattern.sources[0].kind == .alert }

  /// How long an episode goes on after it opened: W if nothing is said, and an hour without W.
  var lengthOfCooldown: Int64 {
    if let cooldown { return cooldown }
    guard case .within(let length) = window else { return TimelineWindow.hour }
    return length
  }

  private static let severities = ["info", "low", "medium", "high", "critical"]

  /// Where the score begins.
  var start: Int {
    base ?? [5, 20, 40, 70, 90][Self.severities.firstIndex(of: severity) ?? 0]
  }

  /// The severity of a score: the rule's, or the one whose band the score has reached.
  func severity(ofScore score: Int) -> String {
    let band = [20, 40, 70, 90].count { score >= $0 }
    return Self.severities[max(band, Self.severities.firstIndex(of: severity) ?? 0)]
  }
}

extension TimelineRule: CustomStringConvertible {
  /// The rule in the rule language.
  var description: String {
    var lines = steps.enumerated().map { index, step in
      var line = isSequence ? index == 0 ? "first" : "then " : "when"
      line += " \(step.pattern)"
      if let field = step.distinct {
        line += " at least \(step.minimumCount) distinct \(field.name)"
      } else if step.minimumCount > 1 {
        line += " at least \(step.minimumCount) times"
      }
      return line
    }
    if !keys.isEmpty {
      lines.append("per \(keys.map(\.name).joined(separator: ", "))\(window.text)")
    }
    if let condition { lines.append("if \(condition)") }
    lines.append("severity \(severity)")
    if category != "custom" { lines.append("category \(category)") }
    if base != nil || !terms.isEmpty { lines.append("score \(start)") }
    for term in terms {
      lines.append(
        "  \(term.points < 0 ? "subtract" : "add") \(abs(term.points)) if \(term.test)")
    }
    if isTrial { lines.append("mode trial") }
    if let cooldown { lines.append("cooldown \(TimelineWindow.text(cooldown))") }
    return "rule \(id) \"題\" {\n\(lines.map { "  \($0)\n" }.joined())}"
  }

  /// What of the language it tells something about.
  var shapes: [String] {
    var shapes = [
      isOverAlerts ? "over alert" : isSequence ? "sequence" : "",
      isSequence || isOverAlerts ? "" : window.shape,
    ]
    let totals = condition?.totals ?? []
    if condition?.isRatio ?? false { shapes.append("ratio") }
    for total in totals { shapes.append(total.function.rawValue) }
    if totals.contains(where: { $0.test != nil }) { shapes.append("inner where") }
    if steps.contains(where: { $0.pattern.exemption != nil }) { shapes.append("unless") }
    if steps.contains(where: { $0.pattern.sources.count > 1 }) { shapes.append("alternatives") }
    if steps.contains(where: { $0.distinct != nil }) { shapes.append("at least distinct") }
    if isSequence, steps.contains(where: { $0.minimumCount > 1 && $0.distinct == nil }) {
      shapes.append("at least times")
    }
    if keys.count > 1 { shapes.append("grouped") }
    if root != .user { shapes.append("per \(root.name)") }
    if !terms.isEmpty { shapes.append("score") }
    if cooldown != nil { shapes.append("cooldown") }
    return Array(Set(shapes.filter { !$0.isEmpty }))
  }
}

extension TimelineWindow {
  /// What kind of window it is.
  var shape: String {
    switch self {
    case .none: "each event"
    case .within: "within"
    case .each(let period): "each \(period.rawValue)"
    case .pieces: "each DURATION"
    }
  }
}
