internal import ByteScan
package import EventModel

/// Tells by the lines of an input, and never by its name, which format it is in.
package struct FormatIdentifier: Sendable {
  let declared: [DeclaredFormat]
  let native: LogFormat?

  /// How much of the front of an input a sample should hold, in bytes.
  package static let sampleByteCount = 64 << 10

  /// Creates an identifier that tries the declared formats before the built-in ones.
  package init(declared: [DeclaredFormat] = []) {
    self.declared = declared
    native = try? LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
  }

  /// Has the declarations of the built-in formats read, which is done once in a process.
  ///
  /// Whoever is the first to need them does it; a thread without work may be that.
  package static func prepare() { _ = BuiltInFormats.all }

  /// The names that `--as` takes.
  package var knownNames: [String] {
    declared.map(\.name) + [
      "squid", "syslog", "postfix", "sendmail", "opensmtpd", "samba", "linux_usb",
    ]
      + BuiltInFormats.all.map(\.format.name)
  }

  /// How declared formats say that their text is stored, each once.
  package var declaredEncodings: Set<RecordDeclaration.Encoding> {
    var encodings: Set<RecordDeclaration.Encoding> = []
    for case .records(let plan) in declared.map(\.layout) {
      encodings.insert(plan.declaration.encoding)
    }
    return encodings
  }

  /// Identifies an input.
  ///
  /// A format wins if it reads every sampled line; declared ones are tried first. Only if none does,
  /// the one that reads most lines wins, if it reads at least half: a torn line at the front must
  /// not make a whole log unreadable.
  ///
  /// - Parameters:
  ///   - sample: Whole lines from the front of the input, decompressed.
  ///   - name: The format that the user named with `--as`; only within it anything is decided.
  /// - Returns: What the input is; ``Identification/isRecognised`` is false if nothing fits.
  /// - Complexity: O(*n* · *f*) in the bytes of the sample and the number of formats.
  package func identify(_ sample: Span<UInt8>, as name: String? = nil) -> Identification {
    var lines: [Range<Int>] = []
    var cursor = LineCursor(sample)
    while let line = cursor.next() {
      if !sample.isBlankLine(line) && !sample.isNulRun(line) { lines.append(line) }
    }
    let envelope = SyslogSample(sample, lines)
    if let name { return identify(as: name, sample, lines, envelope) }
    guard !lines.isEmpty else {
      return Identification(
        format: .unrecognised, names: [],
        reasons: [Wording("there are no lines to look at", "調べる行がありません")])
    }
    let own = bareDeclared.map { Candidate($0.format, sample, lines) }
    var builtIn = native.map { [Candidate($0, sample, lines)] } ?? []
    builtIn += BuiltInFormats.fitting(sample).map { Candidate($0.format, sample, lines) }
    builtIn.append(Candidate(syslogLines: envelope.lineCount, of: lines.count))
    let tried = (own + builtIn).map {
      Identification.Trial(
        name: $0.name, readCount: $0.readCount, sampledCount: lines.count)
    }
    for candidates in [own, builtIn] {
      var whole = candidates.filter { $0.readCount == lines.count }
      // A format that reads every line itself needs no envelope around it.
      if whole.count > 1 { whole.removeAll { $0.format == nil } }
      guard !whole.isEmpty else { continue }
      var result = decide(whole, sample, lines, envelope)
      result.tried = tried
      return result
    }
    let most = (own + builtIn).map(\.readCount).max() ?? 0
    guard most * 2 >= lines.count else {
      let tried = (own + builtIn).map { candidate in
        Wording(
          "\(candidate.name) reads \(candidate.readCount)",
          "\(candidate.name) で読めたのは \(candidate.readCount) 行")
      }
      return Identification(
        format: .unrecognised, names: [],
        reasons: [
          Wording(
            "of \(lines.count) sampled lines "
              + tried.map(\.english).joined(separator: ", "),
            "調べた \(lines.count) 行のうち、" + tried.map(\.japanese).joined(separator: "、"))
        ])
    }
    let best = own.filter { $0.readCount == most }
    let chosen = best.isEmpty ? builtIn.filter { $0.readCount == most } : best
    var result = decide(chosen, sample, lines, envelope)
    result.tried = tried
    return result
  }

  private var bareDeclared: [DeclaredFormat] {
    declared.filter { format in
      switch format.layout {
      case .squid: true
      case .samba: false
      case .records(let plan): plan.standsInFile
      }
    }
  }

  private func decide(
    _ candidates: [Candidate], _ sample: Span<UInt8>, _ lines: [Range<Int>],
    _ envelope: SyslogSample
  ) -> Identification {
    guard let first = candidates.first else {
      return Identification(format: .unrecognised, names: [], reasons: [])
    }
    let reason = Wording(
      "\(first.readCount) of \(lines.count) sampled lines are \(first.name) lines",
      "調べた \(lines.count) 行のうち \(first.readCount) 行が \(first.name) の行です")
    guard candidates.count == 1 else {
      var result = Identification(
        format: .unrecognised, names: [],
        reasons: [
          Wording(
            "\(first.readCount) of \(lines.count) sampled lines fit each of them",
            "調べた \(lines.count) 行のうち \(first.readCount) 行が、そのどれにも当てはまります")
        ])
      result.ambiguous = candidates.map(\.name)
      return result
    }
    guard let format = first.format else {
      return identifyInside(sample, envelope, reason: reason, onlySamba: nil)
    }
    var result = Identification(format: format, names: [format.name], reasons: [reason])
    let builtIn = BuiltInFormats.all.first { $0.format.name == format.name }
    if !declared.contains(where: { $0.name == format.name }),
      let reason = builtIn?.unverifiedReason()
    {
      result.reasons.append(reason)
    }
    if case .squid(let layout) = format.layout {
      result.needsZone = layout.needsZone && format.timezone == nil
      if layout.needsZone { result.declaredZone = format.timezone?.name }
    }
    if case .lines(let layout) = format.layout { result.needsZone = layout.needsZone }
    if case .mail(.exim) = format.layout {
      result.needsZone = EximReader.lacksZone(sample) && format.timezone == nil
    }
    if case .postgres = format.layout { result.needsZone = Self.lacksZone(sample, in: format) }
    if case .windows = format.layout { result.needsZone = Self.lacksZone(sample, in: format) }
    if case .setupLog = format.layout { result.needsZone = format.timezone == nil }
    if case .records(let plan) = format.layout {
      result.declaredEncoding = plan.declaration.encoding
      result.needsZone = plan.needsZone && format.timezone == nil
      // Of formats that may tell the time in several ways, the lines show whether one needs a zone.
      if result.needsZone, plan.clocks.count > 1 {
        result.needsZone = Self.lacksZone(sample, in: format)
      }
      if plan.needsZone { result.declaredZone = format.timezone?.name }
    }
    return result
  }

  /// Whether a line of a sample needs a zone that it does not name.
  private static func lacksZone(_ sample: Span<UInt8>, in format: LogFormat) -> Bool {
    var sink = CountingSink()
    var reader = LogReader(format, wanted: FieldSet(.time))
    reader.read(sample, firstLine: 1, isLast: false, into: &sink)
    return sink.lacksZone
  }

  private func identify(
    as name: String, _ sample: Span<UInt8>, _ lines: [Range<Int>], _ envelope: SyslogSample
  ) -> Identification {
    let reason = Wording("the format was named: \(name)", "書式を指定されました: \(name)")
    if let own = declared.first(where: { $0.name == name }) {
      if case .samba = own.layout {
        return identifyInside(sample, envelope, reason: reason, onlySamba: own)
      }
      if case .records(let plan) = own.layout,
        !plan.standsInFile || (plan.mayComeBySyslog && envelope.lineCount * 2 > lines.count)
      {
        return identifyInside(sample, envelope, reason: reason, onlySamba: nil)
      }
      return decide([Candidate(own.format, sample, lines)], sample, lines, envelope)
    }
    let builtIn = ([native].compactMap(\.self) + BuiltInFormats.all.map(\.format))
      .first { $0.name == name }
    if let builtIn {
      return decide([Candidate(builtIn, sample, lines)], sample, lines, envelope)
    }
    guard knownNames.contains(name) else {
      return Identification(
        format: .unrecognised, names: [],
        reasons: [Wording("there is no format `\(name)`", "書式 `\(name)` はありません")])
    }
    return identifyInside(sample, envelope, reason: reason, onlySamba: nil)
  }
}

