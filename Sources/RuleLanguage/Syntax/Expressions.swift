internal import RuleProgram

/// A condition as it is written.
indirect enum ExpressionSyntax: Hashable, Sendable {
  case not(ExpressionSyntax, range: Range<Int>)
  case all([ExpressionSyntax])
  case any([ExpressionSyntax])
  case group(ExpressionSyntax, range: Range<Int>)
  case calendar(during: Bool, NameSyntax, range: Range<Int>)
  case quantified(Quantifier, NameSyntax, QuantifiedBody, range: Range<Int>)
  case test(TestSyntax)

  /// What is asked of each value of a field that holds several.
  enum QuantifiedBody: Hashable, Sendable {
    /// `any recipient (domain in …)`.
    case group(ExpressionSyntax)
    /// `any recipient.domain in …`.
    case tail(TailSyntax)
  }

  /// The offsets from the first to the last of its tokens.
  var range: Range<Int> {
    switch self {
    case .all(let parts), .any(let parts):
      (parts.first?.range.lowerBound ?? 0)..<(parts.last?.range.upperBound ?? 0)
    case .not(_, let range), .group(_, let range), .calendar(_, _, let range),
      .quantified(_, _, _, let range):
      range
    case .test(let test): test.range
    }
  }
}

/// A value and what is asked of it.
struct TestSyntax: Hashable, Sendable {
  var subject: ValueSyntax
  var tail: TailSyntax
  var range: Range<Int>
}

/// What is asked of a value.
enum TailSyntax: Hashable, Sendable {
  case compare(Comparison, ValueSyntax, operatorRange: Range<Int>)
  case isIn(isNegated: Bool, InTarget, keyword: Range<Int>)
  case match(TextMatch, isNegated: Bool, isExact: Bool, MatchTarget, keyword: Range<Int>)
  case resembles(isNegated: Bool, NameSyntax, keyword: Range<Int>)
  case isMissing(isNegated: Bool)
  case isNew(isNegated: Bool, NameSyntax, microseconds: Int64, keyword: Range<Int>)
  case hasFlag(isNegated: Bool, NameSyntax)

  enum InTarget: Hashable, Sendable {
    case list(NameSyntax)
    case set(LiteralSetSyntax)
    case range(LiteralSyntax, LiteralSyntax)
  }

  enum MatchTarget: Hashable, Sendable {
    case list(NameSyntax)
    case set(LiteralSetSyntax)
  }
}

/// Something with a value: a constant, a field, a total.
struct ValueSyntax: Hashable, Sendable {
  indirect enum Term: Hashable, Sendable {
    case literal(LiteralSyntax)
    case aggregate(AggregateSyntax)
    /// `usual(…, 30d)` or `peak(…, 30d)`.
    case history(NameSyntax, AggregateSyntax, microseconds: Int64)
  }

  var factor: Factor?
  var term: Term
  var range: Range<Int>

  /// The name, if the value is nothing but a name.
  var name: NameSyntax? {
    guard factor == nil, case .literal(let literal) = term, case .name(let text) = literal.value
    else { return nil }
    return NameSyntax(text: text, range: literal.range)
  }
}

/// A total over the events of a window.
struct AggregateSyntax: Hashable, Sendable {
  var function: Aggregate.Function
  var operand: NameSyntax?
  var condition: ExpressionSyntax?
  var range: Range<Int>
}
