internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// One row: a condition on web events, and whether a source with these fields can answer it.
struct EvaluabilityCase: Sendable, CustomTestStringConvertible {
  var name: String
  var condition: Condition
  var carried: [Field]
  var result: CompiledRule.StepEvaluability
  var testDescription: String { name }
}

@Suite struct EvaluabilityTests {
  static let hasBytes = Condition.holds(
    .compareNumber(Operand(.field(.bytesOut)), .greater, 0))
  static let isPost = Condition.holds(.word(Operand(.field(.method)), WordSet([.post])))
  static let noBytes = Condition.holds(.isMissing(Operand(.field(.bytesOut))))

  static let cases = [
    EvaluabilityCase(
      name: "all fields are there", condition: .all([isPost, hasBytes]),
      carried: [.method, .bytesOut], result: .evaluable),
    EvaluabilityCase(
      name: "a needed field is never there", condition: .all([isPost, hasBytes]),
      carried: [.method], result: .notEvaluable(lacking: FieldSet(.bytesOut))),
    EvaluabilityCase(
      name: "one way of two is open", condition: .any([hasBytes, isPost]), carried: [.method],
      result: .evaluable),
    EvaluabilityCase(
      name: "a false constant opens no way", condition: .any([hasBytes, .constant(false)]),
      carried: [.method], result: .notEvaluable(lacking: FieldSet(.bytesOut))),
    EvaluabilityCase(
      name: "missing is a good answer", condition: .all([isPost, noBytes]), carried: [.method],
      result: .evaluable),
    EvaluabilityCase(
      name: "an exemption never keeps a rule from being evaluated",
      condition: .all([isPost, .notTrue(hasBytes)]), carried: [.method], result: .evaluable),
    EvaluabilityCase(
      name: "what is never there is never new", condition: .all([isPost, isNew]),
      carried: [.method], result: .notEvaluable(lacking: FieldSet(.domain))),
    EvaluabilityCase(
      name: "none of no values is new", condition: .holds(.isNew(noneNew)), carried: [.method],
      result: .evaluable),
  ]

  static let isNew = Condition.holds(
    .isNew(Newness(operand: Operand(.field(.domain)), key: .user, dayCount: 90)))
  static let noneNew = Newness(
    operand: Operand(.field(.recipient)), quantifier: .no, key: .user, dayCount: 90)

  @Test(arguments: cases)
  func `judges a step by the fields of the source`(_ row: EvaluabilityCase) {
    var rule = CompiledRule()
    rule.steps = [
      Selection(alternatives: [Selection.Alternative(kind: .web, condition: row.condition)])
    ]
    var carried = FieldSet()
    for field in row.carried { carried.insert(field) }
    let source = SourceFields(fields: [.web: carried])
    #expect(rule.evaluability(ofStep: 0, on: source) == row.result)
  }

  @Test func `a source without the kind is not concerned`() {
    var rule = CompiledRule()
    rule.steps = [
      Selection(alternatives: [Selection.Alternative(kind: .mail, condition: .constant(true))])
    ]
    let source = SourceFields(fields: [.web: FieldSet(.method)])
    #expect(rule.evaluability(ofStep: 0, on: source) == .notApplicable)
  }

  @Test(arguments: [(Comparison.greaterOrEqual, false), (.less, true)])
  func `a total over a field that is never there stays at nothing`(
    _ comparison: Comparison, _ isEvaluable: Bool
  ) {
    var rule = CompiledRule()
    rule.steps = [
      Selection(alternatives: [Selection.Alternative(kind: .web, condition: Self.isPost)])
    ]
    rule.aggregates = [
      Aggregate(
        function: .sum, operand: Operand(.field(.bytesOut)), condition: nil, unit: .size)
    ]
    rule.condition = .compare(.aggregate(0), comparison, .constant(5))
    let source = SourceFields(fields: [.web: FieldSet(.method)])
    let expected: CompiledRule.StepEvaluability =
      isEvaluable ? .evaluable : .notEvaluable(lacking: FieldSet(.bytesOut))
    #expect(rule.evaluability(ofStep: 0, on: source) == expected)
  }

  @Test func `a total over what can never be new, and a habit of it, stay at nothing`() {
    var rule = CompiledRule()
    rule.steps = [
      Selection(alternatives: [Selection.Alternative(kind: .web, condition: Self.isPost)])
    ]
    rule.aggregates = [
      Aggregate(function: .count, operand: nil, condition: Self.isNew, unit: .integer)
    ]
    rule.habits = [Habit(function: .peak, aggregate: 0, dayCount: 30)]
    let source = SourceFields(fields: [.web: FieldSet(.method)])
    rule.condition = .compare(.aggregate(0), .greater, .constant(0))
    #expect(
      rule.evaluability(ofStep: 0, on: source) == .notEvaluable(lacking: FieldSet(.domain)))
    rule.condition = .compare(.habit(0), .greaterOrEqual, .constant(1))
    #expect(
      rule.evaluability(ofStep: 0, on: source) == .notEvaluable(lacking: FieldSet(.domain)))
    rule.condition = .compare(.aggregate(0), .less, .constant(1))
    #expect(rule.evaluability(ofStep: 0, on: source) == .evaluable)
  }
}
