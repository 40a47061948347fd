internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// How many tests a pattern may grow to when its defines are put in.
  private static let maximumNodeCount = 20_000
  /// How many defines may stand on one another.
  private static let maximumDefineDepth = 64

  /// Checks every define, also those that no rule uses.
  mutating func checkDefines() {
    forEachDeclaration { compiler, declaration in
      guard case .define(let name, _) = declaration.content,
        compiler.symbols.defines[name.text]?.place.range == name.range
      else { return }
      _ = compiler.resolveDefine(name)
    }
  }

  /// Returns what a define stands for; its mistakes are reported once, in its own file.
  private mutating func resolveDefine(_ name: NameSyntax) -> ResolvedPattern? {
    if let known = resolvedDefines[name.text] { return known }
    guard let define = symbols.defines[name.text] else { return nil }
    if let start = openDefines.firstIndex(of: name.text) {
      let path = openDefines[start...] + [name.text]
      report(.circularDefine(Array(path)), at: name.range)
      return nil
    }
    guard openDefines.count < Self.maximumDefineDepth else {
      report(.deepDefines(limit: Self.maximumDefineDepth), at: name.range)
      return nil
    }
    openDefines.append(name.text)
    let outer = (source, companyDomainsUse, rootOfRule)
    source = define.place.source
    companyDomainsUse = nil
    rootOfRule = nil
    let resolved = resolve(define.pattern)
    (source, companyDomainsUse, rootOfRule) = outer
    openDefines.removeLast()
    resolvedDefines[name.text] = .some(resolved)
    return resolved
  }

  /// Returns the base kinds of a pattern, each with the condition its events must satisfy.
  ///
  /// The result is `nil` only if the kinds are not known; other mistakes leave it incomplete.
  mutating func resolve(_ pattern: PatternSyntax) -> ResolvedPattern? {
    guard let base = resolveKinds(pattern.kinds) else { return nil }
    let scope = Scope(kinds: base.kinds)
    var isComplete = base.isComplete
    var condition: CheckedCondition?
    if let written = pattern.condition {
      condition = check(written, in: scope, ConditionContext())
      isComplete = isComplete && condition != nil
    }
    var exemption: CheckedCondition?
    if let written = pattern.exemption {
      exemption = check(written, in: scope, ConditionContext())
      isComplete = isComplete && exemption != nil
    }
    guard isComplete else {
      var incomplete = base
      incomplete.isComplete = false
      return incomplete
    }
    var resolved = ResolvedPattern(
      alternatives: [], nodeCount: 0,
      needsCompanyDomains: base.needsCompanyDomains || companyDomainsUse != nil)
    for alternative in base.alternatives {
      var parts = [alternative.condition]
      if let condition { parts.append(condition.lowered(for: alternative.kind)) }
      var exemptions = [alternative.exemption].compactMap(\.self)
      if let exemption {
        let lowered = exemption.lowered(for: alternative.kind)
        parts.append(.unless(lowered))
        if lowered != .constant(false) { exemptions.append(lowered) }
      }
      resolved.alternatives.append(
        Selection.Alternative(
          kind: alternative.kind, condition: .allOf(parts),
          exemption: exemptions.isEmpty ? nil : .anyOf(exemptions)))
      resolved.nodeCount += resolved.alternatives.last?.condition.nodeCount ?? 0
    }
    guard resolved.nodeCount <= Self.maximumNodeCount else {
      report(.largePattern(resolved.nodeCount, limit: Self.maximumNodeCount), at: pattern.range)
      return nil
    }
    return resolved
  }

  /// Puts kinds and defines together: one alternative for each base kind.
  private mutating func resolveKinds(_ names: [NameSyntax]) -> ResolvedPattern? {
    var merged = ResolvedPattern(alternatives: [], nodeCount: 0, needsCompanyDomains: false)
    var isComplete = true
    var seen: Set<String> = []
    for name in names where seen.insert(name.text).inserted {
      if let kind = EventKind(name: name.text) {
        merged.add(Selection.Alternative(kind: kind, condition: .constant(true)))
      } else if symbols.defines[name.text] != nil {
        guard let define = resolveDefine(name) else {
          isComplete = false
          continue
        }
        for alternative in define.alternatives { merged.add(alternative) }
        merged.isComplete = merged.isComplete && define.isComplete
        merged.needsCompanyDomains = merged.needsCompanyDomains || define.needsCompanyDomains
        if define.needsCompanyDomains { companyDomainsUse = name.range }
      } else {
        isComplete = false
        guard !symbols.mayBeBroken(name.text) else { continue }
        reportUnknownKind(name)
      }
    }
    refuseMixedLayers(&merged, names)
    return isComplete ? merged : nil
  }

  mutating func reportUnknownKind(_ name: NameSyntax) {
    let kinds = EventKind.allCases.map(\.name) + symbols.defines.keys.sorted()
    report(.unknownKind(name.text, known: kinds), at: name.range)
  }
}

extension ResolvedPattern {
  /// Adds an alternative; one for a kind that is there already widens it.
  fileprivate mutating func add(_ alternative: Selection.Alternative) {
    guard let index = alternatives.firstIndex(where: { $0.kind == alternative.kind }) else {
      alternatives.append(alternative)
      return
    }
    let known = alternatives[index]
    guard known.condition != alternative.condition else { return }
    alternatives[index].condition = .anyOf([known.condition, alternative.condition])
    let exemptions = [known.exemption, alternative.exemption].compactMap(\.self)
    alternatives[index].exemption = exemptions.isEmpty ? nil : .anyOf(exemptions)
  }
}
