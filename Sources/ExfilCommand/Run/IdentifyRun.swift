internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// Tells what each input is, what its events have, and which rules it can answer.
///
/// Inputs are read whole, unless the plan says that their front is enough: then nothing is known of
/// times, rejects, and which fields are filled.
///
/// - Throws: ``RunFailure`` as a scan does.
func identifyInputs(_ plan: RunPlan) throws(RunFailure) -> [InputIdentity] {
  let context = try RunContext(plan, wanted: .all)
  guard !plan.readsFrontOnly else { return context.inputs.map { context.identity(ofFrontOf: $0) } }
  let reading = try context.readInputs(.silent, tellsFaults: false) { FieldCounter(context) }
  var fields: [FieldCounter.Key: FieldTally] = [:]
  for counted in reading.yields {
    for (key, tally) in counted { fields[key, default: FieldTally()].add(tally) }
  }
  return context.inputs.indices.map { number in
    let account = reading.accounts[number]
    var kinds: [EventKind: FieldTally] = [:]
    for kind in account.lines.events.keys {
      kinds[kind] = fields[FieldCounter.Key(source: UInt32(number), kind: kind)] ?? FieldTally()
    }
    var identity = InputIdentity(
      name: account.name, status: account.codes.isEmpty ? "readable" : account.status)
    identity.lines = account.lines
    identity.encoding = account.encoding
    identity.isGzip = account.isGzip
    context.describe(
      reading.identities[number], notes: account.notes.filter { $0.code != "year_from" },
      kinds: kinds, in: &identity)
    // What another input holds was understood there.
    let isRepeated = ["duplicate_of", "contained_in"].contains(account.status)
    identity.isUnderstood =
      (identity.isUnderstood || isRepeated) && account.isAccountedFor
    return identity
  }
}

extension RunContext {
  /// What the first block of an input tells.
  fileprivate func identity(ofFrontOf input: ArchiveInput) -> InputIdentity {
    var reader = ArchiveReader(opening: input)
    var source = SourceIdentity.empty
    var decoded = DecodedBlock()
    var survey = EncodingSurvey(reader.encoding)
    if case .block = reader.nextItem() {
      let first = FirstBlock(
        identifier: identifier, input: input, packedSeconds: reader.gzipModifiedSeconds)
      let found = first.identify(reader.block, &survey)
      source = found.identity
      if found.encoding != .asStored { decoded.fill(from: reader.block, found.encoding) }
    }
    // Reading stops after the first block on purpose: that alone is nothing to report.
    var ledger = reader.finish()
    ledger.note(
      decoded.counts, hasUTF8: survey.hasUTF8, lineCount: decoded.storedLines.count)
    let notes = ledger.notes.filter { $0.code != .stoppedEarly }
    var identity = InputIdentity(
      name: input.path.display, status: notes.isEmpty ? "readable" : ledger.status.rawValue)
    identity.encoding = ledger.encodingName
    identity.isGzip = ledger.isGzip
    describe(
      source, notes: notes.map { ($0.code.rawValue, $0.detail) } + source.notes, kinds: nil,
      in: &identity)
    return identity
  }

  /// Tells format, zone, fields and rules; `kinds` has the fields of the events, `nil` if none was
  /// read.
  fileprivate func describe(
    _ source: SourceIdentity, notes: [(code: String, detail: String)],
    kinds: [EventKind: FieldTally]?, in identity: inout InputIdentity
  ) {
    if source.identification?.isRecognised == false { identity.status = "not recognised" }
    identity.zone = Self.wording(ofZone: source.zone)
    identity.year = source.year
    identity.needs = notes.map { Self.need($0.code, $0.detail, of: source.identification) }
    identity.isUnderstood = source.notes.isEmpty && source.identification != nil
    guard let found = source.identification else { return }
    identity.formats = found.names.map {
      InputIdentity.Format(name: $0, reasons: found.reasons)
    }
    identity.ambiguous = found.ambiguous
    identity.runnerUp = found.runnerUp.map {
      InputIdentity.RunnerUp(
        name: $0.name, lineCount: $0.readCount, sampledCount: $0.sampledCount)
    }
    let capabilities = source.capabilities.filter { capability in
      if let kinds { return kinds[capability.kind] != nil }
      return found.names.contains(capability.source)
    }
    identity.kinds = capabilities.map {
      Self.kind($0, kinds?[$0.kind], in: found.format)
    }
    judge(source, capabilities, kinds, found.format, in: &identity)
  }

  private static func wording(ofZone zone: String) -> Wording {
    switch zone {
    case "in the log": Wording(zone, "ログに記録あり")
    case "unknown": Wording(zone, "不明")
    default: Wording(zone, zone.replacingPrefix("declared: ", with: "宣言: "))
    }
  }

  /// What to change or to give because of a note on an input.
  private static func need(
    _ code: String, _ detail: String, of found: Identification?
  ) -> Wording {
    switch code {
    case "zone_unknown":
      Wording(
        "the zone of its times: --timezone Asia/Tokyo, or a declaration",
        "時刻の時間帯: --timezone Asia/Tokyo、または書式の宣言")
    case "year_ambiguous":
      Wording("the year of its first line: --year 2026", "最初の行の年: --year 2026")
    case "future_time":
      Wording(
        "a look at the clock of its machine, or at --timezone: \(detail)",
        "機器の時計と --timezone の確認: \(detail)")
    case "format_ambiguous":
      Wording(
        "\(code): \(detail): choose with --as NAME",
        "\(code): どれも同じように当てはまります: "
          + (found?.ambiguous.joined(separator: ", ") ?? "") + "。--as 名前 で選んでください")
    case "unrecognised_format":
      Wording(
        "\(code): \(detail)",
        "\(code): " + (found?.reasons.map(\.japanese).joined(separator: "。") ?? ""))
    default: InputIdentity.need(of: code, detail)
    }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
