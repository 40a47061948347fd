internal import Detection
internal import EventModel
internal import LogFormats
internal import RuleProgram

/// Which rules the inputs of a run could not answer, and which concern none of them.
struct EvaluabilityReport {
  private(set) var notEvaluable: [NotEvaluable] = []
  private(set) var notApplicable: [String] = []
  private(set) var silentDays: [SilentDays] = []
  private(set) var weakened: [WeakenedRule] = []

  /// One source of events: an input, and what its format can carry.
  struct Source {
    var name: String
    var fields: SourceFields
    /// The civil days from the first to the last event of each kind.
    var days: [EventKind: CivilDays] = [:]
    /// What to change at the source, by kind of event.
    var advice: [EventKind: Wording]
  }

  /// What a rule over events can do in a run.
  private enum Standing {
    /// For some step there is no source with such events.
    case notApplicable
    /// Each step has a source that can satisfy it.
    case answered
    /// Some step has sources, and none of them can satisfy it.
    case unanswered
  }

  private let program: RuleProgram
  private let sources: [Source]
  /// The days from the first to the last event of any source.
  private let runDays: CivilDays

  /// Judges every step of every rule on every source.
  ///
  /// - Complexity: O(*r* · *s*) for *r* rules and *s* sources; for each rule over `alert` once more.
  init(program: RuleProgram, sources: [Source]) {
    self.program = program
    self.sources = sources
    let stretches = sources.flatMap { $0.days.values.flatMap(\.stretches) }
    runDays =
      stretches.map(\.lowerBound).min().flatMap { first in
        stretches.map(\.upperBound).max().map { CivilDays([first...$0]) }
      } ?? CivilDays()
    var standings: [Int: Standing] = [:]
    for index in program.rules.indices where !program.rules[index].isOverAlerts {
      standings[index] = judge(program.rules[index])
    }
    for index in program.rules.indices where program.rules[index].isOverAlerts {
      judgeSecondLayer(index, standings)
    }
  }

  private mutating func judge(_ rule: CompiledRule) -> Standing {
    let results = rule.steps.indices.map { step in
      sources.map { rule.evaluability(ofStep: step, on: $0.fields) }
    }
    // A step that no source concerns leaves the whole rule out of the run.
    if results.contains(where: { $0.allSatisfy { $0 == .notApplicable } }) {
      notApplicable.append(rule.id)
      return .notApplicable
    }
    for index in sources.indices {
      let lacking = results.reduce(into: FieldSet()) { fields, step in
        if case .notEvaluable(let missing) = step[index] { fields.formUnion(missing) }
      }
      guard !lacking.isEmpty else { continue }
      let kinds = rule.steps.indices.flatMap { step -> [EventKind] in
        guard case .notEvaluable = results[step][index] else { return [] }
        return rule.steps[step].alternatives.map(\.kind)
      }
      notEvaluable.append(
        NotEvaluable(
          rule: rule.id, source: sources[index].name, fields: lacking.fields.map(\.name),
          days: sources[index].days(of: kinds), advice: advice(for: rule, on: sources[index])))
    }
    noteSilentDays(of: rule)
    return results.allSatisfy { $0.contains(.evaluable) } ? .answered : .unanswered
  }

  /// A rule is not applicable on days that no source covers with events of one of its steps.
  private mutating func noteSilentDays(of rule: CompiledRule) {
    let covered = rule.steps.map { step in
      let kinds = step.alternatives.map(\.kind)
      return sources.reduce(into: CivilDays()) { $0 = $0.union($1.days(of: kinds)) }
    }
    let silent = covered.reduce(into: CivilDays()) { $0 = $0.union(runDays.subtracting($1)) }
    if !silent.isEmpty { silentDays.append(SilentDays(rule: rule.id, days: silent)) }
  }

  /// A rule over `alert` can do what the rules can whose findings it counts: it is not evaluable
  /// where only those could satisfy it that are not, and counts too little where some are missing.
  private mutating func judgeSecondLayer(_ index: Int, _ standings: [Int: Standing]) {
    let rule = program.rules[index]
    let grounds = Set(
      rule.steps.indices.flatMap { program.grounds(ofRule: index, step: $0) })
    let silent = grounds.filter { standings[$0] == .unanswered }.sorted()
    if program.canAlert(rule: index, onFindingsOf: { standings[$0] == .answered }) {
      guard !silent.isEmpty else { return }
      weakened.append(
        WeakenedRule(rule: rule.id, without: silent.map { program.rules[$0].id }))
      return
    }
    guard program.canAlert(rule: index, onFindingsOf: { standings[$0] != .notApplicable }) else {
      notApplicable.append(rule.id)
      return
    }
    for source in sources {
      let through = silent.map { program.rules[$0].id }
      let entries = notEvaluable.filter { $0.source == source.name && through.contains($0.rule) }
      guard let first = entries.first else { continue }
      let fields = Set(entries.flatMap(\.fields))
      notEvaluable.append(
        NotEvaluable(
          rule: rule.id, source: source.name,
          fields: Field.allCases.map(\.name).filter(fields.contains),
          days: entries.reduce(into: CivilDays()) { $0 = $0.union($1.days) }, advice: first.advice,
          through: entries.map(\.rule)))
    }
  }

  private func advice(for rule: CompiledRule, on source: Source) -> Wording {
    let kinds = rule.steps.flatMap { $0.alternatives.map(\.kind) }
    return kinds.lazy.compactMap { source.advice[$0] }.first ?? Wording(verbatim: "")
  }
}

extension EvaluabilityReport.Source {
  /// A log as a source of its own faults; `nil` if too little is known of it to tell any.
  init?(of coverage: SourceCoverage) {
    guard coverage.isJudged else { return nil }
    self.init(
      name: coverage.source, fields: SourceFields(fields: [.source: SourceCoverage.eventFields]),
      days: [.source: coverage.judgedDays], advice: [:])
  }

  /// The days on which there are events of one of the kinds, and those between them.
  func days(of kinds: [EventKind]) -> CivilDays {
    kinds.reduce(into: CivilDays()) { days, kind in
      if let own = self.days[kind] { days = days.union(own) }
    }
  }
}

extension SourceIdentity {
  /// The input as a source of the kinds of events that it can yield, on days that nobody knows.
  func source(named name: String, kinds: Set<EventKind>) -> EvaluabilityReport.Source {
    var advice: [EventKind: Wording] = [:]
    // What would help where another kind of event comes from is no help here.
    for capability in capabilities where kinds.contains(capability.kind) {
      advice[capability.kind] = capability.advice
    }
    return EvaluabilityReport.Source(
      name: name, fields: SourceFields(fields: fields.fields.filter { kinds.contains($0.key) }),
      advice: advice)
  }

  /// The input as a source of the events that it has yielded.
  func source(of account: InputAccount, in zone: CivilZone) -> EvaluabilityReport.Source {
    var source = source(named: account.name, kinds: Set(account.lines.events.keys))
    source.days = account.lines.spans.mapValues {
      CivilDays(from: $0.first, to: $0.last, in: zone)
    }
    return source
  }
}
