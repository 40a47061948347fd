internal import Detection
internal import EventModel
internal import RuleProgram

/// Says why a test or a total did not come out as a rule asks, and by how much.
struct UnmetWording {
  let program: RuleProgram
  let zone: CivilZone
  let language: ReportLanguage
  private static let shownColumns = 60

  private var notation: RuleNotation { RuleNotation(program) }

  /// Returns the condition as a rule writes it.
  func condition(of test: UnmetTest) -> String {
    notation.text(of: test.asksFailure ? .fails(test.predicate) : .holds(test.predicate))
  }

  /// Returns one line about a test of an event.
  func line(_ test: UnmetTest) -> String {
    let condition = VisibleText.of(condition(of: test))
    if let user = unknownUser(test) {
      return language(
        "`\(condition)` is not true: the roster does not know \(user)",
        "`\(condition)` が真ではありません: \(user) は名簿にありません")
    }
    if !test.missing.isEmpty {
      let fields = test.missing.fields.map(\.name).joined(separator: ", ")
      return language(
        "`\(condition)`: \(fields) is missing, and a test on a missing value is never true",
        "`\(condition)`: \(fields) の記録がなく、値のない条件は真になりません")
    }
    let values = values(of: test)
    if test.isTooEarly {
      return language(
        "`\(condition)`: known for less than \(Newness.learningDayCount) days, so that nothing is new yet: \(values)",
        "`\(condition)`: 記録が \(Newness.learningDayCount) 日に満たず、何が初めてかをまだ言えません: \(values)")
    }
    if test.role == .exempting {
      if case .inList(_, let list) = test.predicate, !test.asksFailure, !values.isEmpty,
        !notation.name(of: list).isEmpty
      {
        return language(
          "\(values) is in \(VisibleText.of(notation.name(of: list))) (unless)",
          "\(values) は \(VisibleText.of(notation.name(of: list))) にあります(unless による除外)")
      }
      return language(
        "`\(condition)` is true (unless)", "`\(condition)` が真です(unless による除外)")
        + (values.isEmpty ? "" : ": \(values)")
    }
    if let gap = gap(test) {
      // Without the name, which the value before it bears.
      let name = wantedBeside(test)
      return language(
        "\(values), wanted \(name): \(gap)", "\(values)、条件は \(name): \(gap)")
    }
    if case .isNew = test.predicate, !test.asksFailure {
      return language("`\(condition)`: seen before", "`\(condition)`: 以前にもあります")
        + (values.isEmpty ? "" : ": \(values)")
    }
    return language("`\(condition)` is not true", "`\(condition)` が真ではありません")
      + (values.isEmpty ? "" : ": \(values)") + parts(of: test)
  }

  /// Of a test of several values: which of its parts some value passes by itself.
  private func parts(of test: UnmetTest) -> String {
    guard !test.parts.isEmpty else { return "" }
    let told = test.parts.map { part in
      let condition = VisibleText.of(notation.text(of: part.predicate))
      return part.isTrue
        ? language("`\(condition)` is true", "`\(condition)` は真")
        : language("`\(condition)` is not", "`\(condition)` は真でない")
    }
    return language("; by itself ", "。それぞれでは ") + told.joined(separator: language(", ", "、"))
  }

  /// What a number is held against: `>= 50MB`, `>= 5 * bytes_in`.
  private func wantedBeside(_ test: UnmetTest) -> String {
    let condition = VisibleText.of(condition(of: test))
    guard let name = test.values.first.map({ notation.name(of: $0.operand) }),
      condition.hasPrefix(name + " ")
    else { return condition }
    return String(condition.dropFirst(name.count + 1))
  }

  /// The user of a test of people, if the roster has nothing to answer it by.
  private func unknownUser(_ test: UnmetTest) -> String? {
    switch test.predicate {
    case .user(.watched), .user(.privileged): return nil
    case .user, .userPhase: break
    default: return nil
    }
    guard test.role == .wanted,
      !test.values.contains(where: { $0.operand == Operand(.field(.user), .phase) })
    else { return nil }
    for value in test.values where value.operand == Operand(.field(.user)) {
      if case .text(let user) = value.content { return VisibleText.of(user) }
    }
    return nil
  }

  /// The values that the test looked at, each after its name where the name is not the one before.
  private func values(of test: UnmetTest) -> String {
    var parts: [String] = []
    var last: Operand?
    for value in test.values {
      let text = content(value.content)
      parts.append(value.operand == last ? text : "\(notation.name(of: value.operand)) \(text)")
      last = value.operand
    }
    return parts.joined(separator: ", ")
  }

