internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import RuleProgram
internal import SystemBoundary

/// Looks at the front of each input and tells what it is and which rules it can answer.
func identifyInputs(_ plan: RunPlan) throws(RunFailure) -> [InputIdentity] {
  let context = try RunContext(plan, wanted: FieldSet(rawValue: .max))
  return context.inputs.map { context.identity(of: $0) }
}

extension RunContext {
  fileprivate func identity(of input: ArchiveInput) -> InputIdentity {
    var reader = ArchiveReader(opening: input)
    var source = SourceIdentity.empty
    var decoded = DecodedBlock()
    var survey = EncodingSurvey(reader.encoding)
    if case .block = reader.nextItem() {
      let encoding = survey.look(at: reader.block)
      if encoding == .asStored {
        source = identifier.identify(
          reader.block, input: input, packedSeconds: reader.gzipModifiedSeconds)
      } else {
        decoded.fill(from: reader.block, encoding)
        source = identifier.identify(
          decoded.text, input: input, packedSeconds: reader.gzipModifiedSeconds)
      }
    }
    // Reading stops after the first block on purpose: that alone is nothing to report.
    var ledger = reader.finish()
    ledger.note(
      decoded.counts, hasUTF8: survey.hasUTF8, lineCount: decoded.storedLines.count)
    let notes = ledger.notes.filter { $0.code != .stoppedEarly }
    var identity = InputIdentity(
      name: input.path.display, status: notes.isEmpty ? "readable" : ledger.status.rawValue)
    if source.identification?.isRecognised == false { identity.status = "not recognised" }
    identity.encoding = ledger.encodingName + (ledger.isGzip ? ", gzip" : "")
    identity.zone = Self.wording(ofZone: source.zone)
    identity.needs = notes.map { Wording(verbatim: "\($0.code.rawValue): \($0.detail)") }
    identity.needs += source.notes.map { note in
      switch note.code {
      case "zone_unknown":
        Wording(
          "the zone of its times: --timezone Asia/Tokyo, or a declaration",
          "時刻の時間帯: --timezone Asia/Tokyo、または書式の宣言")
      case "year_ambiguous":
        Wording("the year of its first line: --year 2026", "最初の行の年: --year 2026")
      case "format_ambiguous":
        Wording(
          "\(note.code): \(note.detail)",
          "\(note.code): どれも同じように当てはまります: "
            + (source.identification?.ambiguous.joined(separator: ", ") ?? ""))
      case "unrecognised_format":
        Wording(
          "\(note.code): \(note.detail)",
          "\(note.code): "
            + (source.identification?.reasons.map(\.japanese).joined(separator: "。") ?? ""))
      default: Wording(verbatim: "\(note.code): \(note.detail)")
      }
    }
    identity.isUnderstood = source.notes.isEmpty && source.identification != nil
    guard let found = source.identification else { return identity }
    let kinds = kindsNamed(by: found, in: source)
    identity.formats = found.names.map { name in
      let own = source.capabilities.filter { $0.source == name }
      return InputIdentity.Format(
        name: name, reasons: found.reasons,
        carries: own.map { capability in
          "\(capability.kind.name): "
            + capability.fields.fields.map(\.name).joined(separator: ", ")
        })
    }
    judge(source.source(named: identity.name, kinds: kinds), into: &identity)
    return identity
  }

  private static func wording(ofZone zone: String) -> Wording {
    switch zone {
    case "in the log": Wording(zone, "ログに記録あり")
    case "unknown": Wording(zone, "不明")
    default: Wording(verbatim: zone)
    }
  }

  /// The kinds that the formats found in the sample yield.
  private func kindsNamed(by found: Identification, in source: SourceIdentity) -> Set<EventKind> {
    Set(source.capabilities.filter { found.names.contains($0.source) }.map(\.kind))
  }

  private func judge(_ source: EvaluabilityReport.Source, into identity: inout InputIdentity) {
    for rule in plan.program.rules {
      let steps = rule.steps.indices.map { rule.evaluability(ofStep: $0, on: source.fields) }
      let lacking = steps.reduce(into: FieldSet()) { fields, step in
        if case .notEvaluable(let missing) = step { fields.formUnion(missing) }
      }
      if !lacking.isEmpty {
        let kinds = rule.steps.flatMap { $0.alternatives.map(\.kind) }
        identity.unanswerableRules.append(
          InputIdentity.UnanswerableRule(
            rule: rule.id, missingFields: lacking.fields.map(\.name),
            advice: kinds.lazy.compactMap { source.advice[$0] }.first ?? Wording(verbatim: "")))
      } else if steps.contains(.evaluable) {
        identity.answerableRules.append(rule.id)
      }
    }
  }
}
