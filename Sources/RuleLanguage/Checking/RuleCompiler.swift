internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Turns parsed files into a program: names, types, the law of missing values, then lowering.
///
/// The passes, in order: declare → lists and calendars → defines → rules → tests → views of tests →
/// formats → exceptions → lints.
/// Every pass goes on after a mistake; what depends on something broken stays silent.
struct RuleCompiler {
  let files: [LoadedFile]
  var sources: [SourceText]
  var diagnostics: [Diagnostic] = []
  var program = RuleProgram()
  var symbols = Symbols()
  /// Defines that were checked, by name; `nil` for one with a mistake in it.
  var resolvedDefines: [String: ResolvedPattern?] = [:]
  /// The defines being resolved, outermost first.
  var openDefines: [String] = []
  /// The zone of `civil_timezone`.
  var civilZone = CivilZone.utc
  /// The present time, for warnings about what has ended; `nil` draws none.
  var now: Timestamp?
  /// The present day, where it was given instead.
  var today: CivilDate?
  /// The file whose declaration is being checked.
  var source = 0
  /// Where the declaration being checked depends on `company_domains`, if it does.
  var companyDomainsUse: Range<Int>?
  /// The first field of the rule's `per`; `nil` outside of rules, and if it is wrong.
  var rootOfRule: Field?
  /// What the lints need to remember of the passes before them; `nil` where nobody asks for lints.
  var lint: LintNotes?
  /// How far the tests inside rules are read.
  var tests = TestDepth.viewed
  /// Whether checking stopped at too many mistakes.
  private var hasStopped = false
  /// How many diagnostics were looked at for errors, and how many errors were among them.
  private var judgedCount = 0
  private var errorCount = 0
  /// Anonymous lists, so that equal ones share a number.
  var inlineLists: [ValueList: ListID] = [:]

  /// The files whose `set` and `extend` count; `nil` for all of them.
  var changingSources: Set<Int>?
  /// The lists before `extend`; for a second compilation, which reads no file.
  var listsAsWritten: [ValueList] = []

  init(files: [LoadedFile], sources: [SourceText]) {
    self.files = files
    self.sources = sources
  }

  /// Runs all passes.
  ///
  /// - Returns: The rules with their syntax, for whoever asks more of them.
  @discardableResult
  mutating func compile(provider: some SourceProvider) -> [LoweredRule] {
    declareNames()
    noteLayers()
    applyOverrides()
    readSettings()
    readLists(provider: provider)
    listsAsWritten = program.lists
    let rules = compileRulesAndTests()
    if tests == .viewed { viewTests(of: rules) }
    compileFormats()
    compileExceptions(of: rules)
    // What is wrong comes first; of rules that cannot run nothing else is known for certain.
    if lint != nil, diagnostics.allSatisfy({ $0.severity != .error }) { warn(of: rules) }
    return rules
  }

  /// Goes on from lists as they are written; returns the rules.
  mutating func compileRulesAndTests() -> [LoweredRule] {
    extendLists()
    readCalendars()
    checkDefines()
    let rules = compileRules()
    warnOfMissingGrounds(of: rules)
    if tests != .parsed { compileTests(of: rules) }
    return rules
  }
}

extension RuleCompiler {
  /// Keeps a diagnostic about the file being checked.
  mutating func report(_ complaint: Complaint, at range: Range<Int>) {
    diagnostics.append(Diagnostic(complaint, source: source, at: range))
  }

  /// Says where something stands, for a help text or a finding.
  func written(_ place: Place) -> String { sources[place.source].place(of: place.range.lowerBound) }

  /// Calls the body for each declaration of all files, with `source` set.
  mutating func forEachDeclaration(
    _ body: (inout RuleCompiler, DeclarationSyntax) -> Void
  ) {
    for file in files {
      source = file.source
      for declaration in file.syntax.declarations {
        guard !hasTooManyMistakes(at: declaration) else { return }
        body(&self, declaration)
      }
    }
  }

  /// Whether checking stops before a declaration; says so, once.
  ///
  /// A file that is made to be wrong everywhere would cost a search for the right word at each
  /// place.
  mutating func hasTooManyMistakes(at declaration: DeclarationSyntax) -> Bool {
    guard !hasStopped else { return true }
    // Thousands of warnings may be there, and this is asked at every declaration.
    for diagnostic in diagnostics.dropFirst(judgedCount) where diagnostic.severity == .error {
      errorCount += 1
    }
    judgedCount = diagnostics.count
    guard errorCount > Self.maximumMistakeCount else { return false }
    hasStopped = true
    report(.manyMistakes, at: declaration.keyword)
    return true
  }

  /// After so many errors in all files no further declaration is checked.
  private static var maximumMistakeCount: Int { 1_000 }
}
