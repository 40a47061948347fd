internal import EventModel
internal import RuleProgram

/// The names that a rule uses and that need a word of explanation, each once, in order of use.
struct UsedNames {
  private(set) var defines: [String] = []
  private(set) var lists: [String] = []
  private(set) var calendars: [String] = []
  private(set) var flags: [UserFlag] = []
  private(set) var comparesWithNames = false
  private let words: ProseWords

  init(_ rule: RuleSyntax, in words: ProseWords) {
    self.words = words
    if let pattern = rule.pattern { add(pattern) }
    for step in rule.steps { add(step.pattern) }
    if let condition = rule.condition { add(condition) }
    for term in rule.scoreTerms { add(term.condition) }
    for allow in words.allows where allow.rules.contains(where: { $0.text == rule.name.text }) {
      if let pattern = allow.pattern { add(pattern) }
    }
  }

  private mutating func add(_ pattern: PatternSyntax) {
    for kind in pattern.kinds {
      guard let inner = words.pattern(of: kind.text), !defines.contains(kind.text) else { continue }
      defines.append(kind.text)
      add(inner)
    }
    if let condition = pattern.condition { add(condition) }
    if let exemption = pattern.exemption { add(exemption) }
  }

  private mutating func add(_ expression: ExpressionSyntax) {
    switch expression {
    case .not(let inner, _), .group(let inner, _): add(inner)
    case .all(let parts), .any(let parts): for part in parts { add(part) }
    case .calendar(_, let name, _): note(name.text, in: \.calendars)
    case .quantified(_, _, .group(let inner), _): add(inner)
    case .quantified(_, _, .tail(let tail), _): add(tail)
    case .test(let test):
      add(test.subject)
      add(test.tail)
    }
  }

  private mutating func add(_ tail: TailSyntax) {
    switch tail {
    case .compare(_, let value, _): add(value)
    case .isIn(_, .list(let name), _), .match(_, _, _, .list(let name), _):
      note(name.text, in: \.lists)
    case .resembles: comparesWithNames = true
    case .hasFlag(_, let flag):
      guard let flag = UserFlag(rawValue: flag.text), !flags.contains(flag) else { return }
      flags.append(flag)
      if flag == .watched { note("watchlist", in: \.lists) }
      if flag == .privileged { note("privileged_users", in: \.lists) }
    case .isIn, .match, .isMissing, .isNew: break
    }
  }

  private mutating func add(_ value: ValueSyntax) {
    switch value.term {
    case .aggregate(let aggregate), .history(_, let aggregate, _):
      if let condition = aggregate.condition { add(condition) }
    case .literal: break
    }
  }

  private mutating func note(_ name: String, in path: WritableKeyPath<UsedNames, [String]>) {
    if !self[keyPath: path].contains(name) { self[keyPath: path].append(name) }
  }
}
