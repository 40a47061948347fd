internal import EventModel

/// The names under which `exfil events` prints fields.
package enum EventNaming: String, CaseIterable, Sendable {
  /// The names of the rule language.
  case own
  /// The dotted keys of the Elastic Common Schema, and `exfil.NAME` where it has none.
  case ecs

  /// Returns the name of a field of a kind.
  func key(of field: Field, in kind: EventKind) -> String {
    switch self {
    case .own: field.name
    case .ecs: Schema.ecsName(of: field, in: kind) ?? "exfil.\(field.name)"
    }
  }
}
