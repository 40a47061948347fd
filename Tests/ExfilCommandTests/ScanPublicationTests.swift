internal import EventModel
internal import Detection
internal import Foundation
internal import Reports
internal import RuleProgram
internal import Testing

@testable internal import ExfilCommand

/// The command around a made-up run: outputs, statuses, what stays untouched.
@Suite struct ScanPublicationTests {
  private let folder: TemporaryFolder
  private let rules: String

  init() throws {
    folder = try TemporaryFolder()
    rules = try folder.write("exfil 1\n", to: "r.exfil")
  }

  private func engine(
    _ outcome: RunOutcome = Outcomes.one, errorCount: Int = 0, failure: RunFailure? = nil
  ) -> Engine {
    Engine(
      compile: { _ in
        var program = RuleProgram()
        var rule = CompiledRule()
        rule.id = "cloud.personal_account"
        program.rules = [rule]
        return CompiledRules(program: program, diagnostics: [], errorCount: errorCount)
      },
      scan: { (_, _) throws(RunFailure) in
        if let failure { throw failure }
        return outcome
      },
      identify: { (_) throws(RunFailure) in [] }, events: { _, _, _ in outcome },
      checkSamples: { _ in [] }, runTests: { _ in [] })
  }

  private func scan(_ options: [String], _ engine: Engine) -> ExitStatus {
    let arguments = ["scan", "a.log", "--rules", rules, "--format", "jsonl"] + options
    return ExfilProgram.run(arguments.map { Array($0.utf8) }, with: engine)
  }

  private func output(_ format: String, _ name: String) -> [String] {
    ["-o", "\(format)=\(folder.path(name))"]
  }

  @Test func `writes each report, for its owner's eyes only, and leaves nothing else`() throws {
    let status = scan(
      output("jsonl", "f.jsonl") + output("terminal", "f.txt") + output("summary", "s.json"),
      engine())
    #expect(status == .complete)
    #expect(try folder.names == ["f.jsonl", "f.txt", "r.exfil", "s.json"])
    #expect(try folder.read("f.jsonl").hasPrefix(#"{"id":"f1","rule":"cloud.personal_account""#))
    #expect(try folder.read("f.txt").contains("1 finding about 1 subject"))
    #expect(try folder.read("s.json").hasPrefix(#"{"exit_status":0,"#))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("f.jsonl"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `no finding is an empty report, not a missing one`() throws {
    var outcome = Outcomes.one
    outcome.findings = []
    #expect(
      scan(output("jsonl", "f.jsonl") + output("terminal", "f.txt"), engine(outcome)) == .complete)
    #expect(try folder.read("f.jsonl").isEmpty)
    #expect(try folder.read("f.txt") == "No findings in what was read.\n")
  }

  @Test func `a target that cannot be written stops the run before it reads`() throws {
    let never = engine(failure: .internalError("scanned"))
    #expect(scan(["-o", "jsonl=/nowhere/at/all.jsonl"], never) == .outputNotWritten)
    #expect(scan(["-o", "jsonl=\(folder.path(""))"], never) == .outputNotWritten)
    #expect(try folder.names == ["r.exfil"])
  }

  @Test func `a full disk is status 4, and other reports are written all the same`() throws {
    let status = scan(["-o", "jsonl=/dev/full"] + output("summary", "s.json"), engine())
    #expect(status == .outputNotWritten)
    #expect(try folder.names == ["r.exfil", "s.json"])
  }

  @Test func `accounts that do not balance publish nothing and leave the old report`() throws {
    try folder.write("old\n", to: "f.jsonl")
    var outcome = Outcomes.one
    var input = InputAccount(name: "a.log", status: "complete", format: "squid", zone: "")
    input.lines.lines = 3
    outcome.summary.inputs = [input]
    #expect(scan(output("jsonl", "f.jsonl"), engine(outcome)) == .internalError)
    #expect(try folder.read("f.jsonl") == "old\n")
  }

  @Test func `an interrupted run names its reports partial`() throws {
    try folder.write("old\n", to: "f.jsonl")
    var outcome = Outcomes.one
    outcome.signalNumber = 15
    #expect(scan(output("jsonl", "f.jsonl"), engine(outcome)) == .terminated)
    #expect(try folder.read("f.jsonl") == "old\n")
    #expect(try folder.read("f.jsonl.partial").hasPrefix(#"{"id":"f1""#))
  }

  @Test func `the threshold looks at what is published`() {
    #expect(scan(["--fail-on", "high"], engine()) == .findingsAtThreshold)
    #expect(scan(["--fail-on", "critical"], engine()) == .complete)
    #expect(scan(["--fail-on", "high", "--user", "kato"], engine()) == .complete)
    #expect(scan(["--fail-on", "high", "--since", "23h"], engine()) == .complete)
    #expect(scan(["--fail-on", "high", "--since", "24h"], engine()) == .findingsAtThreshold)
    #expect(scan(["--fail-on", "high", "--until", "2026-10-12"], engine()) == .complete)
  }

  @Test func `bad rules, a rule that is not there and a failed run have their statuses`() {
    #expect(scan([], engine(errorCount: 2)) == .invalidConfiguration)
    var empty = engine()
    empty.compile = { _ in
      CompiledRules(program: RuleProgram(), diagnostics: [], errorCount: 0)
    }
    #expect(scan([], empty) == .invalidConfiguration)
    #expect(scan(["--rule", "no.such"], engine()) == .usage)
    #expect(scan([], engine(failure: .invalid(["roster"]))) == .invalidConfiguration)
    #expect(scan([], engine(failure: .internalError("x"))) == .internalError)
    #expect(scan(["--rules", folder.path("none")], engine()) == .invalidConfiguration)
  }

  @Test func `check tells failed tests from invalid rules`() {
    func check(_ engine: Engine) -> ExitStatus {
      ExfilProgram.run(["check", rules].map { Array($0.utf8) }, with: engine)
    }
    #expect(check(engine()) == .complete)
    #expect(check(engine(errorCount: 1)) == .invalidConfiguration)
    var failing = engine()
    failing.runTests = { _ in
      [
        CheckedExample(
          owner: "r", name: "n", place: "r.exfil:1:1", passed: false,
          expected: Wording(verbatim: "alert"), got: Wording(verbatim: "none"))
      ]
    }
    #expect(check(failing) == .findingsAtThreshold)
  }
}
