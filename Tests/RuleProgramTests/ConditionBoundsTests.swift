internal import EventModel
internal import RuleProgram
internal import Testing

/// What is known of a condition before all fields are read.
@Suite struct ConditionBoundsTests {
  static let isPost = Condition.holds(.word(Operand(.field(.method)), WordSet([.post])))
  static let isNotPost = Condition.fails(.word(Operand(.field(.method)), WordSet([.post])))
  static let hasBytes = Condition.holds(
    .compareNumber(Operand(.field(.bytesOut)), .greater, 0))
  static let isPartner = Condition.holds(
    .text(Operand(.field(.domain)), .equals, ["partner.example.com"], exactly: false))
  static let known: FieldSet = [FieldSet(.method), FieldSet(.bytesOut)]

  static let bounds: [(Condition, Condition)] = [
    (.all([isPost, hasBytes]), .all([isPost, hasBytes])),
    (.all([isPost, isPartner]), .all([isPost])),
    (.any([isPost, isPartner]), .any([isPost, .constant(true)])),
    (.all([isPost, .notTrue(isPartner)]), .all([isPost])),
    (.all([isPost, .notTrue(hasBytes)]), .all([isPost, .notTrue(hasBytes)])),
    (.constant(false), .constant(false)),
  ]

  @Test(arguments: bounds) func `a test of an unread field counts as passed`(
    _ condition: Condition, _ bound: Condition
  ) {
    #expect(condition.upperBound(knowing: Self.known) == bound)
  }

  static let substitutions: [(Condition, Word?, Condition)] = [
    (.all([isPost, hasBytes]), .post, hasBytes),
    (.all([isPost, hasBytes]), .get, .constant(false)),
    (.all([isPost, hasBytes]), nil, .constant(false)),
    (.any([isNotPost, hasBytes]), .get, .constant(true)),
    (.any([isNotPost, hasBytes]), .post, hasBytes),
    // A test on a missing value is not true, negated or not.
    (isNotPost, nil, .constant(false)),
    (.notTrue(isPost), nil, .constant(true)),
    (.holds(.isMissing(Operand(.field(.method)))), nil, .constant(true)),
    (.fails(.isMissing(Operand(.field(.method)))), nil, .constant(false)),
  ]

  @Test(arguments: substitutions) func `a known word settles its tests`(
    _ condition: Condition, _ word: Word?, _ rest: Condition
  ) {
    #expect(condition.substituting(word, for: .method) == rest)
  }
}
