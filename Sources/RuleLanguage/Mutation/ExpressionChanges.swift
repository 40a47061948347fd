internal import EventModel
internal import RuleProgram

/// The ways in which a condition is changed in one place, in the order of the places.
struct ExpressionChanges {
  /// The file of the condition.
  let source: SourceText
  /// The values of the `let`s that it may name.
  let lets: [String: Symbols.Let]
  /// A list without values, for each type; rules cannot name it.
  let emptyListName: (String) -> String?

  typealias Change = SyntaxChange<ExpressionSyntax>

  /// How many conditions beside each other are changed; nobody writes more than that by hand.
  private static let partLimit = 100

  /// Returns the changes of a condition and of every part of it.
  ///
  /// That a condition is left out as a whole is for the clause that it stands in to say.
  func changes(of expression: ExpressionSyntax) -> [Change] {
    switch expression {
    case .group(let inner, let range):
      return changes(of: inner).map { $0.map { .group($0, range: range) } }
    case .not(let inner, let range):
      return [
        Change(
          node: inner, edit: .replaced(text(range), by: text(inner.range)), range: range,
          hint: ChangeHint(need: .silence, events: .onlyThisFails))
      ] + changes(of: inner).map { $0.map { .not($0, range: range) } }
    case .all(let parts): return changes(of: parts, areAll: true) { .all($0) }
    case .any(let parts): return changes(of: parts, areAll: false) { .any($0) }
    case .calendar(let during, let name, let range):
      let (before, after) = during ? ("during", "outside") : ("outside", "during")
      return [
        Change(
          node: .calendar(during: !during, name, range: range),
          edit: .replaced("\(before) \(name.text)", by: "\(after) \(name.text)"), range: range,
          hint: ChangeHint(need: .alert, events: .thisHolds))
      ]
    case .quantified(let quantifier, let name, let body, let range):
      return changes(of: quantifier, name, body, at: range)
    case .test(let test): return changes(of: test).map { $0.map(ExpressionSyntax.test) }
    }
  }

  private func changes(
    of parts: [ExpressionSyntax], areAll: Bool,
    joined: @escaping ([ExpressionSyntax]) -> ExpressionSyntax
  ) -> [Change] {
    var changes: [Change] = []
    if parts.count > 1 {
      let between = parts[0].range.upperBound..<parts[1].range.lowerBound
      changes.append(
        Change(
          node: areAll ? .any(parts) : .all(parts),
          edit: .replaced(areAll ? "and" : "or", by: areAll ? "or" : "and"),
          range: trimmed(between),
          hint: ChangeHint(need: areAll ? .silence : .alert, events: .oneOfTwo)))
    }
    for (index, part) in parts.prefix(Self.partLimit).enumerated() {
      var rest = parts
      rest.remove(at: index)
      changes.append(
        Change(
          node: rest.count == 1 ? rest[0] : joined(rest), edit: .without(text(part.range)),
          range: part.range,
          hint: areAll
            ? ChangeHint(need: .silence, events: .onlyThisFails)
            : ChangeHint(need: .alert, events: .onlyThisHolds)))
      changes += self.changes(of: part).map { change in
        change.map { changed in
          var parts = parts
          parts[index] = changed
          return joined(parts)
        }
      }
    }
    return changes
  }

  private func changes(
    of quantifier: Quantifier, _ name: NameSyntax, _ body: ExpressionSyntax.QuantifiedBody,
    at range: Range<Int>
  ) -> [Change] {
    var changes: [Change] = []
    let other: [Quantifier: Quantifier] = [.any: .every, .every: .any]
    if let other = other[quantifier] {
      changes.append(
        Change(
          node: .quantified(other, name, body, range: range),
          edit: .replaced(
            "\(quantifier.words) \(name.text)", by: "\(other.words) \(name.text)"),
          range: range.lowerBound..<name.range.upperBound,
          hint: ChangeHint(
            need: quantifier == .any ? .alert : .silence, events: .mostlyMissing)))
    }
    if case .atLeast(let count) = quantifier,
      let written = ChangedQuantity(.number(Factor(numerator: Int64(count), denominator: 1)))
    {
      let larger = written.larger.map { ($0, ChangeHint(need: .alert, events: .any)) }
      let smaller = written.smaller.map { ($0, ChangeHint(need: .silence, events: .any)) }
      for (changed, hint) in larger + smaller {
        guard case .number(let number) = changed.value, number.numerator >= 1,
          number.numerator <= Int64(Quantifier.largestCount)
        else { continue }
        let other = Quantifier.atLeast(Int(number.numerator))
        changes.append(
          Change(
            node: .quantified(other, name, body, range: range),
            edit: .replaced(quantifier.words, by: other.words),
            range: trimmed(range.lowerBound..<name.range.lowerBound), hint: hint))
      }
    }
    guard case .group(let inner) = body else { return changes }
    return changes
      + self.changes(of: inner).map { change in
        change.map { .quantified(quantifier, name, .group($0), range: range) }
      }
  }

  /// The text of a range, in one line.
  func text(_ range: Range<Int>) -> String {
    let words = source.text(range).split { $0.isWhitespace || $0.isNewline }
    return Phrase.shortened(words.joined(separator: " "), to: 60)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    let blank: (UInt8) -> Bool = { $0 <= 0x20 || $0 == UInt8(ascii: ")") }
    while range.count > 1, blank(source.bytes[range.lowerBound]) {
      range = range.lowerBound + 1..<range.upperBound
    }
    let blankBehind: (UInt8) -> Bool = { $0 <= 0x20 || $0 == UInt8(ascii: "(") }
    while range.count > 1, blankBehind(source.bytes[range.upperBound - 1]) {
      range = range.lowerBound..<range.upperBound - 1
    }
    return range
  }
}
