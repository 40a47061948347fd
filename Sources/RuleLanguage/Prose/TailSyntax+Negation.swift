internal import EventModel
internal import RuleProgram

extension TailSyntax {
  /// What is true when this is false, of a value that is there.
  var negated: TailSyntax {
    switch self {
    case .compare(let comparison, let value, let range):
      .compare(comparison.opposite, value, operatorRange: range)
    case .isIn(let isNegated, let target, let keyword):
      .isIn(isNegated: !isNegated, target, keyword: keyword)
    case .match(let match, let isNegated, let isExact, let target, let keyword):
      .match(match, isNegated: !isNegated, isExact: isExact, target, keyword: keyword)
    case .resembles(let isNegated, let name, let keyword):
      .resembles(isNegated: !isNegated, name, keyword: keyword)
    case .isMissing(let isNegated): .isMissing(isNegated: !isNegated)
    case .isNew(let isNegated, let key, let microseconds, let keyword):
      .isNew(isNegated: !isNegated, key, microseconds: microseconds, keyword: keyword)
    case .hasFlag(let isNegated, let flag): .hasFlag(isNegated: !isNegated, flag)
    }
  }
}

extension Comparison {
  fileprivate var opposite: Comparison {
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

extension ValueSyntax {
  /// Whether it is a plain number.
  var isNumber: Bool {
    if factor == nil, case .literal(let literal) = term, case .number = literal.value {
      true
    } else {
      false
    }
  }
}

extension ValueType {
  /// Whether values are amounts, which are counted and compared in size.
  var isMeasure: Bool { isNumeric || self == .date || self == .time }
}
