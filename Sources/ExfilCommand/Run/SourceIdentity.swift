internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import SystemBoundary

/// What a run takes an input for.
struct SourceIdentity: Sendable {
  var identification: Identification?
  var options = LogReaderOptions()
  /// The fields that its events can have.
  var fields = SourceFields(fields: [:])
  var capabilities: [FormatCapability] = []
  /// How lines of it that were kept as they are stored are read.
  var encodingOfKeptLines = BlockEncoding.asStored
  /// How the zone is known.
  var zone = ""
  /// How the year is known; `nil` where times have one.
  var year: Wording?
  /// What must be said of the input, as codes of the account with their details.
  var notes: [(code: String, detail: String)] = []
  /// What is worth knowing of it and no fault, in the same form.
  var remarks: [(code: String, detail: String)] = []

  /// That of an input without a line.
  static let empty = SourceIdentity()

  /// The names of the formats, joined for the account.
  var formatName: String {
    guard let identification else { return "-" }
    let names = identification.names
    return names.isEmpty ? identification.format.name : names.joined(separator: "+")
  }

  /// Makes a reader for the input.
  func reader(wanted: FieldSet) -> LogReader {
    LogReader(identification?.format ?? .unrecognised, options: options, wanted: wanted)
  }
}

/// Takes inputs for what their content says they are, and for what the user says of them.
struct SourceIdentifier: Sendable {
  let formats: FormatIdentifier
  let choices: [FormatChoice]
  let timezone: CivilZone?
  let timezoneName: String?
  let year: Int?
  let companyDomains: CompanyDomains
  /// The fields that anybody will look at.
  let wantedFields: FieldSet
  /// The other inputs, where they can tell the year of one.
  var rotations = RotatedLogs()

  /// Identifies an input by its first block.
  ///
  /// - Parameters:
  ///   - block: The first lines, as UTF-8.
  ///   - input: The input.
  ///   - packedSeconds: When the packed file was last written, where gzip says so.
  /// - Returns: What the run takes the input for.
  func identify(
    _ block: Span<UInt8>, input: ArchiveInput, packedSeconds: UInt32? = nil
  ) -> SourceIdentity {
    let sample = Self.sample(of: block)
    let name = choices.last { $0.glob.map { PathGlob($0).matches(input.path) } ?? true }?.name
    let found = formats.identify(block.extracting(0..<sample), as: name)
    var identity = SourceIdentity()
    identity.identification = found
    let newest = year == nil ? newestPossible(in: input, packedSeconds) : nil
    let rotated = year == nil && newest == nil ? rotations.newest(before: input.path) : nil
    identity.options = LogReaderOptions(
      timezone: timezone, year: year, newestPossible: newest?.time, oldestPossible: rotated?.time)
    if found.needsYear, let basis = newest?.code ?? rotated?.name {
      identity.remarks = [("year_from", basis)]
    }
    identity.capabilities = Self.likely(found.format.capabilities, names: found.names).map(known)
    identity.fields = fields(of: identity.capabilities)
    if found.isRecognised {
      identity.zone =
        found.needsZone
        ? timezoneName.map { "--timezone \($0)" } ?? "unknown"
        : found.declaredZone.map { "declared: \($0)" } ?? "in the log"
    }
    if found.needsYear { identity.year = Self.year(year, newest, rotated?.name) }
    identity.notes = notes(on: found, options: identity.options)
    return identity
  }

  /// A time that no line of an input can be later than, and where it stands.
  private func newestPossible(in input: ArchiveInput, _ packedSeconds: UInt32?) -> NewestPossible? {
    let name = input.path.lastComponent
    if let time = FileNameDate.newestPossible(inFileName: name.span) {
      return NewestPossible(
        time: time, code: "file name",
        basis: Wording("the date in the file's name", "ファイル名の日付"))
    }
    return packedSeconds.map {
      NewestPossible(
        time: Timestamp(microseconds: Int64($0) * 1_000_000), code: "time in gzip",
        basis: Wording("the time that gzip keeps", "gzip に残る時刻"))
    }
  }

  /// How the year of times without one is known.
  private static func year(
    _ told: Int?, _ newest: NewestPossible?, _ rotated: String?
  ) -> Wording {
    if let told { return Wording(verbatim: "--year \(told)") }
    if let newest { return newest.basis }
    guard let rotated else { return Wording("unknown", "不明") }
    return Wording(
      "the date of \(rotated), which was rotated before", "先にローテーションされた \(rotated) の日付")
  }

  /// Whole lines from the front of the block.
  private static func sample(of block: Span<UInt8>) -> Int {
    var end = min(block.count, FormatIdentifier.sampleByteCount)
    guard end < block.count else { return end }
    while end > 0, block[end - 1] != 0x0A { end -= 1 }
    return end == 0 ? block.count : end
  }

  /// The capabilities without those of formats that the sample shows nothing of, where another one that
  /// it does show gives events of the same kind.
  private static func likely(
    _ capabilities: [FormatCapability], names: [String]
  ) -> [FormatCapability] {
    capabilities.filter { capability in
      names.contains(capability.source)
        || !capabilities.contains { $0.kind == capability.kind && names.contains($0.source) }
    }
  }

  /// What a source carries in this run: without the company's domains no mail is known to leave.
  private func known(_ capability: FormatCapability) -> FormatCapability {
    guard capability.kind == .mail, companyDomains.isEmpty else { return capability }
    var capability = capability
    capability.fields.remove(.bytesOut)
    capability.fields.remove(.direction)
    capability.advice = Wording(
      "say which domains are the company's own: extend company_domains with (…)",
      "会社のドメインを書いてください: extend company_domains with (…)")
    return capability
  }

  /// What a source in a format carries in this run.
  func fields(of format: LogFormat) -> SourceFields {
    fields(of: format.capabilities.map(known))
  }

  private func fields(of capabilities: [FormatCapability]) -> SourceFields {
    var fields: [EventKind: FieldSet] = [:]
    for capability in capabilities {
      var carried = capability.fields
      // Whose event it is, the engine finds out from addresses and hosts too.
      carried.insert(.user)
      fields[capability.kind, default: FieldSet()].formUnion(carried)
    }
    return SourceFields(fields: fields)
  }

  private func notes(
    on found: Identification, options: LogReaderOptions
  ) -> [(code: String, detail: String)] {
    var notes: [(code: String, detail: String)] = []
    if !found.ambiguous.isEmpty {
      let names = found.ambiguous.joined(separator: ", ")
      notes.append(("format_ambiguous", "these fit equally: \(names)"))
    } else if !found.isRecognised {
      notes.append(("unrecognised_format", found.reasons.map(\.english).joined(separator: "; ")))
    }
    if found.needsZone, options.timezone == nil {
      notes.append(("zone_unknown", "times name no zone"))
    }
    if found.needsYear, options.year == nil, options.newestPossible == nil,
      options.oldestPossible == nil
    {
      notes.append(("year_ambiguous", "times name no year"))
    }
    return notes
  }
}

/// A time that no line of an input can be later than, and where it stands.
private struct NewestPossible {
  var time: Timestamp
  /// The word of the account.
  var code: String
  var basis: Wording
}