/// A format and how many of the sampled lines it reads.
private struct Candidate {
  /// `nil` for the syslog envelope, whose inside is decided later.
  var format: LogFormat?
  var name: String
  var readCount = 0

  init(_ format: LogFormat, _ sample: Span<UInt8>, _ lines: [Range<Int>]) {
    self.format = format
    name = format.name
    guard case .squid(let layout) = format.layout else {
      var sink = CountingSink()
      var reader = LogReader(
        format, options: LogReaderOptions(timezone: .utc), wanted: FieldSet(.time))
      let end = reader.read(sample, firstLine: 1, isLast: false, into: &sink)
      // A record may go on behind the sample.
      let rest = sample.extracting(end..<sample.count).lineCount
      let isCertain =
        sink.certainCount > 0 || (format.layout.tellsEveryRecord && sink.readCount > 0)
      readCount = isCertain ? min(sink.readCount + rest, lines.count) : 0
      return
    }
    // The zone does not matter for whether a line can be read.
    var reader = SquidLineReader(
      layout, named: name, timezone: .utc, wanted: FieldSet(.time))
    var event = Event()
    for line in lines {
      reader.cut(sample, line: line)
      if case .rejected = reader.read(sample, lineEnd: line.upperBound, into: &event) { continue }
      readCount += 1
    }
  }

  init(syslogLines readCount: Int, of lineCount: Int) {
    name = "syslog"
    self.readCount = readCount
  }
}

extension LogFormat.Layout {
  /// Whether a record that is ignored has been told apart from those of other formats, as one with a number of
  /// an event.
  fileprivate var tellsEveryRecord: Bool {
    switch self {
    // Before its header, a table takes everything for a title.
    case .windows(.table): false
    case .windows, .unifiedAudit, .setupLog, .postgres: true
    case .squid, .syslog, .records, .mail, .lines, .unrecognised: false
    }
  }
}
