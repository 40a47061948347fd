internal import ByteScan
internal import EventModel

extension RuleProgram {
  /// The rules whose findings a step of a rule over `alert` may select, by their indices.
  ///
  /// What is known of a finding before there is one is asked: its rule, its category, the scores and
  /// severities it can have. A rule that is not among the result never counts for the step; one
  /// that is may still never do so.
  ///
  /// - Complexity: O(*r* · *n*) for *r* rules and a condition of *n* parts.
  package func grounds(ofRule rule: Int, step: Int) -> [Int] {
    let conditions = rules[rule].steps[step].alternatives.map(\.condition)
    return rules.indices.filter { index in
      guard rules[index].makesAlerts, Self.canMeet(rules[rule].root, rules[index].root) else {
        return false
      }
      let profile = AlertProfile(of: rules[index], lists: lists)
      return conditions.contains { profile.canSatisfy($0) }
    }
  }

  /// Whether a rule over `alert` with one root can count findings of a rule with another one.
  ///
  /// What has no user goes by its address, else its host. Findings about a log are about nobody.
  private static func canMeet(_ root: Field, _ ground: Field) -> Bool {
    if root == .source || ground == .source { return false }
    return root == ground || root == .user || ground == .user
  }

  /// Whether a rule over `alert` could ever alert if only some rules had findings.
  ///
  /// - Parameters:
  ///   - rule: The index of the rule over `alert`.
  ///   - isGround: Whether the rule of an index has findings.
  /// - Returns: Whether nothing that is known beforehand speaks against it.
  /// - Complexity: that of ``grounds(ofRule:step:)`` for each step.
  package func canAlert(rule: Int, onFindingsOf isGround: (Int) -> Bool) -> Bool {
    let compiled = rules[rule]
    for (index, step) in compiled.steps.enumerated() {
      let grounds = grounds(ofRule: rule, step: index).filter(isGround)
      let most = most(of: step.distinctOperand, over: grounds) ?? (grounds.isEmpty ? 0 : .max)
      if most < Int64(step.minimumCount) { return false }
    }
    guard compiled.steps.count == 1, let condition = compiled.condition else { return true }
    let grounds = grounds(ofRule: rule, step: 0).filter(isGround)
    return condition.canHold { index in
      let aggregate = compiled.aggregates[index]
      return aggregate.function == .distinct ? most(of: aggregate.operand, over: grounds) : nil
    }
  }

  /// How many distinct values a field of alerts can have; `nil` if that is not known.
  private func most(of operand: Operand?, over grounds: [Int]) -> Int64? {
    switch operand?.origin {
    case .field(.rule): Int64(grounds.count)
    case .field(.category): Int64(Set(grounds.map { rules[$0].category }).count)
    default: nil
    }
  }
}

extension TotalsCondition {
  /// Whether the condition could hold where some totals are bounded.
  ///
  /// - Parameter most: The highest value of an aggregate, or `nil` if it is not known.
  /// - Returns: Whether no bound speaks against it.
  fileprivate func canHold(_ most: (Int) -> Int64?) -> Bool {
    switch self {
    case .constant(let value): value
    case .event, .notTrue: true
    case .all(let parts): parts.allSatisfy { $0.canHold(most) }
    case .any(let parts): parts.contains { $0.canHold(most) }
    case .compare(.aggregate(let index), let comparison, .constant(let number)):
      comparison.canHold(upTo: most(index), number)
    case .compare(.constant(let number), .lessOrEqual, .aggregate(let index)):
      Comparison.greaterOrEqual.canHold(upTo: most(index), number)
    case .compare(.constant(let number), .less, .aggregate(let index)):
      Comparison.greater.canHold(upTo: most(index), number)
    case .compare: true
    }
  }
}

extension Comparison {
  fileprivate func canHold(upTo most: Int64?, _ number: Int64) -> Bool {
    guard let most else { return true }
    return switch self {
    case .equal, .greaterOrEqual: most >= number
    case .greater: most > number
    case .notEqual, .less, .lessOrEqual: true
    }
  }
}

