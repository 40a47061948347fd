internal import EventModel
internal import RuleProgram

extension Comparison {
  /// The comparison with its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// The comparison that is true when this one is false.
  var inverted: Comparison {
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

/// One side of a comparison, once its name is known.
private enum Side {
  case field(ResolvedField, Factor, Range<Int>)
  /// A word, a text, a number, or the value of a `let`.
  case constant(LiteralSyntax, Factor)
}

extension RuleCompiler {
  /// Checks `a < b`, where either side may be the field.
  mutating func checkComparison(
    _ left: ValueSyntax, _ comparison: Comparison, _ right: ValueSyntax,
    at operatorRange: Range<Int>, in scope: Scope, _ context: ConditionContext
  ) -> CheckedCondition? {
    guard let name = left.name, symbols.lets[name.text] == nil else {
      // `5 * bytes_in < bytes_out` is `bytes_out > 5 * bytes_in`.
      if case .literal = left.term, let name = right.name, symbols.lets[name.text] == nil,
        let field = scope.resolve(name.text)
      {
        guard !field.isList else {
          reportSeveralValues(name)
          return nil
        }
        return checkComparison(
          of: field, at: name.range, comparison.mirrored, left, operatorRange: operatorRange,
          in: scope, context)
      }
      reportUnusableLeft(left)
      return nil
    }
    guard let field = findField(name, in: scope) else { return nil }
    guard !field.isList else {
      reportSeveralValues(name)
      return nil
    }
    return checkComparison(
      of: field, at: name.range, comparison, right, operatorRange: operatorRange, in: scope,
      context)
  }

  private mutating func reportUnusableLeft(_ left: ValueSyntax) {
    switch left.term {
    case .aggregate, .history: reportTotal(at: left.range)
    case .literal where left.factor != nil:
      report(.factorOnLeft, at: left.range)
    case .literal(let literal): reportConstantSubject(at: literal.range)
    }
  }

  /// Checks a comparison of a field with what stands on the other side.
  mutating func checkComparison(
    of field: ResolvedField, at range: Range<Int>, _ comparison: Comparison,
    _ right: ValueSyntax, operatorRange: Range<Int>, in scope: Scope, _ context: ConditionContext
  ) -> CheckedCondition? {
    guard case .literal(let literal) = right.term else {
      reportTotal(at: right.range)
      return nil
    }
    guard let side = resolveSide(literal, right.factor, comparedWith: field, in: scope) else {
      return nil
    }
    let isNegated = comparison == .notEqual
    let positive = isNegated ? .equal : comparison
    let predicate: Predicate?
    var isLawful = obeysMissingLaw(field, isNegated: isNegated, at: range, context)
    switch side {
    case .field(let other, let factor, let otherRange):
      predicate = compare(field, positive, with: other, factor, at: operatorRange)
      isLawful =
        isLawful && obeysMissingLaw(other, isNegated: isNegated, at: otherRange, context)
    case .constant(let constant, let factor):
      predicate = compare(field, positive, with: constant, factor, at: operatorRange)
    }
    guard isLawful, let predicate else { return nil }
    return negated(.test(predicate), if: isNegated)
  }

  /// Finds out what stands on the right side: a name may be a word, a `let` or a field.
  private mutating func resolveSide(
    _ literal: LiteralSyntax, _ factor: Factor?, comparedWith field: ResolvedField,
    in scope: Scope
  ) -> Side? {
    guard case .name(let text) = literal.value else {
      return .constant(literal, factor ?? .one)
    }
    if field.takesWords { return .constant(literal, factor ?? .one) }
    if let known = symbols.lets[text] {
      return .constant(LiteralSyntax(value: known.value, range: literal.range), factor ?? .one)
    }
    let name = NameSyntax(text: text, range: literal.range)
    if scope.resolve(text) == nil, field.type.isTextual, !symbols.mayBeBroken(text) {
      report(complaint(aboutUnknown: text, comparedWith: field, in: scope), at: name.range)
      return nil
    }
    guard !symbols.mayBeBroken(text) || scope.resolve(text) != nil,
      let other = findField(name, in: scope)
    else { return nil }
    guard !other.isList else {
      reportSeveralValues(name)
      return nil
    }
    return .field(other, factor ?? .one, literal.range)
  }

  private mutating func compare(
    _ field: ResolvedField, _ comparison: Comparison, with other: ResolvedField,
    _ factor: Factor, at range: Range<Int>
  ) -> Predicate? {
    let fits =
      field.type == other.type || (field.type.isTextual && other.type.isTextual)
    guard fits, field.type.isNumeric || field.type.isTextual, !field.takesWords else {
      report(
        .incomparableFields(field.name, field.type.typeName, other.name, other.type.typeName),
        at: range)
      return nil
    }
    if field.type.isNumeric {
      guard factor.numerator > 0 else {
        reportFactor(at: range)
        return nil
      }
      return .compareOperands(field.operand, comparison, factor, other.operand)
    }
    guard comparison == .equal, factor == .one else {
      reportTextOrder(field, at: range)
      return nil
    }
    return .equalOperands(field.operand, other.operand)
  }

  private mutating func reportTextOrder(_ field: ResolvedField, at range: Range<Int>) {
    report(.noOrder(field.name, field.type.typeName), at: range)
  }

  private mutating func reportFactor(at range: Range<Int>) {
    report(.factor, at: range)
  }

  private mutating func compare(
    _ field: ResolvedField, _ comparison: Comparison, with literal: LiteralSyntax,
    _ factor: Factor, at range: Range<Int>
  ) -> Predicate? {
    if field.takesWords {
      guard comparison == .equal else {
        reportTextOrder(field, at: range)
        return nil
      }
      return wordTest(of: field, [literal])
    }
    if field.type.isNumeric {
      guard let number = numericConstant(literal, as: field.type) else { return nil }
      guard let product = product(number, factor), factor.numerator > 0 else {
        reportFactor(at: range)
        return nil
      }
      return .compareNumber(field.operand, comparison, product)
    }
    guard field.type.isTextual || field.type == .ip else {
      report(.noComparison(field.name, isTime: field.type == .time), at: range)
      return nil
    }
    guard comparison == .equal else {
      reportTextOrder(field, at: range)
      return nil
    }
    guard let text = textConstant(literal, as: field),
      areDomains([text], of: field, at: [literal.range]),
      areNamesOfAlerts([text], of: field, at: [literal.range])
    else { return nil }
    if field.type == .ip { return .inList(field.operand, inlineList(.ip, [text])) }
    return .text(
      field.operand, .equals, [normalized(text, as: field.type, isExact: false)], exactly: false)
  }

  /// Returns a constant in the base unit of a numeric type: bytes, microseconds, counts.
  mutating func numericConstant(_ literal: LiteralSyntax, as type: ValueType) -> Int64? {
    switch (literal.value, type) {
    case (.size(let byteCount), .size): return byteCount
    case (.duration(let microseconds), .duration): return microseconds
    case (.number(let number), .integer):
      if number.denominator == 1 { return number.numerator }
      report(.wholeNumber, at: literal.range)
    case (.number(let number), .size):
      let text =
        number.denominator == 1 ? "\(number.numerator)" : sources[source].text(literal.range)
      report(.sizeWithoutUnit(text), at: literal.range)
    case (.number(let number), .duration):
      report(.durationWithoutUnit(number.numerator), at: literal.range)
    default:
      report(.needsType(type.typeName, found: literal.value.typeName), at: literal.range)
    }
    return nil
  }

  /// Returns a constant text for a textual field or an address.
  mutating func textConstant(_ literal: LiteralSyntax, as field: ResolvedField) -> String? {
    switch literal.value {
    case .text(let text):
      guard field.type == .ip, !isAddress(text) else {
        guard !text.isEmpty else {
          reportEmptyText(at: literal.range)
          return nil
        }
        return text
      }
      report(.address(text), at: literal.range)
    case .ip(let address):
      if field.type == .ip || field.type == .text || field.type == .domain { return address }
      fallthrough
    default:
      report(.needsText(field.type.typeName, found: literal.value.typeName), at: literal.range)
    }
    return nil
  }

  mutating func reportEmptyText(at range: Range<Int>) {
    report(.emptyText(), at: range)
  }
}

extension ResolvedField {
  /// Whether its values are words of a closed set.
  var takesWords: Bool {
    if case .word = type { return true }
    return operand.part == .phase
  }
}
