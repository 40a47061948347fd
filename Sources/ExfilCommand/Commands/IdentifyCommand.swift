internal import ArgumentParser
internal import EventModel
internal import Reports
internal import RuleLanguage
internal import RuleProgram

/// `exfil identify`: tells what each file is and which rules can and cannot run on it.
struct IdentifyCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Tell what each file is, and which rules can and cannot run on it.")

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments
  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    let asked = languageArgument.language(mistakes: &mistakes)
    guard let language = asked, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    plan.program = try RuleLoading(
      engine: engine, named: ruleArguments.rules, language: language
    ).program(isOptional: true, on: console)
    if plan.program.rules.isEmpty {
      console.say(
        Phrase("no rules found; only formats are told", "ルールが見つかりません。書式だけを示します")(language))
    }
    let identities = try engine.identify(plan)
    for identity in identities { console.write(Self.text(of: identity, in: language)) }
    return identities.allSatisfy(\.isUnderstood) ? .complete : .evidenceIncomplete
  }

  /// Returns the lines about one input.
  static func text(of identity: InputIdentity, in language: DiagnosticLanguage) -> String {
    func told(_ wording: Wording) -> String { Phrase(wording)(language) }
    var lines = ["\(VisibleText.of(identity.name))  \(status(of: identity, in: language))"]
    func add(_ heading: Phrase, _ text: String) {
      let name = DisplayWidth.fit(heading(language), to: 12)
      lines.append("  \(name)\(VisibleText.of(text))")
    }
    for format in identity.formats {
      add(Phrase("format", "書式"), format.name)
      for reason in format.reasons { add(Phrase("  because", "  理由"), told(reason)) }
      for carries in format.carries { add(Phrase("  carries", "  項目"), carries) }
    }
    if !identity.encoding.isEmpty { add(Phrase("encoding", "文字コード"), identity.encoding) }
    let zone = told(identity.zone)
    if !zone.isEmpty { add(Phrase("zone", "時間帯"), zone) }
    for need in identity.needs { add(Phrase("needs", "必要"), told(need)) }
    if !identity.answerableRules.isEmpty {
      add(Phrase("can run", "判定できる"), identity.answerableRules.joined(separator: ", "))
    }
    for rule in identity.unanswerableRules {
      let fields = rule.missingFields.joined(separator: ", ")
      add(
        Phrase("cannot run", "判定不可"),
        Phrase("\(rule.rule): no \(fields)", "\(rule.rule): \(fields) がありません")(language))
      let advice = told(rule.advice)
      if !advice.isEmpty { add(Phrase("  change", "  対処"), advice) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func status(of identity: InputIdentity, in language: DiagnosticLanguage) -> String
  {
    switch identity.status {
    case "readable": Phrase("readable", "読み取れます")(language)
    case "not recognised": Phrase("not recognised", "書式が分かりません")(language)
    default: identity.status
    }
  }
}
