package import RuleProgram

/// Rules without errors, and what small changes make of them.
///
/// A change is made on the syntax of one rule or define, in one place, and only the rules that it
/// concerns are compiled anew. Changes that are no rules, or that change nothing, are left out.
package struct RuleChanges: Sendable {
  package let program: RuleProgram
  /// The files that the places of changes are about.
  package let sources: [SourceText]
  /// Everything that is changed: the rules of the files that were asked for, in their order, then
  /// the defines of these files that rules use.
  package let subjects: [ChangedSubject]
  let compiler: RuleCompiler
  let rules: [LoweredRule]
  /// The rules as they are, as far as tests can tell them apart.
  private var originals: [Int: CompiledRule] = [:]

  /// Reads rule files and the files they use.
  ///
  /// - Parameters:
  ///   - roots: The paths of the rule files.
  ///   - provider: Gives the contents of rule files and list files.
  ///
  /// There is nothing to change where there is any error in the files.
  package init?(roots: [String], provider: some SourceProvider) {
    var loader = SourceLoader(provider: provider)
    for root in roots { loader.load(root: root) }
    var compiler = RuleCompiler(files: loader.files, sources: loader.sources)
    compiler.diagnostics = loader.diagnostics
    compiler.symbols.hasUnreadFile = loader.hasUnreadFile
    rules = compiler.compile(provider: provider).filter { $0.index != nil }
    guard compiler.diagnostics.allSatisfy({ $0.severity != .error }) else { return nil }
    compiler.diagnostics = []
    program = compiler.program
    compiler.addEmptyLists()
    sources = compiler.sources
    self.compiler = compiler
    let asked = Set(roots.map { provider.identity(ofFile: normalizedPath($0)) })
    let changed = compiler.files.filter { asked.contains(provider.identity(ofFile: $0.path)) }
    subjects = Self.subjects(of: rules, in: compiler, from: Set(changed.map(\.source)))
    for rule in rules {
      guard let index = rule.index else { continue }
      originals[index] = compiled(rule.syntax, in: compiler, source: rule.source)
    }
  }

  /// Returns every change of a rule or define, in the order of the file.
  package func changes(of subject: ChangedSubject) -> [RuleChange] {
    switch subject.kind {
    case .rule: subject.rules.first.map(changesOfRule) ?? []
    case .define: changesOfDefine(subject)
    }
  }

  /// Returns a rule as it is, as far as tests can tell.
  package func original(_ index: Int) -> CompiledRule { originals[index] ?? program.rules[index] }

  private func changesOfRule(_ index: Int) -> [RuleChange] {
    guard let rule = rules.first(where: { $0.index == index }), let original = originals[index]
    else { return [] }
    var collector = ChangeCollector(source: rule.source)
    for change in maker(rule.source).changes(of: rule.syntax) {
      guard let changed = compiled(change.node, in: compiler, source: rule.source) else { continue }
      collector.add(
        change, [(index, changed)], of: [index: original], lists: compiler.program.lists)
    }
    for change in scoreChanges(of: rule.syntax, original) {
      collector.add(
        change, [(index, change.node)], of: [index: original], lists: compiler.program.lists)
    }
    return collector.changes
  }

  private func changesOfDefine(_ subject: ChangedSubject) -> [RuleChange] {
    guard let define = compiler.symbols.defines[subject.name] else { return [] }
    var collector = ChangeCollector(source: define.place.source)
    for change in maker(define.place.source).changes(of: define.pattern) {
      var trial = compiler
      trial.symbols.defines[subject.name]?.pattern = change.node
      trial.resolvedDefines = [:]
      var changed: [(Int, CompiledRule)] = []
      for rule in rules {
        guard let index = rule.index, subject.rules.contains(index) else { continue }
        guard let compiled = compiled(rule.syntax, in: trial, source: rule.source) else {
          changed = []
          break
        }
        changed.append((index, compiled))
      }
      collector.add(change, changed, of: originals, lists: compiler.program.lists)
    }
    return collector.changes
  }

  private func maker(_ source: Int) -> ExpressionChanges {
    let symbols = compiler.symbols
    let lists = program.lists
    return ExpressionChanges(source: sources[source], lets: symbols.lets) { name in
      symbols.lists[name].map { RuleCompiler.nameOfEmptyList(lists[$0.index].type) }
    }
  }

  /// Compiles a changed rule; `nil` if it is none.
  private func compiled(
    _ syntax: RuleSyntax, in compiler: RuleCompiler, source: Int
  ) -> CompiledRule? {
    var compiler = compiler
    compiler.source = source
    compiler.rootOfRule = RuleCompiler.root(of: syntax)
    // Whatever was compiled last may have asked for the company's domains; this rule has not yet.
    compiler.companyDomainsUse = nil
    // Tests do not look at messages, and a message may name what a change takes away.
    var syntax = syntax
    syntax.message = nil
    let rule = compiler.lower(syntax)
    return compiler.diagnostics.contains { $0.severity == .error } ? nil : rule
  }

  /// Points that are not given, given to others, or of another height.
  private func scoreChanges(
    of syntax: RuleSyntax, _ original: CompiledRule
  ) -> [SyntaxChange<CompiledRule>] {
    var changes: [SyntaxChange<CompiledRule>] = []
    if let score = syntax.score, let range = syntax.clauses["score"] {
      var changed = original
      changed.baseScore = score > 0 ? score - 1 : 1
      changes.append(
        SyntaxChange(
          node: changed,
          edit: .replaced("score \(score)", by: "score \(changed.baseScore)"), range: range,
          hint: ChangeHint(need: .score, events: .any)))
    }
    guard syntax.scoreTerms.count == original.scoreTerms.count else { return changes }
    for (index, term) in syntax.scoreTerms.enumerated() {
      let range = term.condition.range
      let condition = compiler.sources[source(of: syntax)].text(range)
      let text = Phrase.shortened(
        condition.split { $0.isWhitespace || $0.isNewline }.joined(separator: " "), to: 60)
      var without = original
      without.scoreTerms.remove(at: index)
      let written = "\(term.points < 0 ? "subtract" : "add") \(abs(term.points)) if \(text)"
      changes.append(
        SyntaxChange(
          node: without, edit: .without(written), range: range,
          hint: ChangeHint(need: .score, events: .thisHolds)))
      var reversed = original
      reversed.scoreTerms[index].condition = .notTrue(original.scoreTerms[index].condition)
      changes.append(
        SyntaxChange(
          node: reversed, edit: .replaced("if \(text)", by: "if not (\(text))"), range: range,
          hint: ChangeHint(need: .score, events: .thisHolds)))
    }
    return changes
  }

  private func source(of syntax: RuleSyntax) -> Int {
    compiler.symbols.rules[syntax.name.text]?.source ?? 0
  }

  private static func subjects(
    of rules: [LoweredRule], in compiler: RuleCompiler, from sources: Set<Int>
  ) -> [ChangedSubject] {
    var subjects: [ChangedSubject] = []
    var users: [String: [Int]] = [:]
    for rule in rules {
      guard let index = rule.index else { continue }
      if sources.contains(rule.source) {
        subjects.append(
          ChangedSubject(kind: .rule, name: rule.syntax.name.text, rules: [index]))
      }
      for define in compiler.defines(usedBy: rule.syntax) {
        users[define, default: []].append(index)
      }
    }
    let files = compiler.files.filter { sources.contains($0.source) }
    for declaration in files.flatMap(\.syntax.declarations) {
      guard case .define(let name, _) = declaration.content, let rules = users[name.text] else {
        continue
      }
      subjects.append(ChangedSubject(kind: .define, name: name.text, rules: rules))
    }
    return subjects
  }
}

extension RuleCompiler {
  /// The name of the list of a type that has no values; no rule can name it.
  static func nameOfEmptyList(_ type: ListType) -> String { "\u{0}\(type.rawValue)" }

  /// Adds a list without values for each type.
  fileprivate mutating func addEmptyLists() {
    for type in ListType.allCases {
      let name = Self.nameOfEmptyList(type)
      symbols.lists[name] = ListID(program.lists.count)
      program.lists.append(ValueList(name: "", type: type, entries: []))
    }
  }

  /// The defines that a rule stands on, itself or by way of others.
  func defines(usedBy rule: RuleSyntax) -> Set<String> {
    var places = NamePlaces()
    places.add(rule)
    var found: Set<String> = []
    var open = places.kinds.map(\.text)
    while let name = open.popLast() {
      guard let define = symbols.defines[name], found.insert(name).inserted else { continue }
      open += define.pattern.kinds.map(\.text)
    }
    return found
  }
}
