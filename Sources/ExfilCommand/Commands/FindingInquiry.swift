internal import Detection
internal import EventModel
internal import LogArchive
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// The question why a finding of a report stands.
struct FindingInquiry {
  private let prefix: String
  private let report: RawPath
  private let plan: RunPlan
  private let rules: [String]
  private let nearCount: Int
  private let showsLines: Bool
  private let isJSON: Bool
  private let language: DiagnosticLanguage

  /// Takes the question from a command line.
  ///
  /// - Throws: ``RunFailure`` with status 64 and every mistake.
  init(
    _ command: ExplainCommand, _ language: DiagnosticLanguage?, _ mistakes: inout Mistakes
  ) throws(RunFailure) {
    let plan = command.sources.plan(paths: command.paths, mistakes: &mistakes)
    let near = mistakes.number("--near", command.near, in: 0...1000)
    let words = language ?? .english
    let prefix = command.subject.map { $0.lowercased() } ?? ""
    if command.subject == nil {
      mistakes.note(
        Phrase(
          "--findings: name the finding, by its id or how that begins",
          "--findings: 検出の番号(先頭だけでも可)を指定してください")(
            words))
    } else if !Self.isWrittenAsID(prefix) {
      mistakes.note(
        Phrase(
          "`\(ArgumentText.visible(prefix))` is no id of a finding; these have up to 32 digits, 0-9 and a-f",
          "`\(ArgumentText.visible(prefix))` は検出の番号ではありません。番号は 0-9 と a-f の32桁以内です")(words))
    }
    if command.findings == "" { mistakes.note("--findings: the path is empty") }
    if command.findings == "-", plan.inputs.contains("-") {
      mistakes.note("--findings: `-` (standard input) can be read only once")
    }
    guard let near, let language, let report = command.findings, mistakes.isEmpty else {
      throw .usage(mistakes.lines)
    }
    self.prefix = prefix
    self.report = ArgumentText.path(report)
    self.plan = plan
    rules = command.ruleArguments.rules
    nearCount = near
    showsLines = command.lines
    isJSON = command.json
    self.language = language
  }

  /// Whether a word could be the id of a finding, or how one begins.
  static func isWrittenAsID(_ word: String) -> Bool {
    (1...32).contains(word.utf8.count)
      && word.utf8.allSatisfy { byte in
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
      }
  }

  /// Finds out why the finding stands, and tells it.
  func execute(
    with engine: Engine, on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let file = try FindingsFile(reading: report, for: prefix, language)
    let finding = try file.theOnlyMatch(language)
    let program = try RuleLoading(engine: engine, named: rules, language: language)
      .program(isOptional: true, on: console)
    var explained = ExplainedReport(
      finding: finding, program: program,
      zone: try RunContext.zone(named: program.civilTimezone))
    explained.grounds = finding.grounds.compactMap { file.briefs[$0.id] }
    explained.rule = program.rules.firstIndex { $0.id == finding.rule }
    if explained.rule != nil { explained.prose = prose(of: finding.rule, engine) }
    var plan = plan
    plan.program = program
    if plan.inputs.isEmpty { plan.inputs = inputs(of: file, on: console) }
    var status = ExitStatus.complete
    if let outcome = try read(plan, for: &explained, on: console) {
      status = self.status(of: outcome)
      tell(outcome, in: explained.zone, on: console)
    }
    check(&explained, plan)
    if !explained.isWhole { status = status.worst(.evidenceIncomplete) }
    if let number = Interruption.signalNumber { return ExitStatus(signalNumber: number) }
    if status != .internalError { write(explained, on: &console) }
    return status.worst(console.status)
  }