/// What is known of all findings of one rule.
private struct AlertProfile {
  /// Whether something can be true of a finding, and whether it can be other than true.
  struct Chance {
    var canHold: Bool
    var canFail: Bool
    static let open = Chance(canHold: true, canFail: true)
    static func known(_ isTrue: Bool) -> Chance { Chance(canHold: isTrue, canFail: !isTrue) }
  }

  private let rule: String
  private let category: String
  private let scores: ClosedRange<Int64>
  private let severities: ClosedRange<Severity>
  private let lists: [ValueList]

  init(of rule: CompiledRule, lists: [ValueList]) {
    self.rule = rule.id
    category = rule.category
    scores = Int64(rule.possibleScores.lowerBound)...Int64(rule.possibleScores.upperBound)
    severities = rule.possibleSeverities
    self.lists = lists
  }

  func canSatisfy(_ condition: Condition) -> Bool { chance(of: condition).canHold }

  private func chance(of condition: Condition) -> Chance {
    switch condition {
    case .constant(let value): return .known(value)
    case .holds(let predicate): return chance(of: predicate)
    case .fails(let predicate):
      let chance = chance(of: predicate)
      return Chance(canHold: chance.canFail, canFail: chance.canHold)
    case .all(let parts):
      let chances = parts.map { chance(of: $0) }
      return Chance(
        canHold: chances.allSatisfy(\.canHold), canFail: chances.contains(where: \.canFail))
    case .any(let parts):
      let chances = parts.map { chance(of: $0) }
      return Chance(
        canHold: chances.contains(where: \.canHold), canFail: chances.allSatisfy(\.canFail))
    case .notTrue(let inner):
      let chance = chance(of: inner)
      return Chance(canHold: chance.canFail, canFail: chance.canHold)
    }
  }

  private func chance(of predicate: Predicate) -> Chance {
    switch predicate {
    case .text(let operand, let match, let texts, let exactly):
      guard let own = text(of: operand) else { return .open }
      let value = exactly ? own : TextFolding.folded(own)
      switch match {
      case .equals: return .known(texts.contains(value))
      case .starts: return .known(texts.contains { value.hasPrefix($0) })
      case .ends: return .known(texts.contains { value.hasSuffix($0) })
      case .contains: return .known(texts.contains { value.contains($0) })
      case .like: return .open
      }
    case .inList(let operand, let list):
      guard let own = text(of: operand) else { return .open }
      let value = TextFolding.folded(own)
      let entries = lists[list.index].entries.filter { TextFolding.folded($0.value) == value }
      // An entry that ends holds for some findings and not for others.
      return entries.contains { $0.endsAt == nil }
        ? .known(true) : entries.isEmpty ? .known(false) : .open
    case .compareNumber(Operand(.field(.score)), let comparison, let number):
      return chance(of: comparison, number)
    case .numberInRange(Operand(.field(.score)), let range):
      return Chance(
        canHold: range.overlaps(scores),
        canFail: scores.lowerBound < range.lowerBound || scores.upperBound > range.upperBound)
    case .word(Operand(.field(.severity)), let words):
      let possible = Severity.allCases.filter(severities.contains).map { words.contains($0.word) }
      return Chance(canHold: possible.contains(true), canFail: possible.contains(false))
    default:
      return .open
    }
  }

  private func text(of operand: Operand) -> String? {
    switch operand {
    case Operand(.field(.rule)): rule
    case Operand(.field(.category)): category
    default: nil
    }
  }

  private func chance(of comparison: Comparison, _ number: Int64) -> Chance {
    let (low, high) = (scores.lowerBound, scores.upperBound)
    return switch comparison {
    case .equal:
      Chance(canHold: scores.contains(number), canFail: low != number || high != number)
    case .notEqual:
      Chance(canHold: low != number || high != number, canFail: scores.contains(number))
    case .less: Chance(canHold: low < number, canFail: high >= number)
    case .lessOrEqual: Chance(canHold: low <= number, canFail: high > number)
    case .greater: Chance(canHold: high > number, canFail: low <= number)
    case .greaterOrEqual: Chance(canHold: high >= number, canFail: low < number)
    }
  }
}
