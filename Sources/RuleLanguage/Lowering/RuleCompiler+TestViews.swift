internal import RuleProgram

/// What the tests of a rule are about: the rule as it was written.
///
/// A site that sets another threshold or approves one more destination must not make the tests of
/// shipped rules fail, nor pass. So a test sees the `set`s and `extend`s of the file that holds it
/// and of the files this one uses, and of no other; a site's own rule sees its own.
extension RuleCompiler {
  /// Whether `set` and `extend` of the file being read count in this compilation.
  var mayChangeOthers: Bool { changingSources?.contains(source) ?? true }

  /// Compiles the rules again for the tests that must not see all `set`s and `extend`s.
  ///
  /// - Complexity: one more compilation for each distinct set of files that tests may see, mostly
  ///   none or one; list files are not read again.
  mutating func viewTests(of rules: [LoweredRule]) {
    let changing = Set(files.filter { $0.syntax.changesOthers }.map(\.source))
    guard !changing.isEmpty, diagnostics.allSatisfy({ $0.severity != .error }) else { return }
    let seen = filesSeen()
    var sourceOfRule: [Int: Int] = [:]
    for rule in rules {
      if let index = rule.index { sourceOfRule[index] = rule.source }
    }
    var views: [Set<Int>: Int?] = [changing: nil]
    for index in program.tests.indices {
      guard let source = sourceOfRule[program.tests[index].rule] else { continue }
      let visible = changing.intersection(seen[source] ?? [])
      if let known = views[visible] {
        program.tests[index].view = known
        continue
      }
      var number: Int?
      if let view = program(changedBy: visible) {
        number = program.testViews.count
        program.testViews.append(view)
      }
      views.updateValue(number, forKey: visible)
      program.tests[index].view = number
    }
  }

  /// Returns for each file itself and the files that it uses, directly or not.
  private func filesSeen() -> [Int: Set<Int>] {
    var seen: [Int: Set<Int>] = [:]
    // Used files come first.
    for file in files {
      seen[file.source] = file.uses.reduce(into: [file.source]) { $0.formUnion(seen[$1] ?? []) }
    }
    return seen
  }

  /// Returns the program as it is when only some files change others; `nil` if it does not stand
  /// without the rest.
  private func program(changedBy visible: Set<Int>) -> RuleProgram? {
    var compiler = RuleCompiler(files: files, sources: sources)
    compiler.changingSources = visible
    compiler.declareNames()
    compiler.noteLayers()
    compiler.applyOverrides()
    compiler.readSettings()
    guard compiler.program.lists.count <= listsAsWritten.count else { return nil }
    compiler.program.lists = listsAsWritten
    _ = compiler.compileRulesAndTests()
    guard compiler.diagnostics.allSatisfy({ $0.severity != .error }),
      compiler.program.tests.count == program.tests.count
    else { return nil }
    return compiler.program
  }
}

extension FileSyntax {
  /// Whether a file changes what others declare.
  fileprivate var changesOthers: Bool {
    declarations.contains { declaration in
      switch declaration.content {
      case .set, .extend: true
      default: false
      }
    }
  }
}
