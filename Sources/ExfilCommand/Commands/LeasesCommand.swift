internal import ArgumentParser
internal import EventModel
internal import People
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil leases`: makes a table for `--leases` of the sign-ins that logs hold.
struct LeasesCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "leases",
    abstract: "Make a table for --leases of the sign-ins that logs hold.",
    discussion: """
      A sign-in tells who came to an address, or sat down at a computer, and not when they left: it \
      counts for the time of --session, and each further sign-in of the same person prolongs it. \
      While two people are signed in from one address it is nobody's. With --people only people of the \
      roster count. The column basis names the file and line of the sign-in.
      """)

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("How long a sign-in counts.", valueName: "duration"))
  var session: String = "10h"

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments

  @Option(help: "The language of text for people: en or ja.")
  var lang: String = "en"

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    let language = ReportLanguage(rawValue: lang)
    if language == nil { mistakes.note("--lang", lang, "is not en or ja") }
    let length = QuantityArguments.microseconds(session) ?? 0
    if length <= 0 { mistakes.note("--session", session, "is not a duration; write one like 10h") }
    guard let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    plan.program = try RuleLoading(
      engine: engine, named: ruleArguments.rules, language: DiagnosticLanguage(language)
    ).program(isOptional: true, on: console)
    let report = try engine.findSessions(plan, length)
    console.write(LeaseTable(zone: report.run.zone).text(of: report.outcome))
    let status = ExitStatus(of: report.run, published: [], failOn: nil).worst(console.status)
    console.tell(
      RunSummaryText(zone: report.run.zone, language: language).text(
        of: report.run.summary,
        RunConclusion(raised: 0, published: [], exitStatus: status.rawValue)))
    let (count, spans, shared) = (
      report.signInCount, report.outcome.spans.count, report.outcome.sharedPlaceCount
    )
    console.say(
      language == .japanese
        ? "サインイン \(count) 件、リース \(spans) 件。同時に複数の人が使っていた IP アドレスまたは端末 "
          + "\(shared) 件のその時間は除きました"
        : "\(count) sign-ins, \(spans) leases; \(shared) addresses or computers were several people's at "
          + "once, which was left out")
    return status
  }
}

/// Leases as the table that `--leases` reads.
struct LeaseTable {
  /// In which times are written.
  let zone: CivilZone

  /// Returns the table, its heading first.
  ///
  /// Names stay as they are, a formula too: a program reads the table.
  func text(of outcome: SignInSessions.Outcome) -> String {
    var rows = CSVRow(isGuarded: false)
    for column in ["from", "to", "ip", "host", "user", "basis"] { rows.add(column) }
    rows.end()
    for span in outcome.spans {
      var (address, host) = ("", "")
      switch span.place {
      case .address(let own): address = own.text
      case .host(let own): host = own
      }
      for cell in [
        span.from.text(in: zone), span.to.text(in: zone), address, host, span.user, span.basis,
      ] { rows.add(cell) }
      rows.end()
    }
    return String(decoding: rows.bytes, as: UTF8.self)
  }
}
