internal import ArgumentParser
internal import Detection
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import StateStore
internal import SystemBoundary

/// `exfil scan`: reads logs, applies rules, publishes findings.
struct ScanCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scan logs and publish what the rules find.",
    discussion: """
      Reads files, folders and `-` (standard input), plain or gzip; formats are told by content.
      Findings go to standard output, the account of every input to standard error.
      """)

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments
  @OptionGroup(title: "Publication") var publication: PublicationArguments

  @Option(help: ArgumentHelp("Memory for facts before they spill to disk.", valueName: "size"))
  var memory: String = usualMemory

  @Option(
    help: ArgumentHelp(
      "Keep in this folder what was read and found, and go on there.",
      discussion: """
        Only what no earlier run has read is read. JSON Lines, the terminal, OCSF and Timesketch tell \
        what is new or changed since; the other reports tell all that stands. One run at a time.
        """, valueName: "dir"))
  var state: String?

  @Flag(help: "Hash whole inputs, as stored and decompressed, into the account.")
  var hashInputs = false

  @Flag(help: "Tell on standard error how much processor time each stage took.")
  var stageTimes = false

  /// The memory for facts if nothing else is asked for.
  static let usualMemory = "256MB"

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var (plan, publicationPlan) = try plans()
    try OutputTargets.check(publicationPlan.targets)
    let sealing = try publicationPlan.keyFile.map(SealedNames.init)
    if plan.jobCount > 1, let people = plan.people {
      let begun = engine.rosterReading.flatMap { $0.isOf(people) ? $0 : nil }
      plan.rosterReading = begun ?? RosterReading(of: people)
    }
    let folder = state.map { ArgumentText.path($0) }
    let opening = plan.jobCount > 1 ? folder.flatMap { StateOpening(in: $0) } : nil
    plan.program = try RuleLoading(
      engine: engine, named: ruleArguments.rules,
      language: DiagnosticLanguage(publicationPlan.language)
    ).program(isOptional: false, on: console)
    try Self.check(publicationPlan.rules, against: plan.program)
    guard let folder else { return try scan(plan, publicationPlan, sealing, engine, on: &console) }
    // Meanwhile the state is still being opened.
    let print = NightlyScan.print(of: plan.program)
    let session = try StateSession(
      in: folder, begun: opening, readsBeside: plan.jobCount > 1)
    return try scan(plan, print, publicationPlan, sealing, session, on: &console)
  }

  /// Scans everything there is.
  private func scan(
    _ plan: RunPlan, _ publicationPlan: PublicationPlan, _ sealing: SealedNames?,
    _ engine: Engine, on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let progress = console.progressLine
    defer { progress.clear() }
    let outcome = try engine.scan(plan, progress)
    progress.clear()
    return try publish(outcome, publicationPlan, sealing, on: &console)
  }

  /// Scans what is new since the run before.
  private func scan(
    _ plan: RunPlan, _ print: ProgramPrint, _ publicationPlan: PublicationPlan,
    _ sealing: SealedNames?, _ session: borrowing StateSession, on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let progress = console.progressLine
    defer { progress.clear() }
    let outcome = try session.scan(plan, print, progress)
    progress.clear()
    let settling = session.settling()
    defer { settling.end() }
    // A run with filters tells some of its findings only, and none of them counts as told.
    let tells = outcome.signalNumber == nil && !publicationPlan.isFiltered
    let status = try publish(outcome, publicationPlan, sealing, on: &console) {
      (reports) throws(RunFailure) in if tells { try session.expect(reports) }
    }
    let isTold = ![.outputNotWritten, .outputClosed, .internalError].contains(status)
    if tells, isTold {
      try session.markTold()
      session.clear(beside: publicationPlan.targets.map(\.file))
    }
    if let nightly = outcome.nightly {
      console.tell(NightlyText(language: publicationPlan.language).text(of: nightly))
      if !nightly.lateSources.isEmpty || !nightly.volumeDrops.isEmpty {
        return status.worst(.evidenceIncomplete)
      }
    }
    return status
  }

  /// Publishes what a run came to.
  private func publish(
    _ outcome: RunOutcome, _ publicationPlan: PublicationPlan, _ sealing: SealedNames?,
    on console: inout Console,
    expecting: ([ReportPrint]) throws(RunFailure) -> Void = { (_) throws(RunFailure) in }
  ) throws(RunFailure) -> ExitStatus {
    console.keep(outcome)
    // A typing mistake would publish nothing, which looks like good news.
    for user in publicationPlan.users where !outcome.isKnownUser(outcome.resolveUser(user)) {
      console.say(
        "--user \(ArgumentText.visible(user)): neither the roster nor any log names this user")
    }
    let status = try Self.publish(
      outcome, as: publicationPlan, sealing, on: &console, expecting: expecting)
    if stageTimes { console.tell(outcome.stageTimes.line(publicationPlan.language) + "\n") }
    return status
  }

  /// Returns what the command line asks for.
  ///
  /// - Throws: ``RunFailure`` with status 64 and every mistake.
  func plans() throws(RunFailure) -> (RunPlan, PublicationPlan) {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    plan.hashesInputs = hashInputs
    if let byteCount = mistakes.value("--memory", memory, QuantityArguments.byteCount(memory)) {
      if byteCount < 1_000_000 { mistakes.note("--memory", memory, "is less than 1MB") }
      plan.memoryByteCount = byteCount
    }
    let publicationPlan = publication.plan(mistakes: &mistakes)
    plan.showsEvents = publicationPlan.formats.contains(where: \.showsEvents)
    plan.listsStanding = publicationPlan.formats.contains { !$0.tellsChanges }
    guard mistakes.isEmpty else { throw .usage(mistakes.lines) }
    return (plan, publicationPlan)
  }

  /// A rule that does not exist would publish nothing, which looks like good news.
  private static func check(
    _ wanted: [String], against program: RuleProgram
  ) throws(RunFailure) {
    let known = Set(program.rules.map(\.id))
    let unknown = wanted.filter { !known.contains($0) }
    guard !unknown.isEmpty else { return }
    throw .usage(unknown.map { "--rule: there is no rule `\(ArgumentText.visible($0))`" })
  }

  private static func publish(
    _ outcome: RunOutcome, as plan: PublicationPlan, _ sealing: SealedNames?,
    on console: inout Console, expecting: ([ReportPrint]) throws(RunFailure) -> Void
  ) throws(RunFailure) -> ExitStatus {
    let filter = PublishingFilter(plan, for: outcome)
    let standing = filter.published(outcome.findings)
    let findings = outcome.nightly.map { filter.published($0.changes) } ?? standing
    var status = ExitStatus(of: outcome, published: findings, failOn: plan.failOn)
    // Accounts that do not balance mean that findings may be missing: no report at all.
    let isPublished = status != .internalError
    func published(_ findings: [Finding], of raised: Int) throws(RunFailure) -> PublishedRun {
      let run = PublishedRun(
        findings: findings, summary: outcome.summary,
        conclusion: RunConclusion(
          raised: raised, published: isPublished ? findings : [], exitStatus: status.rawValue),
        zone: outcome.zone, leaving: outcome.leaving, version: ExfilVersion.text)
      // Names that nobody could turn back are not published.
      return try sealing?.hiding(run, outcome.knownNames()) ?? run
    }
    let raised = outcome.nightly?.changes.count ?? outcome.findings.count
    let run = try published(findings, of: raised)
    let all = outcome.nightly == nil ? run : try published(standing, of: outcome.findings.count)
    let publication = Publication(
      plan: plan, isInterrupted: outcome.signalNumber != nil, run: run, standing: all)
    if isPublished {
      for line in try publication.writeFiles(expecting: expecting) {
        console.say(line)
        status = status.worst(.outputNotWritten)
      }
      // Standard output cannot be named partial, so an interrupted run leaves it empty.
      if outcome.signalNumber == nil { write(publication, to: &console) }
    }
    status = status.worst(console.status)
    guard status != .outputClosed else { return status }
    let conclusion = RunConclusion(
      raised: raised, published: isPublished ? findings : [], exitStatus: status.rawValue)
    console.tell(
      RunSummaryText(zone: outcome.zone, language: plan.language)
        .text(of: run.summary, conclusion))
    return status
  }

  private static func write(_ publication: Publication, to console: inout Console) {
    let output = OutputDescriptor.standardOutput
    do throws(SystemError) {
      try publication.write(
        publication.plan.standardOutput, width: console.width, usesColours: console.usesColours
      ) { (bytes) throws(SystemError) in try output.write(bytes) }
    } catch {
      console.note(error)
    }
  }
}
