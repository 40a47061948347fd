internal import ByteScan
internal import EventModel

/// The sampled lines that have a syslog envelope, by the program that wrote them.
struct SyslogSample {
  /// How many of the lines have an envelope that names a program.
  private(set) var lineCount = 0
  private(set) var sambaTexts: [Range<Int>] = []
  private(set) var squidTexts: [Range<Int>] = []
  /// All lines with an envelope.
  private(set) var envelopes: [SyslogLine] = []
  /// The mail servers that have written any of them.
  private(set) var mailServers: Set<MailServer> = []
  private(set) var hasUSB = false
  /// The other services of which there are lines, in the order of their first ones.
  private(set) var services: [LineService] = []
  /// Whether stamps lack the year.
  private(set) var lacksYear = false
  /// Whether stamps of handled programs lack the zone.
  private(set) var lacksZone = false

  init(_ sample: Span<UInt8>, _ lines: [Range<Int>]) {
    var wrapped = WrappedSyslog()
    for line in lines {
      var line = line
      if WrappedSyslog.mayWrap(sample, line) {
        guard let text = wrapped.text(sample, line) else { continue }
        if text.hasEscapes {
          note(escaped: text.range, in: sample)
          continue
        }
        line = text.range
      }
      guard let envelope = try? SyslogLine(sample, line: line) else { continue }
      if !envelope.isTagged {
        // Some devices name no program, but write records that tell what they are.
        guard
          BuiltInFormats.inSyslog.contains(where: { $0.key.text(of: envelope, in: sample) != nil })
        else { continue }
      }
      lineCount += 1
      envelopes.append(envelope)
      let program = SyslogProgram(envelope, in: sample)
      if let server = program.mailServer { mailServers.insert(server) }
      switch program {
      case .postfix, .exim, .sendmail, .openSMTPD: break
      case .samba, .smbd: sambaTexts.append(envelope.message)
      case .squid: squidTexts.append(envelope.message)
      case .kernel, .mtpProbe:
        let line = try? KernelUSBLine(kernel: sample, message: envelope.message)
        guard line != nil else { continue }
        hasUSB = true
      case .sftp: note(.sftp)
      case .audit: note(.audit)
      case .tinyproxy: note(.tinyproxy)
      case .service(let service): note(service)
      case .other:
        guard let service = LineService(message: sample.extracting(envelope.message)) else {
          continue
        }
        note(service)
      }
      if envelope.clock.civil.year == 0 { lacksYear = true }
      if envelope.clock.offsetInSeconds == nil { lacksZone = true }
    }
  }

  private mutating func note(_ service: LineService) {
    if !services.contains(service) { services.append(service) }
  }

  /// Takes a wrapped line into account whose text does not stand in the sample as it is: it tells
  /// what the file is, and no administrator's layout is looked for in it.
  private mutating func note(escaped range: Range<Int>, in sample: Span<UInt8>) {
    var text: [UInt8] = []
    CellForm.json.append(sample, range, to: &text)
    guard let envelope = try? SyslogLine(text.span, line: 0..<text.count), envelope.isTagged else {
      return
    }
    lineCount += 1
    let program = SyslogProgram(envelope, in: text.span)
    if let server = program.mailServer { mailServers.insert(server) }
    switch program {
    case .postfix, .exim, .sendmail, .openSMTPD: break
    case .kernel, .mtpProbe:
      hasUSB = hasUSB || (try? KernelUSBLine(kernel: text.span, message: envelope.message)) != nil
    case .sftp: note(.sftp)
    case .audit: note(.audit)
    case .tinyproxy: note(.tinyproxy)
    case .service(let service): note(service)
    case .samba, .smbd, .squid, .other: return
    }
    if envelope.clock.civil.year == 0 { lacksYear = true }
    if envelope.clock.offsetInSeconds == nil { lacksZone = true }
  }
}

extension FormatIdentifier {
  /// Decides what the administrator's own layouts inside a syslog file look like.
  func identifyInside(
    _ sample: Span<UInt8>, _ envelope: SyslogSample, reason: Wording, onlySamba: DeclaredFormat?
  ) -> Identification {
    var result = Identification(
      format: .unrecognised, names: [], reasons: [reason])
    result.isEnvelope = true
    result.needsYear = envelope.lacksYear
    result.needsZone = envelope.lacksZone
    let mailServers = MailServer.allCases.filter(envelope.mailServers.contains)
    result.names += mailServers.map(\.name)
    guard let usual = try? SambaPrefix(SambaPrefix.usualText) else { return result }
    var layout = SyslogLayout(samba: usual)
    if !mailServers.isEmpty { layout.mailServers = mailServers }

    let samba = sambaFormats(sample, envelope, only: onlySamba)
    if samba.count > 1 { result.ambiguous = samba.map(\.name) }
    var timezone: CivilZone?
    if let own = samba.first, case .samba(let prefix) = own.layout {
      layout.samba = prefix
      layout.sambaName = own.name
      timezone = own.timezone
    }
    let audit = SambaAuditReader(layout.samba, named: "")
    var hasAudit = false
    var tellsTransfers = false
    for text in envelope.sambaTexts where audit.fits(sample, text) {
      hasAudit = true
      if audit.tellsTransfer(sample, text) { tellsTransfers = true }
    }
    if hasAudit {
      result.names.append(layout.sambaName)
      result.reasons.append(
        tellsTransfers
          ? Wording(
            "the Samba audit logs transfers, so an open is no read",
            "Samba の監査記録に転送が記録されているので、開いただけでは閲覧とみなしません")
          : Wording(
            "no sampled line tells of a transfer; if none of its server in the whole run does, "
              + "an open for reading is a read",
            "調べた行には転送の記録がありません。そのサーバーの記録全体にもなければ、読み取りのために開いたことを閲覧とみなします"))
    }
    if envelope.hasUSB { result.names.append("linux_usb") }
    layout.services = envelope.services
    result.names += envelope.services.map(\.name)

    let squid = squidFormats(sample, envelope)
    if squid.count > 1 { result.ambiguous += squid.map(\.name) }
    layout.squid = squid.first
    if let squid = squid.first { result.names.append(squid.name) }

    layout.records = recordFormats(sample, envelope, result: &result)

    if result.ambiguous.isEmpty {
      // The declared zone of an audit is that of the machine which wrote the file.
      result.format = LogFormat(
        name: "syslog", layout: .syslog(layout), timezone: hasAudit ? timezone : nil)
    }
    if hasAudit, let timezone {
      if result.needsZone { result.declaredZone = timezone.name }
      result.needsZone = false
    }
    return result
  }

