internal import EventModel
internal import RuleProgram

/// A rule with its text, for the passes that come after.
struct LoweredRule: Sendable {
  var syntax: RuleSyntax
  var source: Int
  /// The number of the rule in the program; `nil` if there is a mistake in it.
  var index: Int?
}

extension RuleCompiler {
  static let categories = [
    "personal_cloud", "file_transfer_service", "large_outbound", "removable_media",
    "mobile_device", "private_mail", "external_mail", "remote_control", "bulk_access",
    "confidential_label", "archive_staging", "personal_tenant", "sync_client",
    "after_departure", "chunked_transfer", "bulk_print", "mass_deletion", "log_gap",
    "mail_forwarding", "precursor", "ai_paste_code", "credential_abuse", "misdelivery", "custom",
  ]

  /// Checks and lowers every rule.
  mutating func compileRules() -> [LoweredRule] {
    var lowered: [LoweredRule] = []
    for file in files {
      source = file.source
      for declaration in file.syntax.declarations {
        guard !hasTooManyMistakes(at: declaration) else { return lowered }
        guard case .rule(let syntax) = declaration.content,
          symbols.rules[syntax.name.text] == place(syntax.name)
        else { continue }
        var entry = LoweredRule(syntax: syntax, source: source)
        let before = diagnostics.count
        companyDomainsUse = nil
        rootOfRule = Self.root(of: syntax)
        let rule = lower(syntax)
        rootOfRule = nil
        if diagnostics[before...].allSatisfy({ $0.severity != .error }), let rule {
          entry.index = program.rules.count
          program.rules.append(rule)
        }
        lowered.append(entry)
        warnIfUntested(syntax)
      }
    }
    return lowered
  }

  private mutating func warnIfUntested(_ rule: RuleSyntax) {
    let hasPositive = rule.tests.contains { $0.mustAlert }
    let hasNegative = rule.tests.contains { !$0.mustAlert }
    guard !hasPositive || !hasNegative else { return }
    let missing = hasPositive ? "must not alert" : "must alert"
    report(.untested(rule.name.text, lacks: missing), at: rule.name.range)
  }

  mutating func lower(_ syntax: RuleSyntax) -> CompiledRule? {
    var rule = CompiledRule()
    rule.id = syntax.name.text
    rule.title = syntax.title.value
    rule.place = written(place(syntax.name))
    rule.why = syntax.why?.value ?? ""
    rule.next = syntax.next?.value ?? ""
    rule.owner = syntax.owner?.value ?? ""
    rule.isTrial = syntax.isTrial
    rule.tags = syntax.tags.map(\.text)
    lowerSeverity(syntax, into: &rule)
    lowerCategory(syntax, into: &rule)
    // What comes after needs the kinds; a mistake in them has been reported.
    guard lowerSteps(syntax, into: &rule) else { return nil }
    let scope = Scope(kinds: Self.kinds(of: rule.steps))
    lowerGrouping(syntax, in: scope, into: &rule)
    lowerCooldown(syntax, into: &rule)
    lowerConditions(syntax, in: scope, into: &rule)
    lowerMessage(syntax, in: scope, into: &rule)
    refuseTotalsWithoutWindow(syntax, rule)
    refuseTooManyParts(syntax, rule)
    refuseOtherHistories(syntax, rule)
    if let use = companyDomainsUse, companyDomainsAreUnknown {
      report(.companyDomains, at: use)
    }
    return rule
  }

  var companyDomainsAreUnknown: Bool {
    program.companyDomains.map { program.lists[$0.index].entries.isEmpty } ?? true
  }

  static func kinds(of steps: [Selection]) -> [EventKind] {
    var kinds: [EventKind] = []
    for kind in steps.flatMap({ $0.alternatives.map(\.kind) }) where !kinds.contains(kind) {
      kinds.append(kind)
    }
    return kinds
  }

  private mutating func lowerSeverity(_ syntax: RuleSyntax, into rule: inout CompiledRule) {
    if let name = syntax.severity {
      if let severity = Severity(name: name.text) {
        rule.severity = severity
      } else {
        report(.severity(name.text, known: Severity.allCases.map(\.name)), at: name.range)
      }
    }
    rule.baseScore = syntax.score ?? rule.severity.defaultScore
  }

  private mutating func lowerCategory(_ syntax: RuleSyntax, into rule: inout CompiledRule) {
    guard let name = syntax.category else { return }
    guard Self.categories.contains(name.text) else {
      report(.category(name.text, known: Self.categories), at: name.range)
      return
    }
    rule.category = name.text
  }

