internal import ByteScan
internal import EventModel
internal import RuleProgram

/// What is wrong with an exception although it can be evaluated.
extension RuleCompiler {
  /// Warns of an exception whose last day is over: it would be read as if it still held.
  mutating func warnIfEnded(
    _ lastDay: CivilDate, at range: Range<Int>, _ what: Complaint.Ending
  ) {
    guard let day = today ?? now.map({ civilZone.date(at: $0) }), lastDay < day else { return }
    report(.expired(what, on: lastDay.text), at: range)
  }

  /// Warns of an exception that takes nothing from a rule it names.
  mutating func warnIfIdle(
    _ allowance: Allowance, _ syntax: AllowSyntax, indices: [String: Int]
  ) {
    // What selects nothing at all is told by itself.
    if allowance.alternatives.allSatisfy({ $0.condition == .constant(false) }) { return }
    let kinds = Set(allowance.alternatives.map(\.kind))
    var seen: Set<String> = []
    for name in syntax.rules where seen.insert(name.text).inserted {
      guard let index = indices[name.text] else { continue }
      let selected = Set(program.rules[index].steps.flatMap { $0.alternatives.map(\.kind) })
      if selected.isDisjoint(with: kinds) {
        report(
          .idle(
            allowance.name, for: name.text, kinds: kinds.map(\.name).sorted(),
            selected: selected.map(\.name).sorted()), at: name.range)
      } else if let disabled = program.disabledRules.first(where: { $0.rule == index }),
        disabled.term.endsAt >= allowance.term.endsAt
      {
        report(
          .idle(allowance.name, for: name.text, disabledUntil: disabled.term.lastDay.text),
          at: name.range)
      }
    }
  }

  /// Warns of an exception that is not for one subject and one destination.
  mutating func warnIfWide(_ allowance: Allowance, at range: Range<Int>) {
    var lacks: Set<Complaint.Breadth> = []
    for alternative in allowance.alternatives where alternative.condition != .constant(false) {
      if !alternative.condition.holdsOneOf(Self.subjects, lists: program.lists) {
        lacks.insert(.subject)
      }
      let destinations = Self.destinations(of: alternative.kind)
      if !destinations.isEmpty,
        !alternative.condition.holdsOneOf(destinations, lists: program.lists)
      {
        lacks.insert(.destination)
      }
    }
    guard !lacks.isEmpty else { return }
    report(.wide(allowance.name, lacks: lacks), at: range)
  }

  /// One person, address or machine.
  private static let subjects: Set<Field> = [.user, .srcIP, .host, .mailbox]

  /// The fields of a kind that tell where something goes, or what is reached.
  private static func destinations(of kind: EventKind) -> Set<Field> {
    switch kind {
    case .web: [.domain, .url]
    case .mail: [.to, .cc, .bcc, .recipient]
    case .mailRule: [.forwardTo]
    case .file: [.path, .targetPath, .deviceSerial]
    case .share: [.path, .target]
    case .device: [.deviceSerial]
    case .app: [.name]
    case .query: [.database, .table]
    case .login: [.service, .srcIP]
    case .print: [.printer, .document]
    case .source, .alert: []
    }
  }
}

extension Condition {
  /// Whether the condition can only be true of events in which one of the fields has one value.
  fileprivate func holdsOneOf(_ fields: Set<Field>, lists: [ValueList]) -> Bool {
    switch self {
    case .all(let parts): parts.contains { $0.holdsOneOf(fields, lists: lists) }
    // Several branches are several exceptions, of which the widest counts.
    case .any, .constant, .fails, .notTrue: false
    case .holds(let predicate): predicate.holdsOneOf(fields, lists: lists)
    }
  }
}

extension Predicate {
  fileprivate func holdsOneOf(_ fields: Set<Field>, lists: [ValueList]) -> Bool {
    switch self {
    case .text(let operand, .equals, let values, _):
      values.count == 1 && operand.isWhole(of: fields)
    case .inList(let operand, let list):
      lists[list.index].entries.count == 1 && operand.isWhole(of: fields)
        && !(lists[list.index].entries.first?.value.contains("/") ?? false
          && lists[list.index].type == .ip)
    case .quantified(let quantifier, let field, let condition):
      // Of a mail to many, `any` takes all; what is still missed is for the reader to judge.
      !quantifier.holdsOfNothing && fields.contains(field)
        && condition.holdsOneElement(lists: lists)
    default: false
    }
  }
}

extension Condition {
  /// Whether the condition on an element can only be true of one value, or of one domain.
  fileprivate func holdsOneElement(lists: [ValueList]) -> Bool {
    switch self {
    case .all(let parts): parts.contains { $0.holdsOneElement(lists: lists) }
    case .holds(.text(let operand, .equals, let values, _)):
      values.count == 1 && operand.origin == .element && operand.part != .local
    case .holds(.inList(let operand, let list)):
      operand.origin == .element && lists[list.index].entries.count == 1
    default: false
    }
  }
}

extension Operand {
  fileprivate func isWhole(of fields: Set<Field>) -> Bool {
    guard case .field(let field) = origin else { return false }
    return part == .whole && fields.contains(field)
  }
}
