internal import RuleLanguage

extension Engine {
  /// The engine of the program.
  static let shipped: Engine = {
    var engine = Engine(
      compile: { ExfilCommand.compile($0) },
      scan: { (plan, progress) throws(RunFailure) in try ExfilCommand.scan(plan, progress) },
      identify: identifyInputs, events: printEvents,
      checkSamples: { ExfilCommand.checkSamples(of: $0) }, runTests: { checkTests(of: $0) })
    engine.compileForTests = { ExfilCommand.compile($0, tests: .viewed) }
    engine.compileAsOf = { ExfilCommand.compile($0, asOf: $1, lints: true, tests: .viewed) }
    engine.findUnreached = { unreachedLimits(of: $0) }
    return engine
  }()
}
