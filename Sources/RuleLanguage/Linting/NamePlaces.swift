internal import RuleProgram

/// The names that rules, exceptions and defines use, each time with its place, in order.
struct NamePlaces {
  private(set) var lists: [NameSyntax] = []
  private(set) var calendars: [NameSyntax] = []
  /// Kinds of events and defines.
  private(set) var kinds: [NameSyntax] = []
  /// Names in the place of a value: words, `let`s, fields.
  private(set) var values: [NameSyntax] = []
  /// The constants that are compared with, as they are written.
  private(set) var limits: [LiteralSyntax.Value] = []
  /// The texts that are compared with, those of one test together.
  private(set) var texts: [[LiteralSyntax]] = []

  mutating func add(_ pattern: PatternSyntax) {
    kinds += pattern.kinds
    if let condition = pattern.condition { add(condition) }
    if let exemption = pattern.exemption { add(exemption) }
  }

  mutating func add(_ rule: RuleSyntax) {
    if let pattern = rule.pattern { add(pattern) }
    for step in rule.steps { add(step.pattern) }
    if let condition = rule.condition { add(condition) }
    for term in rule.scoreTerms { add(term.condition) }
  }

  mutating func add(_ expression: ExpressionSyntax) {
    switch expression {
    case .not(let inner, _), .group(let inner, _): add(inner)
    case .all(let parts), .any(let parts): for part in parts { add(part) }
    case .calendar(_, let name, _): calendars.append(name)
    case .quantified(_, _, .group(let inner), _): add(inner)
    case .quantified(_, _, .tail(let tail), _): add(tail)
    case .test(let test):
      add(test.subject)
      add(test.tail)
    }
  }

  private mutating func add(_ tail: TailSyntax) {
    switch tail {
    case .compare(_, let value, _):
      add(value)
      if case .literal(let literal) = value.term, case .text = literal.value {
        texts.append([literal])
      }
    case .isIn(_, .list(let name), _): lists.append(name)
    case .isIn(_, .set(let set), _): add(set)
    case .isIn(_, .range(let low, let high), _): for bound in [low, high] { add(bound) }
    case .match(_, _, let isExact, let target, _):
      switch target {
      case .list(let name):
        lists.append(name)
        values.append(name)
      case .set(let set): add(set, isExact: isExact)
      }
    case .resembles, .isMissing, .isNew, .hasFlag: break
    }
  }

  private mutating func add(_ set: LiteralSetSyntax, isExact: Bool = false) {
    for literal in set.values { add(literal) }
    let texts = set.values.filter { if case .text = $0.value { true } else { false } }
    if !isExact, !texts.isEmpty { self.texts.append(texts) }
  }

  private mutating func add(_ value: ValueSyntax) {
    switch value.term {
    case .aggregate(let aggregate), .history(_, let aggregate, _):
      if let condition = aggregate.condition { add(condition) }
    case .literal(let literal): add(literal)
    }
  }

  private mutating func add(_ literal: LiteralSyntax) {
    limits.append(literal.value)
    guard case .name(let text) = literal.value else { return }
    values.append(NameSyntax(text: text, range: literal.range))
  }
}
