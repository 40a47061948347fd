internal import ByteScan
internal import RuleProgram

/// Texts that names are compared with in one way of writing only.
extension RuleCompiler {
  /// How many values of one list file are complained about.
  private static let variantLimit = 20

  /// Remembers a value of a list file that is written in more than one way.
  mutating func noteVariants(of text: String, at range: Range<Int>, in list: ListID) {
    guard program.lists[list.index].type.holdsText, KanjiVariants.isVaried(text) else { return }
    lint.variantValues[list, default: []].append(
      (text, Place(source: source, range: range)))
  }

  /// Warns of values and texts beside which another way of writing the same name is missing.
  mutating func warnOfVariants() {
    var values = lint.variantValues
    var texts: [(source: Int, texts: [LiteralSyntax])] = []
    for file in files {
      for declaration in file.syntax.declarations {
        var places = NamePlaces()
        switch declaration.content {
        case .list(let list):
          guard case .inline(let set) = list.origin else { continue }
          note(set, of: list.name, from: file.source, in: &values)
        case .extend(let name, let set): note(set, of: name, from: file.source, in: &values)
        case .rule(let rule): places.add(rule)
        case .define(_, let pattern): places.add(pattern)
        default: break
        }
        texts += places.texts.map { (file.source, $0) }
      }
    }
    for list in program.lists.indices {
      guard let varied = values[ListID(list)] else { continue }
      var known = Set(program.lists[list].entries.map { TextFolding.folded($0.value) })
      for value in varied.prefix(Self.variantLimit) {
        warnOfVariants(of: value.text, at: value.place, beside: &known)
      }
    }
    for (source, texts) in texts {
      var known = Set(texts.compactMap(\.text).map { TextFolding.folded($0) })
      for literal in texts {
        guard let text = literal.text, KanjiVariants.isVaried(text) else { continue }
        warnOfVariants(
          of: text, at: Place(source: source, range: literal.range), beside: &known)
      }
    }
  }

  private func note(
    _ set: LiteralSetSyntax, of name: NameSyntax, from source: Int,
    in values: inout [ListID: [(text: String, place: Place)]]
  ) {
    guard let id = symbols.lists[name.text], program.lists[id.index].type.holdsText else { return }
    for literal in set.values {
      guard let text = literal.text, KanjiVariants.isVaried(text) else { continue }
      values[id, default: []].append((text, Place(source: source, range: literal.range)))
    }
  }

  private mutating func warnOfVariants(
    of text: String, at place: Place, beside known: inout Set<String>
  ) {
    let missing = KanjiVariants.others(of: text).filter {
      !known.contains(TextFolding.folded($0))
    }
    guard !missing.isEmpty else { return }
    // Each is proposed once, beside the first value that lacks it.
    known.formUnion(missing.map { TextFolding.folded($0) })
    source = place.source
    report(.variant(text, others: missing), at: place.range)
  }
}

extension ListType {
  /// Whether the values are texts that names may stand in.
  fileprivate var holdsText: Bool { [.word, .text, .glob, .folder].contains(self) }
}

extension LiteralSyntax {
  fileprivate var text: String? { if case .text(let text) = value { text } else { nil } }
}