  /// The declared record formats of which the envelope holds lines.
  private func recordFormats(
    _ sample: Span<UInt8>, _ envelope: SyslogSample, result: inout Identification
  ) -> [SyslogLayout.Records] {
    var formats: [SyslogLayout.Records] = []
    for candidate in declared {
      guard case .records(let plan) = candidate.layout, plan.mayComeBySyslog else { continue }
      // Lines of a program may come later in the file than the sample reaches.
      let records = SyslogLayout.Records(
        name: candidate.name, plan: plan, timezone: candidate.timezone)
      formats.append(records)
      _ = note(records, EnvelopeKey(plan), sample, envelope.envelopes, result: &result)
    }
    // Lines that a declared format takes are not for a built-in one.
    let keys = formats.map { EnvelopeKey($0.plan) }
    let free = envelope.envelopes.filter { line in
      !keys.contains { $0.text(of: line, in: sample) != nil }
    }
    for builtIn in BuiltInFormats.inSyslog {
      let format = builtIn.format.format
      let records = SyslogLayout.Records(
        name: format.name, plan: builtIn.plan, timezone: format.timezone)
      guard note(records, builtIn.key, sample, free, result: &result) else { continue }
      formats.append(records)
      if let reason = builtIn.format.unverifiedReason(isInSyslog: true) {
        result.reasons.append(reason)
      }
    }
    return formats
  }

  /// Tells what it means that some of the lines hold records of a format; returns whether any does.
  private func note(
    _ records: SyslogLayout.Records, _ key: EnvelopeKey, _ sample: Span<UInt8>,
    _ envelopes: [SyslogLine], result: inout Identification
  ) -> Bool {
    let own = envelopes.filter { key.text(of: $0, in: sample) != nil }
    guard !own.isEmpty else { return false }
    result.names.append(records.name)
    guard records.timezone == nil else { return true }
    if !records.plan.hasOwnTime {
      if own.contains(where: { $0.clock.civil.year == 0 }) { result.needsYear = true }
      if own.contains(where: { $0.clock.offsetInSeconds == nil }) { result.needsZone = true }
    } else if records.plan.needsZone {
      result.needsZone = true
    }
    return true
  }

  /// The declared Samba formats that read every sampled audit line; without any line to judge by,
  /// the only one declared.
  private func sambaFormats(
    _ sample: Span<UInt8>, _ envelope: SyslogSample, only: DeclaredFormat?
  ) -> [DeclaredFormat] {
    if let only { return [only] }
    var formats: [DeclaredFormat] = []
    var declaredCount = 0
    for candidate in declared {
      guard case .samba(let prefix) = candidate.layout else { continue }
      declaredCount += 1
      let reader = SambaAuditReader(prefix, named: "")
      var fits = true
      for text in envelope.sambaTexts where !reader.fits(sample, text) {
        // What smbd says of itself is no audit line of any prefix.
        if Self.looksLikeAudit(sample, text) { fits = false }
      }
      if fits { formats.append(candidate) }
    }
    if envelope.sambaTexts.isEmpty, declaredCount > 1 { return [] }
    return formats
  }

  private static func looksLikeAudit(_ sample: Span<UInt8>, _ text: Range<Int>) -> Bool {
    let bytes = sample.extracting(text)
    return bytes.firstOffset(of: Array("|ok".utf8).span) != nil
      || bytes.firstOffset(of: Array("|fail".utf8).span) != nil
  }

  private func squidFormats(
    _ sample: Span<UInt8>, _ envelope: SyslogSample
  ) -> [SyslogLayout.Squid] {
    guard !envelope.squidTexts.isEmpty else { return [] }
    var formats: [SyslogLayout.Squid] = []
    for candidate in declared {
      guard case .squid(let layout) = candidate.layout else { continue }
      if reads(layout, sample, envelope.squidTexts) {
        formats.append(
          SyslogLayout.Squid(
            name: candidate.name, layout: layout, timezone: candidate.timezone))
      }
    }
    if formats.isEmpty, let native = try? SquidLogformat(SquidLogformat.nativeText),
      reads(native, sample, envelope.squidTexts)
    {
      formats.append(SyslogLayout.Squid(name: "squid", layout: native, timezone: nil))
    }
    return formats
  }

  private func reads(
    _ layout: SquidLogformat, _ sample: Span<UInt8>, _ texts: [Range<Int>]
  ) -> Bool {
    var reader = SquidLineReader(layout, named: "", timezone: .utc, wanted: FieldSet(.time))
    var event = Event()
    for text in texts {
      reader.cut(sample, line: text)
      if case .rejected = reader.read(sample, lineEnd: text.upperBound, into: &event) {
        return false
      }
    }
    return true
  }
}
