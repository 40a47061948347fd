internal import RuleProgram

/// Takes in changes, each result once.
struct ChangeCollector {
  let source: Int
  private(set) var changes: [RuleChange] = []
  private var seen: Set<[CompiledRule]> = []
  private var groups: [Group: Int] = [:]

  private struct Group: Hashable {
    var range: Range<Int>
    var hint: ChangeHint
    /// Words that are left out, or that take the place of others, are no matter of degree.
    var isDegree: Bool
  }

  init(source: Int) { self.source = source }

  mutating func add<Node>(
    _ change: SyntaxChange<Node>, _ results: [(index: Int, rule: CompiledRule)],
    of originals: [Int: CompiledRule], lists: [ValueList]
  ) {
    let different = results.filter { originals[$0.index] != $0.rule }
    guard !different.isEmpty, seen.insert(different.map(\.rule)).inserted else { return }
    let isDegree = if case .replaced = change.edit { true } else { false }
    let group = groups[
      Group(range: change.range, hint: change.hint, isDegree: isDegree), default: groups.count]
    groups[Group(range: change.range, hint: change.hint, isDegree: isDegree)] = group
    changes.append(
      RuleChange(
        place: Place(source: source, range: change.range), edit: change.edit, group: group,
        rules: different, lists: lists, hint: change.hint))
  }
}
