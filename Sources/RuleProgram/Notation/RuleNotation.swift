package import EventModel

/// Writes compiled conditions back in the words of the rule language.
///
/// Names of `let` and `define` are gone by then, and values stand in their place. Long sets are cut,
/// so this is for people and not for the compiler.
package struct RuleNotation: Sendable {
  private let program: RuleProgram
  /// How many constants of a set are written.
  private static let shownConstantCount = 6

  /// Creates a writer that knows the names of a program's lists and calendars.
  package init(_ program: RuleProgram) { self.program = program }

  /// Returns a condition as an author would write it.
  package func text(of condition: Condition) -> String {
    switch condition {
    case .constant(let isTrue): isTrue ? "always" : "never"
    case .holds(let predicate): text(of: predicate)
    case .fails(let predicate): text(ofFailed: predicate)
    case .all(let parts): joined(parts, by: " and ")
    case .any(let parts): joined(parts, by: " or ")
    case .notTrue(let part): "unless " + inParentheses(part)
    }
  }

  private func joined(_ parts: [Condition], by word: String) -> String {
    parts.map(inParentheses).joined(separator: word)
  }

  private func inParentheses(_ part: Condition) -> String {
    switch part {
    case .all, .any, .notTrue: "(\(text(of: part)))"
    case .constant, .holds, .fails: text(of: part)
    }
  }

  /// Returns a test as an author would write it.
  package func text(of predicate: Predicate) -> String { text(of: predicate, isNegated: false) }

  /// Returns the negation of a test, which is not true of missing values either.
  private func text(ofFailed predicate: Predicate) -> String {
    text(of: predicate, isNegated: true)
  }

  private func text(of predicate: Predicate, isNegated: Bool) -> String {
    let not = isNegated ? "not " : ""
    switch predicate {
    case .compareNumber(let operand, let comparison, let constant):
      let sign = (isNegated ? comparison.negated : comparison).rawValue
      return "\(name(of: operand)) \(sign) "
        + QuantityNotation.constant(constant, as: operand.valueType)
    case .compareOperands(let left, let comparison, let factor, let right):
      let sign = (isNegated ? comparison.negated : comparison).rawValue
      let scale = factor == .one ? "" : "\(QuantityNotation.number(factor)) * "
      return "\(name(of: left)) \(sign) \(scale)\(name(of: right))"
    case .equalOperands(let left, let right):
      return "\(name(of: left)) \(isNegated ? "!=" : "=") \(name(of: right))"
    case .word(let operand, let words):
      let names = Word.allCases.filter(words.contains).map(\.text)
      guard names.count == 1 else { return "\(name(of: operand)) \(not)in \(set(names))" }
      return "\(name(of: operand)) \(isNegated ? "!=" : "=") \(names[0])"
    case .text(let operand, let match, let constants, let exactly):
      return text(operand, match, constants, exactly: exactly, isNegated: isNegated)
    case .textList(let operand, let match, let list, let exactly):
      let verb = match == .equals ? "in" : match.rawValue
      return "\(name(of: operand)) \(not)\(verb)\(exactly ? " exactly" : "") \(name(of: list))"
    case .inList(let operand, let list): return text(operand, in: list, isNegated: isNegated)
    case .numberInRange(let operand, let range):
      let bounds = [range.lowerBound, range.upperBound]
        .map { QuantityNotation.constant($0, as: operand.valueType) }
      return "\(name(of: operand)) \(not)in \(bounds[0]) .. \(bounds[1])"
    case .isMissing(let operand): return "\(name(of: operand)) is \(not)missing"
    case .user(let flag): return "user is \(not)\(flag.rawValue)"
    case .userPhase(let phases):
      let names = DeparturePhase.allCases.filter(phases.contains).map(\.rawValue)
      guard names.count == 1 else { return "user.phase \(not)in \(set(names))" }
      return "user.phase \(isNegated ? "!=" : "=") \(names[0])"
    case .timeOfDay(let start, let end):
      return "time \(not)in \(QuantityNotation.time(start)) .. \(QuantityNotation.time(end))"
    case .calendar(let calendar, let during):
      return (during != isNegated ? "during " : "outside ")
        + program.calendars[calendar.index].name
    case .quantified(let quantifier, let field, let condition):
      return not + text(of: quantifier, field, condition)
    case .resemblesUser(let operand): return "\(name(of: operand)) \(not)resembles user"
    case .isEncrypted(let operand): return "\(name(of: operand)) is \(not)encrypted"
    case .isNew(let newness):
      let quantifier = newness.quantifier.map { "\($0.words) " } ?? ""
      return "\(quantifier)\(name(of: newness.operand)) is \(not)new to \(newness.key.name) "
        + "for \(newness.dayCount)d"
    }
  }

  /// A list that the rule names, or one that it writes out.
  private func text(_ operand: Operand, in list: ListID, isNegated: Bool) -> String {
    let not = isNegated ? "not " : ""
    let values = program.lists[list.index]
    guard values.name.isEmpty else { return "\(name(of: operand)) \(not)in \(values.name)" }
    let entries = values.entries.map { entry in
      switch values.type {
      case .ip, .date: entry.value
      case .domain, .email, .user, .folder, .text, .word, .glob:
        QuantityNotation.string(entry.value)
      }
    }
    guard entries.count == 1 else { return "\(name(of: operand)) \(not)in \(set(entries))" }
    return "\(name(of: operand)) \(isNegated ? "!=" : "=") \(entries[0])"
  }

  private func text(
    of quantifier: Quantifier, _ field: Field, _ condition: Condition
  ) -> String {
    switch condition {
    case .holds(let predicate):
      // One test needs no parentheses: `any recipient.domain in …`.
      return "\(quantifier.words) \(text(of: predicate.ofElement(of: field)))"
    case .fails(let predicate):
      return "\(quantifier.words) \(text(ofFailed: predicate.ofElement(of: field)))"
    case .notTrue(let inner):
      // What `no` over values that may be missing is made of.
      return text(of: quantifier, field, inner.withTestsNegated)
    case .constant, .all, .any:
      return "\(quantifier.words) \(field.name) (\(text(of: condition)))"
    }
  }

  private func text(
    _ operand: Operand, _ match: TextMatch, _ constants: [String], exactly: Bool, isNegated: Bool
  ) -> String {
    let quoted = constants.map { QuantityNotation.string($0) }
    if match == .equals, quoted.count == 1 {
      return "\(name(of: operand)) \(isNegated ? "!=" : "=") \(quoted[0])"
    }
    let verb = match == .equals ? "in" : match.rawValue
    return "\(name(of: operand)) \(isNegated ? "not " : "")\(verb)\(exactly ? " exactly" : "") "
      + (quoted.count == 1 ? quoted[0] : set(quoted))
  }

  /// Returns what a rule calls a value: `sender.domain`.
  package func name(of operand: Operand) -> String {
    let part: String? =
      switch operand.part {
      case .whole: nil
      case .domain: "domain"
      case .local: "local"
      case .name: "name"
      case .size: "size"
      case .fileExtension: "extension"
      case .daysLeft: "days_left"
      case .department: "department"
      case .phase: "phase"
      }
    switch operand.origin {
    case .element: return part ?? "address"
    case .field(let field): return part.map { "\(field.name).\($0)" } ?? field.name
    }
  }

  /// Returns the name of a list.
  package func name(of list: ListID) -> String { program.lists[list.index].name }

  private func set(_ names: [String]) -> String {
    let shown = names.prefix(Self.shownConstantCount)
    let rest = names.count > shown.count ? ", … \(names.count - shown.count) more" : ""
    return "(\(shown.joined(separator: ", "))\(rest))"
  }
}

