internal import RuleProgram

/// Declarations that nothing uses, and lists that hold nothing.
extension RuleCompiler {
  /// Names that the program itself asks for.
  private static let ownNames: Set<String> = [
    "civil_timezone", "before_notice", "company_domains", "watchlist", "privileged_users",
  ]

  /// Warns of lists, constants, defines and calendars that no rule or exception uses, and of lists
  /// to which nothing was ever given.
  ///
  /// A file without rules and exceptions is a vocabulary: what it declares may be for rules to come,
  /// and its empty lists for a site to fill.
  mutating func warnOfUnusedDeclarations() {
    let used = usedNames()
    for file in files where !file.syntax.isVocabulary {
      source = file.source
      for declaration in file.syntax.declarations {
        guard let (name, what) = declaration.usable, !Self.ownNames.contains(name.text) else {
          continue
        }
        if !used.contains(name.text) {
          report(.unused(name.text, what), at: name.range)
        } else if case .list(let list) = declaration.content, isLeftEmpty(list) {
          report(.emptyDeclaration(name.text), at: name.range)
        }
      }
    }
  }

  /// Whether nothing was put into a list where that is no lack of care: a list file may hold
  /// nothing but a comment that says what belongs there.
  private func isLeftEmpty(_ syntax: ListSyntax) -> Bool {
    guard let id = symbols.lists[syntax.name.text], program.lists[id.index].entries.isEmpty,
      !lint.reportedLists.contains(syntax.name.text)
    else { return false }
    if case .file(let name, nil) = syntax.origin {
      let path = resolvedPath(name.value, relativeTo: sources[source].name)
      return sources.first { $0.name == path }?.bytes.isEmpty ?? false
    }
    return true
  }

  private func usedNames() -> Set<String> {
    var places = NamePlaces()
    var names: Set<String> = []
    for declaration in files.flatMap(\.syntax.declarations) {
      switch declaration.content {
      case .rule(let rule): places.add(rule)
      case .define(_, let pattern): places.add(pattern)
      case .allow(let allow):
        if let pattern = allow.pattern { places.add(pattern) }
      case .calendar(let calendar):
        for case .name(let name) in calendar.closed.map(\.value) { names.insert(name) }
      case .list(let list):
        if case .inline(let set) = list.origin { names.formUnion(set.names) }
      case .extend(_, let set): names.formUnion(set.names)
      case .use, .constant, .set, .disable, .format, .broken: break
      }
    }
    for used in [places.lists, places.calendars, places.kinds, places.values] {
      names.formUnion(used.map(\.text))
    }
    return names
  }
}

extension FileSyntax {
  /// Whether it only declares what rules are made of.
  fileprivate var isVocabulary: Bool {
    !declarations.contains { declaration in
      switch declaration.content {
      case .rule, .allow: true
      default: false
      }
    }
  }
}

extension DeclarationSyntax {
  /// What rules can use of it: its name, and what it is.
  fileprivate var usable: (NameSyntax, Complaint.Named)? {
    switch content {
    case .constant(let syntax): (syntax.name, .constant)
    case .list(let syntax): (syntax.name, .list)
    case .calendar(let syntax): (syntax.name, .calendar)
    case .define(let name, _): (name, .define)
    case .use, .set, .extend, .rule, .allow, .disable, .format, .broken: nil
    }
  }
}

extension LiteralSetSyntax {
  fileprivate var names: [String] {
    values.compactMap { if case .name(let name) = $0.value { name } else { nil } }
  }
}
