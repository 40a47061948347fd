internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import RuleLanguage

/// Where the solver says that nothing satisfies a condition, nothing does.
@Suite struct ConditionSolverTests {
  /// A mail, as far as these conditions look at it.
  private struct Mail {
    var size: Int64?
    var outcome: Word?
    var subject: String?

    static let all: [Mail] = {
      var all: [Mail] = []
      for size: Int64? in [nil, 0, 1, 2, 3, 4] {
        for outcome: Word? in [nil, .allowed, .blocked, .failed] {
          for subject in [nil, "a", "b", "c"] {
            all.append(Mail(size: size, outcome: outcome, subject: subject))
          }
        }
      }
      return all
    }()

    func isTrue(_ condition: Condition) -> Bool {
      switch condition {
      case .constant(let value): value
      case .all(let parts): parts.allSatisfy(isTrue)
      case .any(let parts): parts.contains(where: isTrue)
      case .notTrue(let inner): !isTrue(inner)
      case .holds(let predicate): outcome(of: predicate) == true
      case .fails(let predicate): outcome(of: predicate) == false
      }
    }

    private func outcome(of predicate: Predicate) -> Bool? {
      switch predicate {
      case .compareNumber(_, .less, let number): size.map { $0 < number }
      case .compareNumber(_, .greaterOrEqual, let number): size.map { $0 >= number }
      case .compareNumber(_, _, let number): size.map { $0 == number }
      case .numberInRange(_, let range): size.map(range.contains)
      case .word(_, let words): outcome.map(words.contains)
      case .text(_, _, let texts, _): subject.map(texts.contains)
      case .isMissing(let operand):
        operand.fields.contains(.size)
          ? size == nil : operand.fields.contains(.outcome) ? outcome == nil : subject == nil
      default: nil
      }
    }
  }

  private static let size = Operand(.field(.size))
  private static let outcome = Operand(.field(.outcome))
  private static let subject = Operand(.field(.subject))

  private func predicate(using random: inout SeededGenerator) -> Predicate {
    let number = Int64.random(in: 0...4, using: &random)
    let words: [Word] = [.allowed, .blocked, .failed]
    return switch Int.random(in: 0..<7, using: &random) {
    case 0: .compareNumber(Self.size, .less, number)
    case 1: .compareNumber(Self.size, .greaterOrEqual, number)
    case 2: .compareNumber(Self.size, .equal, number)
    case 3: .numberInRange(Self.size, number...(number + Int64.random(in: 0...1, using: &random)))
    case 4: .word(Self.outcome, WordSet(words.filter { _ in Bool.random(using: &random) }))
    case 5:
      .text(
        Self.subject, .equals, ["a", "b", "c"].filter { _ in Bool.random(using: &random) },
        exactly: false)
    default:
      .isMissing(
        [Self.size, Self.outcome, Self.subject].randomElement(using: &random) ?? Self.size)
    }
  }

  private func condition(depth: Int, using random: inout SeededGenerator) -> Condition {
    guard depth > 0 else {
      let predicate = predicate(using: &random)
      return Bool.random(using: &random) ? .holds(predicate) : .fails(predicate)
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1:
      return .all((0..<3).map { _ in condition(depth: depth - 1, using: &random) })
    case 2, 3:
      return .any((0..<2).map { _ in condition(depth: depth - 1, using: &random) })
    default: return .notTrue(condition(depth: depth - 1, using: &random))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `agrees with trying every event`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    var impossibleCount = 0
    for _ in 0..<4_000 {
      let condition = condition(depth: Int.random(in: 1...3, using: &random), using: &random)
      let isPossible = Mail.all.contains { $0.isTrue(condition) }
      let answer = ConditionSolver.mayBeTrue(condition, of: .mail)
      // It may say "yes" in vain (a size of 5 is not among the events), never "no".
      #expect(answer || !isPossible, "seed \(seed): \(condition)")
      if !answer { impossibleCount += 1 }
    }
    #expect(impossibleCount > 100, "seed \(seed)")
  }

  @Test func `gives up rather than look for ever`() {
    let choices = (0..<40).map { index in
      Condition.any(
        (0..<4).map { .holds(.text(Self.subject, .contains, ["\(index) \($0)"], exactly: false)) })
    }
    let contradiction: [Condition] = [
      .holds(.compareNumber(Self.size, .less, 1)), .holds(.compareNumber(Self.size, .equal, 0)),
    ]
    #expect(ConditionSolver.mayBeTrue(.all(choices + contradiction), of: .mail))
  }
}