extension Condition {
  /// What this condition is the negation of, negation being pushed down to the tests.
  fileprivate var withTestsNegated: Condition {
    switch self {
    case .constant(let isTrue): .constant(!isTrue)
    case .holds(let predicate): .fails(predicate)
    case .fails(let predicate): .holds(predicate)
    case .all(let parts): .any(parts.map(\.withTestsNegated))
    case .any(let parts): .all(parts.map(\.withTestsNegated))
    case .notTrue(let part): part
    }
  }
}

extension Predicate {
  /// The test with the element of a quantifier under the name of the field it is taken from.
  fileprivate func ofElement(of field: Field) -> Predicate {
    func named(_ operand: Operand) -> Operand {
      operand.origin == .element ? Operand(.field(field), operand.part) : operand
    }
    return switch self {
    case .compareNumber(let operand, let comparison, let constant):
      .compareNumber(named(operand), comparison, constant)
    case .compareOperands(let left, let comparison, let factor, let right):
      .compareOperands(named(left), comparison, factor, named(right))
    case .equalOperands(let left, let right): .equalOperands(named(left), named(right))
    case .word(let operand, let words): .word(named(operand), words)
    case .text(let operand, let match, let texts, let exactly):
      .text(named(operand), match, texts, exactly: exactly)
    case .textList(let operand, let match, let list, let exactly):
      .textList(named(operand), match, list, exactly: exactly)
    case .inList(let operand, let list): .inList(named(operand), list)
    case .numberInRange(let operand, let range): .numberInRange(named(operand), range)
    case .isMissing(let operand): .isMissing(named(operand))
    case .resemblesUser(let operand): .resemblesUser(named(operand))
    case .isEncrypted(let operand): .isEncrypted(named(operand))
    case .user, .userPhase, .timeOfDay, .calendar, .quantified, .isNew: self
    }
  }
}

extension Comparison {
  /// The comparison that is true where this one is false.
  package var negated: Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension Operand {
  /// What the value is; the same in every kind of event that has it.
  package var valueType: ValueType {
    switch part {
    case .domain: return .domain
    case .local, .name, .fileExtension, .department, .phase: return .text
    case .size: return .size
    case .daysLeft: return .integer
    case .whole: break
    }
    guard case .field(let field) = origin else { return .text }
    for kind in EventKind.allCases {
      if let declaration = Schema.declaration(of: field, in: kind) { return declaration.type }
    }
    return .text
  }
}
