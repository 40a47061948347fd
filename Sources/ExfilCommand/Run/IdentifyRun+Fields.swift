internal import Detection
internal import EventModel
internal import LogFormats
internal import Reports
internal import RuleProgram

extension RunContext {
  /// The fields of one kind of event: filled, empty, and out of reach.
  static func kind(
    _ capability: FormatCapability, _ tally: FieldTally?, in format: LogFormat
  ) -> InputIdentity.Kind {
    var kind = InputIdentity.Kind(kind: capability.kind.name, source: capability.source)
    kind.events = tally?.events
    for declaration in Schema.declarations(of: capability.kind) {
      let field = declaration.field
      // Every event has them.
      guard field != .time, field != .source else { continue }
      let count = tally?.count(of: field) ?? 0
      if count > 0 {
        kind.filled.append(InputIdentity.Kind.Filled(name: field.name, events: count))
      } else if capability.fields.contains(field) {
        kind.empty.append(field.name)
      } else {
        kind.missing.append(
          InputIdentity.Kind.Missing(
            name: field.name,
            advice: SourceAdvice.advice(for: field, of: capability, in: format)
              ?? Wording(verbatim: "")))
      }
    }
    return kind
  }

  /// Tells which rules the input can answer, which its format cannot, and which find nothing to
  /// look at in it.
  func judge(
    _ source: SourceIdentity, _ capabilities: [FormatCapability],
    _ kinds: [EventKind: FieldTally]?, _ format: LogFormat, in identity: inout InputIdentity
  ) {
    let own = Set(capabilities.map(\.kind))
    let carried = SourceFields(fields: source.fields.fields.filter { own.contains($0.key) })
    let filled = kinds.map { kinds in
      SourceFields(
        fields: kinds.filter { own.contains($0.key) && $0.value.events > 0 }.mapValues { tally in
          var fields = tally.filled
          fields.insert(.time)
          fields.insert(.source)
          return fields
        })
    }
    for rule in plan.program.rules {
      let lacking = rule.lacking(on: carried)
      guard lacking.isApplicable else { continue }
      func silent(_ fields: FieldSet) -> InputIdentity.SilentRule {
        InputIdentity.SilentRule(
          rule: rule.id, missingFields: fields.fields.map(\.name),
          advice: advice(for: fields, of: rule, capabilities, format))
      }
      if !lacking.fields.isEmpty {
        identity.unanswerableRules.append(silent(lacking.fields))
      } else if lacking.isAnswerable {
        identity.answerableRules.append(rule.id)
        if let unfed = filled.map(rule.lacking), !unfed.fields.isEmpty {
          identity.unfedRules.append(silent(unfed.fields))
        }
      }
    }
  }

  /// What to change for the first of the missing fields that something can be done about.
  private func advice(
    for fields: FieldSet, of rule: CompiledRule, _ capabilities: [FormatCapability],
    _ format: LogFormat
  ) -> Wording {
    let kinds = rule.steps.flatMap { $0.alternatives.map(\.kind) }
    for capability in capabilities where kinds.contains(capability.kind) {
      for field in fields.fields {
        if let advice = SourceAdvice.advice(for: field, of: capability, in: format) {
          return advice
        }
      }
    }
    return capabilities.lazy.filter { kinds.contains($0.kind) }.compactMap(\.advice).first
      ?? Wording(verbatim: "")
  }
}

extension CompiledRule {
  /// Whether a source concerns some step, can satisfy some, and what it lacks for the others.
  fileprivate func lacking(
    on source: SourceFields
  ) -> (isApplicable: Bool, isAnswerable: Bool, fields: FieldSet) {
    var result = (isApplicable: false, isAnswerable: false, fields: FieldSet())
    for step in steps.indices {
      switch evaluability(ofStep: step, on: source) {
      case .notApplicable: continue
      case .evaluable: result.isAnswerable = true
      case .notEvaluable(let missing): result.fields.formUnion(missing)
      }
      result.isApplicable = true
    }
    return result
  }
}
