package import EventModel

extension Condition {
  /// The condition where a word field is known to hold a word, or known to be missing.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  package func substituting(_ word: Word?, for field: Field) -> Condition {
    switch self {
    case .holds(.word(Operand(.field(field)), let words)):
      return .constant(word.map(words.contains) ?? false)
    case .fails(.word(Operand(.field(field)), let words)):
      return .constant(word.map { !words.contains($0) } ?? false)
    case .holds(.isMissing(Operand(.field(field)))):
      return .constant(word == nil)
    case .fails(.isMissing(Operand(.field(field)))):
      return .constant(word != nil)
    case .constant, .holds, .fails:
      return self
    case .notTrue(let inner):
      let inner = inner.substituting(word, for: field)
      if case .constant(let isTrue) = inner { return .constant(!isTrue) }
      return .notTrue(inner)
    case .all(let parts):
      let parts = parts.map { $0.substituting(word, for: field) }
      if parts.contains(.constant(false)) { return .constant(false) }
      let open = parts.filter { $0 != .constant(true) }
      return open.isEmpty ? .constant(true) : open.count == 1 ? open[0] : .all(open)
    case .any(let parts):
      let parts = parts.map { $0.substituting(word, for: field) }
      if parts.contains(.constant(true)) { return .constant(true) }
      var seen: Set<Condition> = []
      let open = parts.filter { $0 != .constant(false) && seen.insert($0).inserted }
      return open.isEmpty ? .constant(false) : open.count == 1 ? open[0] : .any(open)
    }
  }
  /// The words that some test holds a field of a closed vocabulary against.
  ///
  /// Any two words that are not among them make the same of the condition, if they stand in for the
  /// field (``substituting(_:for:)``).
  package func words(namedFor field: Field) -> WordSet {
    switch self {
    case .holds(.word(Operand(.field(field)), let words)),
      .fails(.word(Operand(.field(field)), let words)):
      words
    case .constant, .holds, .fails: WordSet()
    case .notTrue(let inner): inner.words(namedFor: field)
    case .all(let parts), .any(let parts):
      parts.reduce(into: WordSet()) { $0.bits |= $1.words(namedFor: field).bits }
    }
  }
}
