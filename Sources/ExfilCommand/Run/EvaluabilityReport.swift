internal import Detection
internal import EventModel
internal import LogFormats
internal import RuleProgram

/// Which rules the inputs of a run could not answer, and which concern none of them.
struct EvaluabilityReport {
  private(set) var notEvaluable: [NotEvaluable] = []
  private(set) var notApplicable: [String] = []

  /// One source of events: an input, and what its format can carry.
  struct Source {
    var name: String
    var fields: SourceFields
    /// What to change at the source, by kind of event.
    var advice: [EventKind: Wording]
  }

  /// Judges every step of every rule on every source.
  ///
  /// - Complexity: O(*r* · *s*) for *r* rules and *s* sources.
  init(rules: [CompiledRule], sources: [Source]) {
    for rule in rules {
      let results = rule.steps.indices.map { step in
        sources.map { rule.evaluability(ofStep: step, on: $0.fields) }
      }
      // A step that no source concerns leaves the whole rule out of the run.
      if results.contains(where: { $0.allSatisfy { $0 == .notApplicable } }) {
        notApplicable.append(rule.id)
        continue
      }
      for index in sources.indices {
        let lacking = results.reduce(into: FieldSet()) { fields, step in
          if case .notEvaluable(let missing) = step[index] { fields.formUnion(missing) }
        }
        guard !lacking.isEmpty else { continue }
        notEvaluable.append(
          NotEvaluable(
            rule: rule.id, source: sources[index].name, fields: lacking.fields.map(\.name),
            advice: advice(for: rule, on: sources[index])))
      }
    }
  }

  private func advice(for rule: CompiledRule, on source: Source) -> Wording {
    let kinds = rule.steps.flatMap { $0.alternatives.map(\.kind) }
    return kinds.lazy.compactMap { source.advice[$0] }.first ?? Wording(verbatim: "")
  }
}

extension SourceIdentity {
  /// The input as a source of the kinds of events that it has yielded.
  func source(named name: String, kinds: Set<EventKind>) -> EvaluabilityReport.Source {
    var advice: [EventKind: Wording] = [:]
    for capability in capabilities { advice[capability.kind] = capability.advice }
    return EvaluabilityReport.Source(
      name: name, fields: SourceFields(fields: fields.fields.filter { kinds.contains($0.key) }),
      advice: advice)
  }
}