  /// Lowers `when`, or `first … then`; returns `false` if there is a mistake in it.
  private mutating func lowerSteps(_ syntax: RuleSyntax, into rule: inout CompiledRule) -> Bool {
    let steps = syntax.pattern.map { [RuleSyntax.Step(pattern: $0)] } ?? syntax.steps
    var isComplete = true
    var names: Set<String> = []
    for step in steps {
      guard let pattern = resolve(step.pattern) else {
        isComplete = false
        continue
      }
      var alternatives = pattern.alternatives
      for index in alternatives.indices where alternatives[index].condition.asksHistory {
        alternatives[index].history = rule.residual(of: alternatives[index].condition)
      }
      var selection = Selection(
        alternatives: alternatives, minimumCount: step.minimumCount,
        name: step.name?.text)
      if let name = step.distinct {
        let field = findField(name, in: Scope(kinds: pattern.kinds))
        isComplete = isComplete && field != nil
        if let field, field.isList {
          reportSeveralValues(name)
        }
        selection.distinctOperand = field?.operand
      }
      if let name = step.name, !names.insert(name.text).inserted {
        report(.stepNamedTwice(name.text), at: name.range)
      }
      rule.steps.append(selection)
    }
    if syntax.pattern == nil, steps.count == 1 {
      report(.firstWithoutThen, at: syntax.clauses["first"] ?? 0..<0)
    }
    return isComplete
  }

  private mutating func lowerGrouping(
    _ syntax: RuleSyntax, in scope: Scope, into rule: inout CompiledRule
  ) {
    guard let grouping = syntax.grouping else {
      if syntax.pattern == nil {
        report(.sequenceWithoutPer, at: syntax.clauses["first"] ?? syntax.name.range)
      }
      if let range = syntax.clauses["if"], syntax.condition?.holdsTotal ?? true {
        report(.totalsWithoutPer, at: range)
      }
      return
    }
    lowerKeys(grouping.keys, in: scope, into: &rule)
    switch grouping.window {
    case .within(let microseconds): rule.window = .sliding(microseconds: microseconds)
    case .period(let name):
      rule.window = CivilPeriod(rawValue: name.text).map(RuleWindow.calendar) ?? .none
    case .pieces(let microseconds): rule.window = .pieces(microseconds: microseconds)
    case nil: rule.window = .none
    }
    if syntax.pattern == nil {
      if case .sliding = rule.window { return }
      report(.sequenceWithoutWithin, at: grouping.range)
    } else if rule.window == .none, let range = syntax.clauses["if"],
      syntax.condition?.holdsTotal ?? true
    {
      report(.conditionWithoutWindow, at: range)
    }
  }

  private mutating func lowerKeys(
    _ keys: [NameSyntax], in scope: Scope, into rule: inout CompiledRule
  ) {
    let roots: [Field] = [.user, .srcIP, .host, .source]
    for (index, key) in keys.enumerated() {
      guard let field = findField(key, in: scope) else { continue }
      guard !field.isList else {
        report(.severalValuesAsKey(key.text), at: key.range)
        continue
      }
      guard index == 0 else {
        rule.groupBy.append(field.operand)
        continue
      }
      guard case .field(let root) = field.operand.origin, roots.contains(root),
        field.operand.part == .whole
      else {
        report(.root(key.text, known: roots.map(\.name)), at: key.range)
        continue
      }
      rule.root = root
    }
  }

  private mutating func lowerCooldown(_ syntax: RuleSyntax, into rule: inout CompiledRule) {
    let hour: Int64 = 3_600_000_000
    let length: Int64
    var isPeriod = true
    switch rule.window {
    case .none: (length, isPeriod) = (hour, false)
    case .sliding(let microseconds): (length, isPeriod) = (microseconds, false)
    case .calendar(.hour): length = hour
    case .calendar(.day): length = 24 * hour
    case .calendar(.week): length = 168 * hour
    case .pieces(let microseconds): length = microseconds
    }
    rule.cooldownMicroseconds = length
    guard let cooldown = syntax.cooldownMicroseconds else { return }
    if isPeriod, let range = syntax.clauses["cooldown"] {
      report(.cooldownOfPeriod, at: range)
    } else {
      rule.cooldownMicroseconds = cooldown
    }
  }

  private mutating func lowerConditions(
    _ syntax: RuleSyntax, in scope: Scope, into rule: inout CompiledRule
  ) {
    if let condition = syntax.condition {
      if syntax.pattern == nil, let range = syntax.clauses["if"] {
        report(.sequenceHasNoTotals, at: range)
      } else {
        rule.condition = lowerTotals(condition, in: scope, allowsEvents: false, into: &rule)
      }
    }
    for term in syntax.scoreTerms {
      let condition = lowerTotals(term.condition, in: scope, allowsEvents: true, into: &rule)
      guard let condition else { continue }
      rule.scoreTerms.append(
        ScoreTerm(points: term.points, condition: condition, why: writtenCondition(term.condition)))
    }
  }

  /// Returns a condition as formatted files write it, in one line and without comments, so that
  /// formatting a file changes no finding.
  private func writtenCondition(_ condition: ExpressionSyntax) -> String {
    let text = sources[source]
    var written = ""
    var last: Token?
    for token in Lexer.tokenize(text, in: condition.range).tokens.dropLast() {
      if let last, LayoutBuilder.isApart(last, token) { written += " " }
      written += token.written(in: text)
      last = token
    }
    return written
  }

  private mutating func refuseTotalsWithoutWindow(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    guard rule.window == .none || syntax.pattern == nil, !rule.aggregates.isEmpty,
      syntax.condition == nil
    else { return }
    let range = syntax.clauses["message"] ?? syntax.clauses["score"] ?? syntax.name.range
    report(syntax.pattern == nil ? .totalInSequence : .totalWithoutWindow, at: range)
  }
}
