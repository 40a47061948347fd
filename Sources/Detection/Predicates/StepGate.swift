/// What a condition needs of one text: to be in at least one of some lists.
///
/// A site may have a thousand rules about destinations, and an event has one; the lists that it is in
/// are worked out once for all rules, so they tell which of the rules can be meant at all.
struct StepGate {
  var probe: Int
  /// The lists, by their bits, each once.
  var bits: [Int]

  /// Finds what a condition needs; `nil` if it needs no list, or not always.
  ///
  /// Where it needs several texts to be in lists, the one with the fewest lists is taken.
  ///
  /// - Complexity: O(*n*) in the branches of the condition.
  init?(_ entry: Int32, of code: ConditionCode, _ tests: [Test]) {
    var best: StepGate?
    var at = entry
    while at >= 0 {
      let branch = code.branches[Int(at)]
      // An exemption: what passes it is left out.
      if branch.ifPassed == ConditionCode.Target.isNotTrue {
        at = branch.ifNot
        continue
      }
      guard let choice = Self.choice(at, of: code) else { break }
      if let gate = Self.anyOf(choice, of: code, tests),
        best.map({ gate.bits.count < $0.bits.count }) ?? true
      {
        best = gate
      }
      at = branch.ifPassed
    }
    guard let best else { return nil }
    self = best
  }

  private init(probe: Int, bits: [Int]) {
    self.probe = probe
    self.bits = bits
  }

  /// The branches of which one has to pass, if the condition fails where none does: a single test
  /// of an `and`, or the tests of an `or` in it.
  private static func choice(_ start: Int32, of code: ConditionCode) -> [ConditionCode.Branch]? {
    var choice = [code.branches[Int(start)]]
    while let last = choice.last, last.ifNot >= 0 {
      let next = code.branches[Int(last.ifNot)]
      guard next.ifPassed == last.ifPassed else { return nil }
      choice.append(next)
    }
    return choice.last?.ifNot == ConditionCode.Target.isNotTrue ? choice : nil
  }

  /// The lists of one text of which some branch needs one each; `nil` if a branch needs none, or a
  /// list of another text.
  private static func anyOf(
    _ choice: [ConditionCode.Branch], of code: ConditionCode, _ tests: [Test]
  ) -> StepGate? {
    var union: StepGate?
    for branch in choice {
      guard !branch.wantsFailure, let gate = gate(of: tests[Int(branch.test)], of: code, tests),
        union.map({ $0.probe == gate.probe }) ?? true
      else { return nil }
      let known = union?.bits ?? []
      union = StepGate(
        probe: gate.probe, bits: known + gate.bits.filter { !known.contains($0) })
    }
    return union
  }

  private static func gate(of test: Test, of code: ConditionCode, _ tests: [Test]) -> StepGate? {
    switch test.action {
    case .listed(let probe, let bit): StepGate(probe: probe, bits: [bit])
    case .condition(let condition): StepGate(condition.entry, of: code, tests)
    default: nil
    }
  }
}
