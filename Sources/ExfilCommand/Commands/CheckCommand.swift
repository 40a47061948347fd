internal import ArgumentParser
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// `exfil check`: compiles rules, reads the samples of formats, runs the tests inside rules.
struct CheckCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check rules: compile them, read format samples, run the tests inside them.",
    discussion: "Exit status: 0 all is well, 1 a test or sample failed, 3 rules are invalid.")

  @Argument(
    help: ArgumentHelp(
      "Rule files or folders; those that scan would find if none is given.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    let loading = RuleLoading(engine: engine, named: paths + ruleArguments.rules)
    let files: [RawPath]
    do throws(RulesSearch.Failure) { files = try loading.search() } catch {
      throw .invalid(error.lines)
    }
    let rules = engine.compile(files)
    console.tell(diagnostics: rules.diagnostics)
    guard rules.errorCount == 0 else {
      let count = rules.errorCount
      throw .invalid(["\(QuantityText.count(count, "error")) in the rules"])
    }
    let samples = engine.checkSamples(rules.program)
    let tests = engine.runTests(rules.program)
    for failed in (samples + tests).filter({ !$0.passed }) { console.write(Self.text(of: failed)) }
    console.write(Self.closing(rules.program, samples: samples, tests: tests))
    return (samples + tests).allSatisfy(\.passed) ? .complete : .findingsAtThreshold
  }

  /// Returns the lines about one test or sample that failed.
  static func text(of failed: CheckedExample) -> String {
    let name = failed.name.isEmpty ? "" : " \"\(VisibleText.of(failed.name))\""
    var lines = ["FAILED \(VisibleText.of(failed.owner))\(name)"]
    lines.append("  at        \(VisibleText.of(failed.place))")
    lines.append("  expected  \(VisibleText.of(failed.expected))")
    lines.append("  got       \(VisibleText.of(failed.got))")
    lines += failed.explanation.map { "            \(VisibleText.of($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func closing(
    _ program: RuleProgram, samples: [CheckedExample], tests: [CheckedExample]
  ) -> String {
    let untested = Set(program.rules.indices).subtracting(program.tests.map(\.rule)).count
    let failed = (samples + tests).count { !$0.passed }
    var text = QuantityText.count(program.rules.count, "rule") + ", "
    text += QuantityText.count(program.formats.count, "format") + "; "
    text += QuantityText.count(tests.count, "test") + " and "
    text += QuantityText.count(samples.count, "sample") + " run, \(failed) failed"
    if untested > 0 {
      text += "; \(QuantityText.count(untested, "rule has", "rules have")) no test"
    }
    return text + "\n"
  }
}