  private func content(_ content: TestedValue.Content) -> String {
    switch content {
    case .text(let text): DisplayWidth.cut(VisibleText.of(text), to: Self.shownColumns)
    case .number(let number, let type): ValueText.text(of: number, as: type, in: zone)
    }
  }

  private func gap(_ test: UnmetTest) -> String? {
    guard let gap = test.gap, case .number(_, let type)? = test.values.first?.content else {
      return nil
    }
    let comparison: Comparison? =
      switch test.predicate {
      case .compareNumber(_, let comparison, _), .compareOperands(_, let comparison, _, _):
        test.asksFailure ? comparison.negated : comparison
      default: nil
      }
    return off(by: gap, type, comparison)
  }

  /// By how much a number is off, and to which side.
  private func off(by gap: Int64, _ type: ValueType, _ comparison: Comparison?) -> String {
    let size = ValueText.text(of: gap, as: type, in: zone)
    return switch comparison {
    case .greater, .greaterOrEqual: language("\(size) short", "\(size) 不足")
    case .less, .lessOrEqual: language("\(size) too much", "\(size) 超過")
    case .equal, .notEqual, nil: language("\(size) off", "\(size) 違い")
    }
  }

  /// Returns one line about a comparison of totals.
  func line(_ total: UnmetTotal) -> String {
    let rule = program.rules[0]
    let left = VisibleText.of(notation.text(of: total.left, as: total.unit, in: rule))
    let right = VisibleText.of(notation.text(of: total.right, as: total.unit, in: rule))
    let value = total.leftValue.map { number($0, total.unit) }
    var wanted = "\(total.comparison.rawValue) \(right)"
    if total.right.unit(in: rule) != nil {
      // What the other side came to, where the rule does not say so.
      wanted += " (\(total.rightValue.map { number($0, total.unit) } ?? noValue))"
    }
    guard let value, let gap = total.gap else {
      return language(
        "\(left) \(value ?? noValue), wanted \(wanted)",
        "\(left) は \(value ?? noValue)、条件は \(wanted)")
    }
    return language(
      "\(left) reached \(value), wanted \(wanted): ", "\(left) は \(value)、条件は \(wanted): ")
      + off(by: gap, total.unit, total.comparison)
  }

  private var noValue: String { language("(no value yet)", "(まだ値がない)") }

  private func number(_ number: Int64, _ type: ValueType) -> String {
    ValueText.text(of: number, as: type, in: zone)
  }

  /// Returns one line about a sequence that did not come to its end.
  func line(_ sequence: UnfinishedSequence) -> String {
    let rule = program.rules[0]
    let met = (0..<sequence.metCount).map { name(ofStep: $0) }
    let next = name(ofStep: sequence.metCount)
    let steps = met.joined(separator: language(" and ", "、"))
    var text =
      met.isEmpty
      ? "" : language("\(met.count == 1 ? "step" : "steps") \(steps) matched, ", "\(steps) は成立、")
    var within = ""
    if case .sliding(let length) = rule.window {
      within = RuleListing.duration(length)
    }
    if sequence.filledCount > 0 || sequence.neededCount > 1 {
      let what =
        rule.steps[sequence.metCount].distinctOperand.map {
          "distinct \(notation.name(of: $0))"
        } ?? language("events", "件数")
      text += language(
        "\(next) reached \(sequence.filledCount) of \(sequence.neededCount) \(what)",
        "\(next) は \(what) \(sequence.filledCount) / \(sequence.neededCount)")
      if !within.isEmpty { text += language(" within \(within)", "(\(within)以内)") }
    } else {
      text += language("\(next) never followed", "\(next) は続いていません")
      if !within.isEmpty { text += language(" within \(within)", "(\(within)以内)") }
    }
    if let lateness = sequence.lateness {
      let late = ValueText.duration(microseconds: lateness)
      text += language("; the next \(next) came \(late) too late", "。次の \(next) は \(late) 遅すぎました")
    }
    return text
  }

  /// Returns how many events each step selects, for a sequence.
  func counts(_ sequence: UnfinishedSequence) -> String {
    sequence.selectedCounts.enumerated().map { step, count in
      "\(name(ofStep: step)) \(QuantityText.count(count))"
    }.joined(separator: ", ")
  }

  /// The name that `as` gives a step, else its number.
  func name(ofStep step: Int) -> String {
    program.rules[0].steps[step].name ?? language("step \(step + 1)", "段階\(step + 1)")
  }
}
