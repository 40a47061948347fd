internal import EventModel
internal import RuleProgram

/// Which values of an event a fact keeps: what some rule counts, groups by or prints, and what
/// every finding says.
struct FactPlan: Sendable {
  /// The fields that facts of a kind keep, indexed by the kind's raw value.
  private let fields: [FieldSet]
  private let numbers: [FieldSet]
  private let texts: [FieldSet]

  /// Creates the plan of a program.
  ///
  /// - Parameters:
  ///   - program: The rules.
  ///   - kept: Further fields to keep of events of any kind, for whoever wants to see them.
  init(_ program: RuleProgram, alsoKeeping kept: FieldSet = FieldSet()) {
    var fields = [FieldSet](
      repeating: Self.always.union(kept), count: EventKind.allCases.count)
    for rule in program.rules {
      var used = FieldSet()
      for operand in rule.operandsOfFacts {
        guard case .field(let field) = operand.origin else { continue }
        used.insert(field)
      }
      for kind in rule.kinds.kinds { fields[Int(kind.rawValue)].formUnion(used) }
    }
    self.fields = fields
    numbers = fields.map { $0.filter { !$0.isList && $0.isNumeric } }
    texts = fields.map { $0.filter { !$0.isList && !$0.isNumeric } }
  }

  /// The fields with one value that facts of the kind keep as a number.
  func numbers(of kind: EventKind) -> FieldSet { numbers[Int(kind.rawValue)] }

  /// The fields with one value that facts of the kind keep as a text.
  func texts(of kind: EventKind) -> FieldSet { texts[Int(kind.rawValue)] }

  /// The fields that facts of the kind keep.
  func fields(of kind: EventKind) -> FieldSet { fields[Int(kind.rawValue)] }

  /// What findings need of any event: the volume and the destinations.
  private static let always: FieldSet = {
    var set = FieldSet()
    for field: Field in [.bytesOut, .domain, .deviceSerial, .volume, .recipient] {
      set.insert(field)
    }
    return set
  }()
}

extension FieldSet {
  fileprivate func filter(_ isKept: (Field) -> Bool) -> FieldSet {
    var kept = FieldSet()
    for field in fields where isKept(field) { kept.insert(field) }
    return kept
  }
}

extension Field {
  /// Whether the field's values are elements of an event.
  var isList: Bool {
    switch self {
    case .to, .cc, .bcc, .recipient, .attachment, .forwardTo, .target: true
    default: false
    }
  }
}

extension CompiledRule {
  /// The kinds that some step of the rule selects.
  var kinds: EventKindSet {
    var kinds = EventKindSet()
    for step in steps {
      for alternative in step.alternatives { kinds.insert(EventKindSet(alternative.kind)) }
    }
    return kinds
  }

  /// The operands whose values the reduction needs.
  var operandsOfFacts: [Operand] {
    var operands = groupBy + steps.compactMap(\.distinctOperand)
    operands += aggregates.compactMap(\.operand) + historyTests.map(\.newness.operand)
    for part in message {
      switch part {
      case .value(let operand, _), .stepValue(_, let operand, _): operands.append(operand)
      case .text, .aggregate, .stepCount: break
      }
    }
    return operands
  }
}
