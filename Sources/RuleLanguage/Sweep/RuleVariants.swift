package import RuleProgram

/// One rule as often as a sweep has values, each with another value of one of its constants.
///
/// The constant is changed as a site's `set` would change it, so it counts in the defines that the
/// rule stands on, too. All variants are rules of one program: one scan judges them all.
package struct RuleVariants: Sendable {
  /// The variants in the order of the values, with all lists and the exceptions of the rule.
  ///
  /// Their ids differ; ``id`` is that of the rule.
  package let program: RuleProgram
  package let id: String
  package let name: String
  package let range: SweepRange
  /// The value that is in force.
  package let present: Int64

  /// Compiles the variants; a value that is in force within the range is one of them.
  ///
  /// - Parameters:
  ///   - roots: The paths of the rule files, which are right.
  ///   - provider: Gives the contents of rule files and list files.
  ///   - rule: The id of the rule.
  ///   - name: The name of the constant.
  ///   - range: The values.
  /// - Throws: ``SweepMistake`` if the rule does not depend on the constant, or that is of another kind.
  /// - Complexity: O(*n*) in the bytes of the files, and in the size of the rule for each value.
  package init(
    roots: [String], provider: some SourceProvider, rule: String, name: String, range: SweepRange
  ) throws(SweepMistake) {
    var loader = SourceLoader(provider: provider)
    for root in roots { loader.load(root: root) }
    var compiler = RuleCompiler(files: loader.files, sources: loader.sources)
    compiler.tests = .parsed
    let rules = compiler.compile(provider: provider)
    guard compiler.diagnostics.allSatisfy({ $0.severity != .error }),
      let lowered = rules.first(where: { $0.syntax.name.text == rule }), let index = lowered.index
    else { throw .brokenRules }
    var variants = VariantCompiler(compiler: compiler, rule: lowered)
    let known = variants.constants
    guard known.contains(name), let present = variants.amount(of: name) else {
      throw .constant(name, of: rule, known: known)
    }
    guard present.kind == range.kind else {
      throw .otherKind(name, written: variants.text(of: name))
    }
    var values = range
    values.include(present.amount)
    var compiled: [CompiledRule] = []
    for (number, amount) in values.amounts.enumerated() {
      guard var variant = variants.rule(setting: name, to: amount) else { throw .brokenRules }
      variant.id = "\(rule)#\(number)"
      compiled.append(variant)
    }
    var program = variants.program.onlyRule(index)
    program.rules = compiled
    let disabled = program.disabledRules.map(\.term)
    program.disabledRules = compiled.indices.flatMap { rule in
      disabled.map { DisabledRule(rule: rule, term: $0) }
    }
    for index in program.allowances.indices {
      program.allowances[index].rules = Array(compiled.indices)
    }
    self.program = program
    (id, self.name, self.range, self.present) = (rule, name, values, present.amount)
  }
}

/// Compiles one rule again and again, with constants of other values.
private struct VariantCompiler {
  private var compiler: RuleCompiler
  private let rule: LoweredRule

  init(compiler: RuleCompiler, rule: LoweredRule) {
    self.compiler = compiler
    self.compiler.diagnostics = []
    self.rule = rule
  }

  /// The program with all lists that any variant asked for.
  var program: RuleProgram { compiler.program }

  /// The constants on which the rule depends, by name.
  var constants: [String] {
    var trial = self
    let names = compiler.symbols.lets.keys.sorted()
    return names.filter { name in
      guard let present = amount(of: name) else { return false }
      let (other, overflow) = present.amount.addingReportingOverflow(1_000_000)
      guard !overflow, let now = trial.rule(setting: name, to: present.amount) else { return false }
      return trial.rule(setting: name, to: other) != now
    }
  }

  func amount(of name: String) -> (kind: SweepRange.Kind, amount: Int64)? {
    switch compiler.symbols.lets[name]?.value {
    case .number(let number) where number.denominator == 1: (.number, number.numerator)
    case .size(let byteCount): (.size, byteCount)
    case .duration(let microseconds): (.duration, microseconds)
    default: nil
    }
  }

  func text(of name: String) -> String {
    compiler.symbols.lets[name].flatMap { ChangedQuantity($0.value)?.text } ?? name
  }

  /// The rule with another value of a constant; `nil` if it is no rule then.
  mutating func rule(setting name: String, to amount: Int64) -> CompiledRule? {
    guard let original = compiler.symbols.lets[name] else { return nil }
    defer {
      compiler.symbols.lets[name] = original
      compiler.diagnostics = []
    }
    compiler.symbols.lets[name]?.value =
      switch original.value {
      case .size: .size(amount)
      case .duration: .duration(amount)
      default: .number(Factor(numerator: amount, denominator: 1))
      }
    compiler.resolvedDefines = [:]
    compiler.source = rule.source
    compiler.companyDomainsUse = nil
    compiler.rootOfRule = RuleCompiler.root(of: rule.syntax)
    let compiled = compiler.lower(rule.syntax)
    return compiler.diagnostics.contains { $0.severity == .error } ? nil : compiled
  }
}
