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
        guard case .rule(let syntax) = declaration.content,
          symbols.rules[syntax.name.text] == place(syntax.name)
        else { continue }
        var entry = LoweredRule(syntax: syntax, source: source)
        let before = diagnostics.count
        companyDomainsUse = nil
        let rule = lower(syntax)
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
    report(
      "W-untested", "rule `\(rule.name.text)` has no `\(missing)` test",
      at: rule.name.range,
      label: hasPositive ? "what it must leave alone is not tested" : "what it finds is not tested",
      help: "add e.g. \(missing) { 10:00 upload user=sato domain=\"a.example\" bytes_out=60MB }")
  }

  private mutating func lower(_ syntax: RuleSyntax) -> CompiledRule? {
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
    if let use = companyDomainsUse, companyDomainsAreUnknown {
      report(
        "E-company-domains", "this depends on `company_domains`, which is empty", at: use,
        label: "who is outside is not known",
        help: "fill the list in a site file: extend company_domains with (\"example.co.jp\")")
    }
    return rule
  }

  private var companyDomainsAreUnknown: Bool {
    program.companyDomains.map { program.lists[$0.index].entries.isEmpty } ?? true
  }

  private static func kinds(of steps: [Selection]) -> [EventKind] {
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
        let names = Severity.allCases.map(\.name)
        report(
          "E-severity", "`\(name.text)` is not a severity", at: name.range,
          label: names.didYouMean(name.text, else: "unknown severity"),
          help: "severities: \(names.joined(separator: ", "))")
      }
    }
    rule.baseScore = syntax.score ?? rule.severity.defaultScore
  }

  private mutating func lowerCategory(_ syntax: RuleSyntax, into rule: inout CompiledRule) {
    guard let name = syntax.category else { return }
    guard Self.categories.contains(name.text) else {
      report(
        "E-category", "`\(name.text)` is not a category", at: name.range,
        label: Self.categories.didYouMean(name.text, else: "unknown category"),
        help: "categories: \(Self.categories.joined(separator: ", "))")
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
      if pattern.isComplete,
        pattern.alternatives.allSatisfy({ $0.condition == .constant(false) })
      {
        report(
          "W-never", "no event can ever be selected here", at: step.pattern.range,
          label: "the kinds of events lack what is asked for")
      }
      var selection = Selection(
        alternatives: pattern.alternatives, minimumCount: step.minimumCount,
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
        report(
          "E-duplicate", "two steps are called `\(name.text)`", at: name.range,
          label: "second one")
      }
      rule.steps.append(selection)
    }
    if syntax.pattern == nil, steps.count == 1 {
      report(
        "E-incomplete", "`first` stands without `then`", at: syntax.clauses["first"] ?? 0..<0,
        label: "what comes after this?", help: "a rule of one step is written with `when`")
    }
    return isComplete
  }

  private mutating func lowerGrouping(
    _ syntax: RuleSyntax, in scope: Scope, into rule: inout CompiledRule
  ) {
    guard let grouping = syntax.grouping else {
      if syntax.pattern == nil {
        report(
          "E-incomplete", "a sequence needs `per … within …`",
          at: syntax.clauses["first"] ?? syntax.name.range, label: "within how long?",
          help: "for example: per user within 24h")
      }
      if let range = syntax.clauses["if"] {
        report(
          "E-incomplete", "`if` needs `per`: totals are always counted per something", at: range,
          label: "per what, and over how long?", help: "for example: per user within 24h")
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
      report(
        "E-window", "a sequence needs `within`", at: grouping.range, label: "within how long?",
        help: "for example: per user within 24h")
    } else if rule.window == .none, let range = syntax.clauses["if"] {
      report(
        "E-window", "totals need a window", at: range, label: "counted over how long?",
        help: "write e.g. `per user within 24h` or `per user each day`")
    }
  }

  private mutating func lowerKeys(
    _ keys: [NameSyntax], in scope: Scope, into rule: inout CompiledRule
  ) {
    let roots: [Field] = [.user, .srcIP, .host, .source]
    for (index, key) in keys.enumerated() {
      guard let field = findField(key, in: scope) else { continue }
      guard !field.isList else {
        report(
          "E-several-values", "`\(key.text)` holds several values", at: key.range,
          label: "a key is a single value")
        continue
      }
      guard index == 0 else {
        rule.groupBy.append(field.operand)
        continue
      }
      guard case .field(let root) = field.operand.origin, roots.contains(root),
        field.operand.part == .whole
      else {
        report(
          "E-root", "`per` cannot begin with `\(key.text)`", at: key.range,
          label: "begin with \(roots.map(\.name).joined(separator: ", "))",
          help: "for example: per user, \(key.text)")
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
      report(
        "W-cooldown", "`cooldown` means nothing with `each`", at: range,
        label: "the period itself is the episode")
    } else {
      rule.cooldownMicroseconds = cooldown
    }
  }

  private mutating func lowerConditions(
    _ syntax: RuleSyntax, in scope: Scope, into rule: inout CompiledRule
  ) {
    if let condition = syntax.condition {
      if syntax.pattern == nil, let range = syntax.clauses["if"] {
        report(
          "E-total", "a sequence has no totals", at: range,
          label: "write `at least N times` at a step")
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
    report(
      "E-total",
      syntax.pattern == nil ? "a sequence has no totals" : "totals need a window", at: range,
      label: syntax.pattern == nil ? "a total stands in here" : "counted over how long?",
      help: syntax.pattern == nil
        ? "name a step with `as` and write {step.count}" : "write e.g. `per user within 24h`")
  }
}
