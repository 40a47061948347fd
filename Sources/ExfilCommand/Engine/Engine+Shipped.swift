extension Engine {
  /// The engine of the program.
  static let shipped: Engine = {
    var engine = Engine(
      compile: { ExfilCommand.compile($0) },
      scan: { (plan, progress) throws(RunFailure) in try ExfilCommand.scan(plan, progress) },
      identify: identifyInputs, events: printEvents,
      checkSamples: { ExfilCommand.checkSamples(of: $0) }, runTests: { checkTests(of: $0) })
    engine.compileForTests = { ExfilCommand.compile($0, viewsTests: true) }
    engine.compileAsOf = { ExfilCommand.compile($0, asOf: $1, lints: true, viewsTests: true) }
    engine.findUnreached = { unreachedLimits(of: $0) }
    return engine
  }()
}
