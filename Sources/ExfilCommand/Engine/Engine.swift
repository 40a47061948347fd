package import ByteScan
package import Reports
package import RuleLanguage
package import RuleProgram
package import SystemBoundary

/// The work behind the commands, as functions over values.
///
/// The commands decide what is asked and what is printed; these do the asking of logs and rules.
/// Tests of the commands put made-up functions here.
package struct Engine: Sendable {
  /// Compiles the rule files given; never throws, every mistake is a diagnostic.
  ///
  /// Of the tests inside rules only mistakes of grammar are found, and the program has none of them.
  package var compile: @Sendable (_ files: [RawPath]) -> CompiledRules
  /// As ``compile``, for whoever will run or count the tests inside the rules.
  package var compileForTests: @Sendable (_ files: [RawPath]) -> CompiledRules
  /// As ``compile``, with all warnings for authors; exceptions are judged as of a day, today without
  /// one.
  package var compileAsOf: @Sendable (_ files: [RawPath], _ day: CivilDate?) -> CompiledRules
  /// Warns of comparisons of totals that no test of their rule makes true.
  package var findUnreached: @Sendable (CompiledRules) -> [Diagnostic] = { _ in [] }
  /// Scans everything the plan names.
  package var scan: @Sendable (RunPlan, ProgressLine) throws(RunFailure) -> RunOutcome
  /// Looks at each input and tells what it is.
  package var identify: @Sendable (RunPlan) throws(RunFailure) -> [InputIdentity]
  /// Hands every event, printed, to the receiver, and returns the account of the run.
  package var events:
    @Sendable (RunPlan, EventPrinter, _ receive: (Span<UInt8>) throws(SystemError) -> Void)
      throws -> RunOutcome
  /// Makes leases of sign-ins, which count for so many microseconds.
  package var findSessions: @Sendable (RunPlan, Int64) throws(RunFailure) -> SignInReport = {
    (plan, length) throws(RunFailure) in
    try ExfilCommand.findSessions(plan, lengthInMicroseconds: length)
  }
  /// Reads the samples of the declared formats.
  package var checkSamples: @Sendable (RuleProgram) -> [CheckedExample]
  /// Runs the tests inside the rules.
  package var runTests: @Sendable (RuleProgram) -> [CheckedExample]

  /// The reading of a roster that was begun before the arguments were parsed.
  var rosterReading: RosterReading?

  /// Creates an engine from its functions.
  package init(
    compile: @escaping @Sendable (_ files: [RawPath]) -> CompiledRules,
    scan: @escaping @Sendable (RunPlan, ProgressLine) throws(RunFailure) -> RunOutcome,
    identify: @escaping @Sendable (RunPlan) throws(RunFailure) -> [InputIdentity],
    events:
      @escaping @Sendable (
        RunPlan, EventPrinter, _ receive: (Span<UInt8>) throws(SystemError) -> Void
      ) throws -> RunOutcome,
    checkSamples: @escaping @Sendable (RuleProgram) -> [CheckedExample],
    runTests: @escaping @Sendable (RuleProgram) -> [CheckedExample]
  ) {
    self.compile = compile
    compileForTests = compile
    compileAsOf = { files, _ in compile(files) }
    self.scan = scan
    self.identify = identify
    self.events = events
    self.checkSamples = checkSamples
    self.runTests = runTests
  }
}
