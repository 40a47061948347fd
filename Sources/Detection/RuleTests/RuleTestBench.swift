package import EventModel
package import RuleProgram

/// The tests of a program, ready to be run again and again on changed rules.
package struct RuleTestBench: Sendable {
  private let program: RuleProgram
  private let zones: [String: CivilZone]

  /// Prepares the tests.
  ///
  /// - Parameters:
  ///   - program: The rules, lists and calendars.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  package init(_ program: RuleProgram, zone: (String) throws -> CivilZone) throws {
    var bare = program
    // Each test runs one rule; the others need not be carried along.
    bare.rules = []
    bare.tests = []
    self.program = bare
    var zones: [String: CivilZone] = [:]
    for name in [program.civilTimezone] + program.calendars.map(\.timezone)
    where zones[name] == nil {
      zones[name] = try zone(name)
    }
    self.zones = zones
  }

  /// Runs a test on a rule.
  ///
  /// - Parameters:
  ///   - test: The test; which rule it belongs to does not matter here.
  ///   - rule: The rule that is run instead.
  ///   - lists: The lists that the rule asks; those of the program if none are given.
  /// - Returns: The scores of the findings.
  /// - Throws: What the roster of the test throws.
  package func scores(
    of test: RuleTest, on rule: CompiledRule, lists: [ValueList]? = nil
  ) throws -> [Int] {
    var program = program
    if let lists { program.lists = lists }
    let hermetic = program.hermetic(for: test, of: rule)
    return try findings(of: test, in: hermetic) { name in
      guard let zone = zones[name] else { throw UnknownZone(name: name) }
      return zone
    }.map(\.score)
  }

  /// A zone that the program did not name when the bench was made.
  private struct UnknownZone: Error { var name: String }
}
