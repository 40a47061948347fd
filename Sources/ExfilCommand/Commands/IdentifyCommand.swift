internal import ArgumentParser
internal import Reports
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

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    guard mistakes.isEmpty else { throw .usage(mistakes.lines) }
    plan.program = try RuleLoading(engine: engine, named: ruleArguments.rules)
      .program(isOptional: true, on: console)
    if plan.program.rules.isEmpty { console.say("no rules found; only formats are told") }
    let identities = try engine.identify(plan)
    for identity in identities { console.write(Self.text(of: identity)) }
    return identities.allSatisfy(\.isUnderstood) ? .complete : .evidenceIncomplete
  }

  /// Returns the lines about one input.
  static func text(of identity: InputIdentity) -> String {
    var lines = ["\(VisibleText.of(identity.name))  \(identity.status)"]
    func add(_ heading: String, _ text: String) {
      let name = DisplayWidth.fit(heading, to: 12)
      lines.append("  \(name)\(VisibleText.of(text))")
    }
    for format in identity.formats {
      add("format", format.name)
      for reason in format.reasons { add("  because", reason) }
      for carries in format.carries { add("  carries", carries) }
    }
    if !identity.encoding.isEmpty { add("encoding", identity.encoding) }
    if !identity.zone.isEmpty { add("zone", identity.zone) }
    for need in identity.needs { add("needs", need) }
    if !identity.answerableRules.isEmpty {
      add("can run", identity.answerableRules.joined(separator: ", "))
    }
    for rule in identity.unanswerableRules {
      let fields = rule.missingFields.joined(separator: ", ")
      add("cannot run", "\(rule.rule): no \(fields)")
      if !rule.advice.isEmpty { add("  change", rule.advice) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
