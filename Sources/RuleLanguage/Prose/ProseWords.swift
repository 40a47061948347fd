internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Everything that the names in a rule stand for.
struct ProseWords: Sendable {
  let symbols: Symbols
  let lists: [ValueList]
  let rules: [RuleSyntax]
  let calendars: [String: CalendarSyntax]
  let allows: [AllowSyntax]
  let stops: [(rule: String, until: CivilDate, reason: String)]
  /// The zone of civil days.
  let civilTimezone: String
  let beforeNoticeMicroseconds: Int64
  private let program: RuleProgram

  init(_ compiler: RuleCompiler) {
    symbols = compiler.symbols
    lists = compiler.program.lists
    civilTimezone = compiler.program.civilTimezone
    beforeNoticeMicroseconds = compiler.program.beforeNoticeMicroseconds
    program = compiler.program
    var rules: [RuleSyntax] = []
    var calendars: [String: CalendarSyntax] = [:]
    var allows: [AllowSyntax] = []
    var stops: [(rule: String, until: CivilDate, reason: String)] = []
    for declaration in compiler.files.flatMap(\.syntax.declarations) {
      switch declaration.content {
      case .rule(let rule): rules.append(rule)
      case .calendar(let calendar): calendars[calendar.name.text] = calendar
      case .allow(let allow): allows.append(allow)
      case .disable(let stop): stops.append((stop.rule.text, stop.until, stop.reason.value))
      case .use, .constant, .set, .list, .extend, .define, .format, .broken: break
      }
    }
    self.rules = rules
    self.calendars = calendars
    self.allows = allows
    self.stops = stops
  }

  /// The rules whose findings a rule over findings may select, in the order of the files.
  func grounds(of rule: RuleSyntax) -> [String] {
    guard let index = program.rules.firstIndex(where: { $0.id == rule.name.text }) else {
      return []
    }
    let steps = program.rules[index].steps.indices
    return Set(steps.flatMap { program.grounds(ofRule: index, step: $0) }).sorted()
      .map { program.rules[$0].id }
  }

  /// The value of a `let` in force.
  func constant(_ name: String) -> LiteralSyntax.Value? { symbols.lets[name]?.value }

  /// Whether a site's `set` decides the value of a `let`.
  func isSet(_ name: String) -> Bool { symbols.lets[name]?.overriddenAt != nil }

  func list(_ name: String) -> ValueList? { symbols.lists[name].map { lists[$0.index] } }

  func pattern(of define: String) -> PatternSyntax? { symbols.defines[define]?.pattern }

  /// The fields that a condition on some kinds may name.
  func scope(of kinds: [NameSyntax]) -> Scope {
    var found: [EventKind] = []
    var open: Set<String> = []
    addKinds(kinds.map(\.text), to: &found, &open)
    return Scope(kinds: found)
  }

  private func addKinds(
    _ names: [String], to found: inout [EventKind], _ open: inout Set<String>
  ) {
    for name in names {
      if let pattern = pattern(of: name) {
        if open.insert(name).inserted { addKinds(pattern.kinds.map(\.text), to: &found, &open) }
      } else if let kind = EventKind(name: name), !found.contains(kind) {
        found.append(kind)
      }
    }
  }

  /// The fields that the conditions on the whole of a rule may name.
  func scope(of rule: RuleSyntax) -> Scope {
    scope(of: (rule.pattern.map { [$0] } ?? rule.steps.map(\.pattern)).flatMap(\.kinds))
  }
}
