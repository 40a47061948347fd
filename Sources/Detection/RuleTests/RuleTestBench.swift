package import EventModel
package import RuleProgram

/// The tests of a program, ready to be run again and again on changed rules.
package struct RuleTestBench: Sendable {
  private let program: RuleProgram
  private let zones: RuleZones

  /// Prepares the tests.
  ///
  /// - Parameters:
  ///   - program: The rules, lists and calendars.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  package init(_ program: RuleProgram, zone: (String) throws -> CivilZone) throws {
    var bare = program
    // Each test runs one rule, and before a rule over `alert` those whose findings it counts; the
    // others need not be carried along.
    let hasSecondLayer = program.rules.contains(where: \.isOverAlerts)
    bare.rules = hasSecondLayer ? program.rules.filter(\.makesAlerts) : []
    bare.tests = []
    self.program = bare
    zones = try RuleZones(of: [program], zone: zone)
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
    return try findings(of: test, in: hermetic, zone: zones.zone(named:))
      .filter { $0.rule == rule.id }.map(\.score)
  }

  /// Runs a test on variants of one rule, all in one go.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - variants: The rules, which are alike in what they select.
  /// - Returns: For each variant whether it finds anything.
  /// - Throws: What the roster of the test throws.
  package func findsAnything(in test: RuleTest, with variants: [CompiledRule]) throws -> [Bool] {
    guard variants.count > 1, !variants.contains(where: \.isOverAlerts) else {
      return try variants.map { try !scores(of: test, on: $0).isEmpty }
    }
    var hermetic = program.hermetic(for: test, of: variants[0])
    hermetic.rules = variants
    // Findings say whose they are by the id alone.
    for index in variants.indices { hermetic.rules[index].id = "variant \(index)" }
    let found = Set(try findings(of: test, in: hermetic, zone: zones.zone(named:)).map(\.rule))
    return hermetic.rules.map { found.contains($0.id) }
  }
}
