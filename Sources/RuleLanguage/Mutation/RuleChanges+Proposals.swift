internal import EventModel
package import RuleProgram

/// A test that nobody has written yet.
package struct ProposedTest: Sendable {
  /// The test, ready to be run; what must come of it is not said yet.
  package var test: RuleTest
  fileprivate var body: String

  /// Returns the test as it stands in a rule.
  package func text(mustAlert: Bool, score: Int?) -> String {
    let score = score.map { " score \($0)" } ?? ""
    return "must \(mustAlert ? "" : "not ")alert\(score) { \(body) }"
  }
}

extension RuleChanges {
  /// Returns tests among which one may notice a change, the likeliest first.
  ///
  /// - Parameters:
  ///   - change: A change that no test notices.
  ///   - index: The rule that gets the test.
  /// - Returns: The tests, each once.
  package func proposals(for change: RuleChange, toRule index: Int) -> [ProposedTest] {
    guard let rule = rules.first(where: { $0.index == index }) else { return [] }
    let maker = proposals(rule)
    var seen: Set<String> = []
    var proposals: [ProposedTest] = []
    for family in change.hint.families {
      for syntax in maker.tests(family) {
        let body = TestWriter(source: sources[rule.source]).body(of: syntax)
        guard seen.insert(body).inserted, body.utf8.count <= Self.longestProposal else { continue }
        var compiler = compiler
        compiler.source = rule.source
        let test = compiler.lower(syntax, rule: index)
        guard compiler.diagnostics.allSatisfy({ $0.severity != .error }) else { continue }
        proposals.append(ProposedTest(test: test, body: body))
      }
    }
    return proposals
  }

  /// The longest test, in bytes, that a reader is asked to take over.
  private static let longestProposal = 400

  private func proposals(_ rule: LoweredRule) -> TestProposals {
    var places = NamePlaces()
    places.add(rule.syntax)
    let defines = compiler.defines(usedBy: rule.syntax).sorted()
    for name in defines {
      if let define = compiler.symbols.defines[name] { places.add(define.pattern) }
    }
    var lists: [ValueList] = []
    for name in places.lists.map(\.text) + ["watchlist", "privileged_users"]
    where !lists.contains(where: { $0.name == name }) {
      guard let id = compiler.symbols.lists[name] else { continue }
      lists.append(program.lists[id.index])
    }
    var sizes: [Int64] = []
    var counts: [Int] = rule.syntax.steps.map(\.minimumCount).filter { $0 > 1 }
    for literal in places.limits {
      let named =
        if case .name(let name) = literal { compiler.symbols.lets[name]?.value } else {
          Optional(literal)
        }
      switch named {
      case .size(let size) where !sizes.contains(size): sizes.append(size)
      case .number(let number) where number.denominator == 1 && number.numerator > 0:
        if let count = Int(exactly: number.numerator), !counts.contains(count) {
          counts.append(count)
        }
      default: break
      }
    }
    return TestProposals(
      rule: rule.syntax,
      kind: { name in
        if let kind = EventKind(name: name) { return kind }
        guard case .some(.some(let define)) = compiler.resolvedDefines[name] else { return nil }
        return define.kinds.count == 1 ? define.kinds.first : nil
      },
      lists: lists, sizes: sizes, counts: counts)
  }
}
