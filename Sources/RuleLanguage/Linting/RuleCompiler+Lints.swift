internal import RuleProgram

/// What the lints need to remember of the passes before them.
struct LintNotes: Sendable {
  /// Values of list files with characters that are written in more than one way.
  var variantValues: [ListID: [(text: String, place: Place)]] = [:]
  /// The lists without an entry.
  var emptyLists: Set<ListID> = []
  /// Those of them that were complained about where they are used.
  var reportedLists: Set<String> = []
  /// The comparisons of totals for which tests are asked whether any reaches them.
  var limits: [TotalsLimit] = []
}

/// Rules that mean something, but hardly what their authors meant.
extension RuleCompiler {
  /// Warns of everything that looks like a mistake in rules without errors.
  mutating func warn(of rules: [LoweredRule]) {
    lint.emptyLists = Set(
      program.lists.indices.filter { program.lists[$0].entries.isEmpty }.map { ListID($0) })
    for file in files {
      source = file.source
      for declaration in file.syntax.declarations {
        switch declaration.content {
        case .define(_, let pattern): warnOfConstants(pattern)
        case .allow(let allow):
          if let pattern = allow.pattern { warnOfConstants(pattern) }
        default: break
        }
      }
    }
    for rule in rules {
      source = rule.source
      rootOfRule = Self.root(of: rule.syntax)
      if let index = rule.index { warn(of: rule.syntax, program.rules[index]) }
      rootOfRule = nil
    }
    warnOfUnusedDeclarations()
    warnOfVariants()
  }

  private mutating func warn(of syntax: RuleSyntax, _ rule: CompiledRule) {
    let patterns = syntax.pattern.map { [$0] } ?? syntax.steps.map(\.pattern)
    for pattern in patterns { warnOfConstants(pattern) }
    let scope = Scope(kinds: Self.kinds(of: rule.steps))
    let place = ConditionPlace(scope: scope, rule: rule)
    if let condition = syntax.condition {
      warnOfConstants(condition, in: place)
      noteLimits(condition, in: place)
    }
    for term in syntax.scoreTerms {
      warnOfConstants(term.condition, in: place)
      noteLimits(term.condition, in: place)
    }
    warnIfTumbling(syntax, rule)
    warnIfSlow(syntax, rule)
  }
}
