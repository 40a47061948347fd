internal import ByteScan
internal import RuleProgram

/// A name and where it stands.
struct NameSyntax: Hashable, Sendable {
  var text: String
  var range: Range<Int>
}

/// One text or several adjacent ones, which join.
struct TextSyntax: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    var text: String
    /// With the quotes.
    var range: Range<Int>
  }

  var pieces: [Piece]
  var value: String {
    pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined()
  }
  var range: Range<Int> {
    (pieces.first?.range.lowerBound ?? 0)..<(pieces.last?.range.upperBound ?? 0)
  }
}

/// A value as it is written.
struct LiteralSyntax: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    case text(String)
    case number(Factor)
    case size(Int64)
    case duration(Int64)
    case date(CivilDate)
    case time(Int)
    case ip(String)
    /// A word, a `let` or a field; the type on the other side tells which.
    case name(String)
  }

  var value: Value
  var range: Range<Int>
}

/// Values in parentheses.
struct LiteralSetSyntax: Hashable, Sendable {
  var values: [LiteralSyntax]
  var range: Range<Int>
}

/// `field = value`, or `field = (value, …)`, in tests and samples.
struct AssignmentSyntax: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    case one(LiteralSyntax)
    case several(LiteralSetSyntax)
  }

  var field: NameSyntax
  var value: Value
}