  /// What the rule counts and when it alerts, in words.
  private func prose(
    of rule: String, _ engine: Engine
  ) -> [(heading: String, lines: [String])] {
    guard let files = try? RuleLoading(engine: engine, named: rules).search() else { return [] }
    let roots = files.map { ArgumentText.text(of: $0.bytes) }
    return RuleProse(roots: roots, provider: RuleFiles())
      .condition(ofRule: rule, language: language)
      .map { section in
        // Lists may hold what a terminal would obey.
        (VisibleText.of(section.heading), section.lines.map { VisibleText.of($0) })
      }
  }

  /// The files that the report names and that are here.
  private func inputs(of file: FindingsFile, on console: Console) -> [RawPath] {
    var paths: [RawPath] = []
    var missing: [String] = []
    for name in file.files where name != "-" {
      if (try? FileStatus.of(RawPath(name))) != nil {
        paths.append(RawPath(name))
      } else {
        missing.append(name)
      }
    }
    for name in missing.prefix(10) {
      console.say(
        Phrase("`\(name)`, which the report names, is not here", "報告にある `\(name)` がここにありません")(
          language))
    }
    if missing.count > 10 {
      let count = QuantityText.count(missing.count - 10)
      console.say(Phrase("and \(count) more files", "他に \(count) ファイル")(language))
    }
    return paths
  }

  /// Applies the rules to the inputs once more, if there are both.
  private func read(
    _ plan: RunPlan, for explained: inout ExplainedReport, on console: Console
  ) throws(RunFailure) -> ExplanationOutcome? {
    guard !plan.program.rules.isEmpty else {
      explained.obstacle = .noRules
      return nil
    }
    guard let rule = explained.rule else {
      explained.obstacle = .noSuchRule
      return nil
    }
    guard !plan.inputs.isEmpty else {
      explained.obstacle = .noInputs
      return nil
    }
    let progress = console.progressLine
    defer { progress.clear() }
    let outcome = try explain(
      ExplainedFinding(
        id: explained.finding.id, subject: explained.finding.subject, rule: rule,
        nearCount: nearCount, keepsText: showsLines), plan, progress)
    explained.subject = outcome.subject
    explained.files = outcome.files
    if outcome.subject.explanation == nil { explained.obstacle = .notMadeAgain }
    return outcome
  }

  /// Holds the lines of the report's evidence against what was read, else against their files.
  private func check(_ explained: inout ExplainedReport, _ plan: RunPlan) {
    let evidence = explained.finding.evidence
    var read: Set<String> = []
    if let explanation = explained.explanation {
      read.formUnion(explanation.events.flatMap(\.lines).map(\.sha256))
      read.formUnion(explanation.finding.evidence.map(\.sha256))
    }
    explained.evidence = evidence.map { read.contains($0.sha256) ? .verified : .notThere }
    let open = evidence.indices.filter { explained.evidence[$0] != .verified }
    guard !open.isEmpty else { return }
    let found = InputDiscovery.inputs(
      at: plan.inputs, ignoring: plan.ignoredGlobs.map { PathGlob($0) })
    let states = EvidenceCheck(found).states(of: open.map { evidence[$0] })
    for (index, state) in zip(open, states) { explained.evidence[index] = state }
  }

  private func status(of outcome: ExplanationOutcome) -> ExitStatus {
    var status = ExitStatus.complete
    if !outcome.summary.incompleteInputs.isEmpty { status = status.worst(.evidenceIncomplete) }
    if !outcome.summary.balances { status = status.worst(.internalError) }
    return status
  }

  /// Tells on standard error what was read, and what of it not whole.
  private func tell(_ outcome: ExplanationOutcome, in zone: CivilZone, on console: Console) {
    let text = RereadingText(
      zone: zone, language: language == .japanese ? .japanese : .english)
    console.tell(text.text(of: outcome.summary))
  }

  private func write(_ explained: ExplainedReport, on console: inout Console) {
    if isJSON {
      console.write(ExplainedReportJSON(explained).line().span)
    } else {
      console.write(
        ExplainedReportText(
          language: language == .japanese ? .japanese : .english,
          usesColours: console.usesColours
        ).text(of: explained))
    }
  }
}
