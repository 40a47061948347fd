internal import EventModel
internal import RuleProgram

/// The two layers: rules over events of logs, and rules over the findings of those.
extension RuleCompiler {
  /// Notes which rules are of the second layer, before any condition can name one.
  mutating func noteLayers() {
    for declaration in files.flatMap(\.syntax.declarations) {
      guard case .rule(let rule) = declaration.content else { continue }
      let patterns = rule.pattern.map { [$0] } ?? rule.steps.map(\.pattern)
      var open: Set<String> = []
      if patterns.contains(where: { selectsAlerts($0, &open) }) {
        symbols.secondLayer.insert(rule.name.text)
      }
    }
  }

  private func selectsAlerts(_ pattern: PatternSyntax, _ open: inout Set<String>) -> Bool {
    for kind in pattern.kinds {
      if EventKind(name: kind.text) == .alert { return true }
      guard open.insert(kind.text).inserted, let define = symbols.defines[kind.text] else {
        continue
      }
      if selectsAlerts(define.pattern, &open) { return true }
    }
    return false
  }

  /// Refuses a pattern over findings and events at once.
  mutating func refuseMixedLayers(_ pattern: inout ResolvedPattern, _ names: [NameSyntax]) {
    guard pattern.kinds.contains(.alert), pattern.kinds.count > 1 else { return }
    // A define that is mixed itself has been reported where it stands.
    if pattern.isComplete {
      let range = names.first { $0.text == EventKind.alert.name } ?? names[0]
      report(.alertMixed, at: range.range)
    }
    pattern.isComplete = false
  }

  /// Whether all steps of a rule are of one layer; reports the first step that is not.
  mutating func haveOneLayer(_ steps: [Selection], _ patterns: [PatternSyntax]) -> Bool {
    let areAlerts = steps.map { $0.alternatives.contains { $0.kind == .alert } }
    guard let other = areAlerts.firstIndex(where: { $0 != areAlerts[0] }) else { return true }
    report(.alertMixed, at: patterns[areAlerts[0] ? 0 : other].kinds[0].range)
    return false
  }

  /// Whether texts can be names that findings have, if the field holds such; reports those that
  /// cannot.
  mutating func areNamesOfAlerts(
    _ texts: [String], of field: ResolvedField, at ranges: [Range<Int>]
  ) -> Bool {
    var areKnown = true
    for (text, range) in zip(texts, ranges) {
      guard let complaint = complaint(aboutNameOfAlert: text, of: field) else { continue }
      report(complaint, at: range)
      areKnown = false
    }
    return areKnown
  }

  /// The same for the entries of a list.
  mutating func areNamesOfAlerts(
    in list: ListID, of field: ResolvedField, at range: Range<Int>
  ) -> Bool {
    // Of other fields nothing is wrong, and a list may have a million values.
    guard field.operand == Operand(.field(.rule)) || field.operand == Operand(.field(.category))
    else { return true }
    let list = program.lists[list.index]
    for entry in list.entries {
      guard var complaint = complaint(aboutNameOfAlert: entry.value, of: field) else { continue }
      if complaint.code == .unknownRule {
        complaint = .unknownRuleInList(entry.value, list: list.name, known: rulesOfFirstLayer)
      }
      report(complaint, at: range)
      return false
    }
    return true
  }

  /// What is wrong with a value of a finding's `rule` or `category`; `nil` if nothing is.
  private func complaint(aboutNameOfAlert text: String, of field: ResolvedField) -> Complaint? {
    let name = normalized(text, as: .text, isExact: false)
    switch field.operand {
    case Operand(.field(.rule)):
      guard !symbols.mayBeBroken(text) else { return nil }
      let known = symbols.rules.keys.filter {
        $0 == text || normalized($0, as: .text, isExact: false) == name
      }
      if known.contains(where: { !symbols.secondLayer.contains($0) }) { return nil }
      return known.isEmpty
        ? .unknownRuleOfAlert(text, known: rulesOfFirstLayer) : .ruleOfSecondLayer(text)
    case Operand(.field(.category)):
      return Self.categories.contains(name)
        ? nil : .unknownCategoryOfAlert(text, known: Self.categories)
    default: return nil
    }
  }

  private var rulesOfFirstLayer: [String] {
    symbols.rules.keys.filter { !symbols.secondLayer.contains($0) }
  }

  /// Warns of rules over `alert` that the loaded rules give nothing to count.
  mutating func warnOfMissingGrounds(of rules: [LoweredRule]) {
    // A rule with a mistake in it may be the one.
    guard rules.allSatisfy({ $0.index != nil }), symbols.broken.isEmpty, !symbols.hasUnreadFile
    else { return }
    for rule in rules {
      guard let index = rule.index, program.rules[index].isOverAlerts else { continue }
      source = rule.source
      let steps = program.rules[index].steps.indices
      if steps.contains(where: { program.grounds(ofRule: index, step: $0).isEmpty }) {
        report(.noGrounds, at: rule.syntax.name.range)
      } else if !program.canAlert(rule: index, onFindingsOf: { _ in true }) {
        report(.tooFewGrounds, at: rule.syntax.name.range)
      }
    }
  }
}
