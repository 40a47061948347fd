internal import Detection
internal import Dispatch
internal import EventModel
internal import LogFormats
internal import RuleProgram
internal import Synchronization

/// Reads the samples of the declared formats.
func checkSamples(of program: RuleProgram) -> [CheckedExample] {
  program.formats.flatMap { declaration -> [CheckedExample] in
    let format: DeclaredFormat
    do throws(FormatDeclarationError) { format = try DeclaredFormat(declaration) } catch {
      return [
        CheckedExample(
          owner: "format \(declaration.name)", name: "", place: declaration.place, passed: false,
          expected: Wording("a layout that lines can be read with", "行を読み取れるレイアウト"),
          got: Wording(verbatim: error.reason))
      ]
    }
    let mismatches = format.mismatches()
    return declaration.samples.indices.map { index in
      let own = mismatches.filter { $0.sample == index }
      return CheckedExample(
        owner: "format \(declaration.name)", name: "sample \(index + 1)",
        place: declaration.samples[index].place, passed: own.isEmpty,
        expected: told(own.map { ($0.field, $0.expected) }),
        got: told(own.map { ($0.field, $0.actual) }))
    }
  }
}

/// Tells fields with their values, such as those of a sample that reads otherwise than it says.
private func told(_ values: [(field: Field?, value: String?)]) -> Wording {
  func joined(_ line: String, _ missing: String) -> String {
    values.map { "\($0.field?.name ?? line) \($0.value ?? missing)" }.joined(separator: ", ")
  }
  return Wording(joined("the line", "missing"), joined("この行", "記録なし"))
}

/// Runs the tests inside the rules, on all processors; the outcomes are in the order of the rules.
func checkTests(of program: RuleProgram) -> [CheckedExample] {
  do {
    let run = try RuleTestRun(program) { name in try RunContext.zone(named: name) }
    let outcomes = Mutex([Result<RuleTestOutcome, any Error>?](repeating: nil, count: run.count))
    // Neighbours share what they ask for, so each worker takes a stretch of them at a time.
    let stretches = stride(from: 0, to: run.count, by: testsPerStretch).map {
      $0..<min($0 + testsPerStretch, run.count)
    }
    DispatchQueue.concurrentPerform(iterations: stretches.count) { number in
      let own = stretches[number].map { index in Result { try run.outcome(ofTest: index) } }
      outcomes.withLock { all in
        for (index, outcome) in zip(stretches[number], own) { all[index] = outcome }
      }
    }
    return try outcomes.withLock { $0 }.compactMap { try $0?.get() }.map { outcome in
      CheckedExample(
        owner: outcome.rule, name: outcome.name, place: outcome.place, passed: outcome.passed,
        expected: outcome.expected, got: outcome.got)
    }
  } catch {
    return [
      CheckedExample(
        owner: "tests", name: "", place: "", passed: false,
        expected: Wording("tests that can be run", "実行できるテスト"), got: Wording(verbatim: "\(error)"))
    ]
  }
}

/// How many tests a worker takes at a time.
private let testsPerStretch = 64
