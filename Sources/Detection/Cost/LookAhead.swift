package import EventModel
package import RuleProgram

/// What the early fields of an event must tell before the rest of its line is read.
///
/// The engine keeps one bound for each pair of a request method and an outcome; this tells of the
/// same bounds, made by the same function.
package struct LookAhead: Hashable, Sendable {
  /// A method and an outcome; `nil` stands for a word that is missing.
  package struct Pair: Hashable, Sendable {
    package var method: Word?
    package var outcome: Word?
  }

  /// What must hold of the early fields; ``Condition/constant(_:)`` of true if nothing must.
  package var condition: Condition
  /// The pairs of which no line is read any further.
  package var closed: [Pair]
  /// The pairs of which every line is read whole.
  package var open: [Pair]
  /// How many methods and outcomes there are, a missing one among each.
  package var methodCount: Int
  package var outcomeCount: Int
  /// The other fields that are looked at, which are read too late to leave a line early.
  package var lateFields: FieldSet
  /// What is asked before all that in a run that knows who has left; `nil` if nothing is.
  package var firstLook: FirstLook?

  /// A line is left at once unless one of these holds.
  package struct FirstLook: Hashable, Sendable {
    /// Whether its user has left.
    package var admitsDeparted: Bool
    /// Whether it sent at least so many bytes; `nil` if no number admits a line.
    package var leastBytesOut: Int64?
  }

  /// Whether every line is read whole, whatever its early fields tell.
  package var admitsAll: Bool { open.count == methodCount * outcomeCount }

  init(_ conditions: [Condition], on kind: EventKind) {
    let bounds = EarlyBounds.bounds(of: conditions, on: kind)
    // An event of a kind without methods has none.
    let possible = bounds.filter {
      $0.method == nil || Schema.declaration(of: .method, in: kind) != nil
    }
    methodCount = Set(possible.map(\.method)).count
    outcomeCount = Set(possible.map(\.outcome)).count
    closed = possible.filter { $0.condition == .constant(false) }.map {
      Pair(method: $0.method, outcome: $0.outcome)
    }
    open = possible.filter { $0.condition == .constant(true) }.map {
      Pair(method: $0.method, outcome: $0.outcome)
    }
    lateFields = conditions.reduce(into: FieldSet()) { $0.formUnion($1.fields) }
      .subtracting(.early)
    let parts = conditions.map { $0.upperBound(knowing: .early).simplified }
    condition = parts.count == 1 ? parts[0] : Condition.any(parts).simplified
    let quick = QuickBound(.any(possible.map(\.condition)))
    firstLook =
      quick.isOpen
      ? nil
      : FirstLook(
        admitsDeparted: quick.admitsDeparted,
        leastBytesOut: quick.admitsBytesOut ? quick.minimumBytesOut : nil)
  }
}

extension Condition {
  /// The same condition without parts that are always true or never.
  fileprivate var simplified: Condition {
    switch self {
    case .all(let parts):
      let open = parts.map(\.simplified).filter { $0 != .constant(true) }
      if open.contains(.constant(false)) { return .constant(false) }
      return open.isEmpty ? .constant(true) : open.count == 1 ? open[0] : .all(open)
    case .any(let parts):
      var open: [Condition] = []
      for part in parts.map(\.simplified) where part != .constant(false) && !open.contains(part) {
        open.append(part)
      }
      if open.contains(.constant(true)) { return .constant(true) }
      return open.isEmpty ? .constant(false) : open.count == 1 ? open[0] : .any(open)
    case .constant, .holds, .fails, .notTrue: return self
    }
  }
}
