internal import Detection
internal import EventModel
internal import LogFormats
internal import RuleProgram

/// Reads the samples of the declared formats.
func checkSamples(of program: RuleProgram) -> [CheckedExample] {
  program.formats.flatMap { declaration -> [CheckedExample] in
    let format: DeclaredFormat
    do throws(FormatDeclarationError) { format = try DeclaredFormat(declaration) } catch {
      return [
        CheckedExample(
          owner: "format \(declaration.name)", name: "", place: declaration.place, passed: false,
          expected: "a layout that lines can be read with", got: error.reason)
      ]
    }
    let mismatches = format.mismatches()
    return declaration.samples.indices.map { index in
      let own = mismatches.filter { $0.sample == index }
      return CheckedExample(
        owner: "format \(declaration.name)", name: "sample \(index + 1)", place: declaration.place,
        passed: own.isEmpty,
        expected: own.map { "\($0.field?.name ?? "the line") \($0.expected ?? "missing")" }
          .joined(separator: ", "),
        got: own.map { "\($0.field?.name ?? "the line") \($0.actual ?? "missing")" }
          .joined(separator: ", "))
    }
  }
}

/// Runs the tests inside the rules.
func checkTests(of program: RuleProgram) -> [CheckedExample] {
  do {
    let outcomes = try runRuleTests(of: program) { name in try RunContext.zone(named: name) }
    return outcomes.map { outcome in
      CheckedExample(
        owner: outcome.rule, name: outcome.name, place: outcome.place, passed: outcome.passed,
        expected: outcome.expected, got: outcome.got)
    }
  } catch {
    return [
      CheckedExample(
        owner: "tests", name: "", place: "", passed: false, expected: "tests that can be run",
        got: "\(error)")
    ]
  }
}
