internal import ByteScan
internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Checks and lowers every `disable` and every `allow`.
  mutating func compileExceptions(of rules: [LoweredRule]) {
    var indices: [String: Int] = [:]
    for rule in rules { indices[rule.syntax.name.text] = rule.index }
    // What is disabled is known before the exceptions are judged, wherever it stands.
    var disabled: [String: Place] = [:]
    forEachDeclaration { compiler, declaration in
      guard case .disable(let syntax) = declaration.content,
        compiler.isRule(syntax.rule, isDisabled: true)
      else { return }
      if let first = disabled[syntax.rule.text] {
        compiler.report(
          .duplicate(syntax.rule.text, .disabling, first: compiler.written(first)),
          at: syntax.rule.range)
        return
      }
      disabled[syntax.rule.text] = compiler.place(syntax.rule)
      compiler.warnIfEnded(syntax.until, at: syntax.untilRange, .disabling(syntax.rule.text))
      guard let rule = indices[syntax.rule.text] else { return }
      compiler.program.disabledRules.append(
        DisabledRule(
          rule: rule,
          term: compiler.term(until: syntax.until, reason: syntax.reason, of: syntax.rule)))
    }
    var allowed: [String: Place] = [:]
    forEachDeclaration { compiler, declaration in
      guard case .allow(let syntax) = declaration.content else { return }
      if let first = allowed[syntax.name.text] {
        compiler.report(
          .duplicate(syntax.name.text, .exception, first: compiler.written(first)),
          at: syntax.name.range)
        return
      }
      allowed[syntax.name.text] = compiler.place(syntax.name)
      compiler.lower(syntax, rules: indices)
    }
  }

  private mutating func lower(_ syntax: AllowSyntax, rules indices: [String: Int]) {
    // The parser lets no exception pass that lacks a part.
    guard let pattern = syntax.pattern, let until = syntax.until, let reason = syntax.reason,
      let approver = syntax.by
    else { return }
    var rules: [Int] = []
    for name in syntax.rules where isRule(name, isDisabled: false) {
      guard let rule = indices[name.text], !rules.contains(rule) else { continue }
      rules.append(rule)
    }
    companyDomainsUse = nil
    let resolved = resolve(pattern)
    if let use = companyDomainsUse, companyDomainsAreUnknown {
      report(.companyDomains, at: use)
    }
    warnIfEnded(until, at: syntax.untilRange, .exception(syntax.name.text))
    guard let resolved, resolved.isComplete else { return }
    guard !resolved.kinds.contains(.alert) else {
      report(.alertInException, at: pattern.range)
      return
    }
    guard !resolved.alternatives.contains(where: \.condition.asksHistory) else {
      report(.newInException, at: pattern.range)
      return
    }
    let allowance = Allowance(
      name: syntax.name.text, rules: rules, alternatives: resolved.alternatives,
      term: term(until: until, reason: reason, of: syntax.name), approver: approver.value)
    warnIfIdle(allowance, syntax, indices: indices)
    warnIfWide(allowance, at: pattern.range)
    program.allowances.append(allowance)
  }

  /// Whether there is a rule of the name; reports it if there is none, and no mistake explains that.
  private mutating func isRule(_ name: NameSyntax, isDisabled: Bool) -> Bool {
    if symbols.rules[name.text] != nil { return true }
    guard !symbols.mayBeBroken(name.text) else { return false }
    report(
      .unknownRule(name.text, isDisabled: isDisabled, known: symbols.rules.keys), at: name.range)
    return false
  }

  private func term(
    until: CivilDate, reason: TextSyntax, of name: NameSyntax
  ) -> ExceptionTerm {
    ExceptionTerm(
      lastDay: until, endsAt: civilZone.startOfDay(until.next), reason: reason.value,
      place: written(place(name)))
  }
}

extension CivilDate {
  /// The day after.
  fileprivate var next: CivilDate { CivilDate(daysSince1970: daysSince1970 + 1) }
}
