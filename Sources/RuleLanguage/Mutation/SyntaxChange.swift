/// A piece of a rule with one thing about it changed.
struct SyntaxChange<Node> {
  var node: Node
  var edit: RuleEdit
  /// Where the words stand that are changed.
  var range: Range<Int>
  var hint: ChangeHint

  /// The same change of something that the piece is a part of.
  func map<Whole>(_ body: (Node) -> Whole) -> SyntaxChange<Whole> {
    SyntaxChange<Whole>(node: body(node), edit: edit, range: range, hint: hint)
  }
}

/// What a change does to the words of a rule.
package enum RuleEdit: Hashable, Sendable {
  case replaced(String, by: String)
  case without(String)
}

/// The test that would notice a change.
struct ChangeHint: Hashable, Sendable {
  /// What the test must ask for.
  enum Need: Hashable, Sendable { case alert, silence, score }

  /// What its events must be like.
  enum Events: Hashable, Sendable {
    case at(String), below(String), above(String)
    case onlyThisFails, onlyThisHolds, thisHolds, oneOfTwo
    case kind(String), fartherApart(String), closeTogether(String), withoutStep
    case mostlyMissing, any
  }

  var need: Need
  var events: Events

  /// The hint for the same change where events are exempted instead of selected.
  var exempting: ChangeHint {
    switch need {
    case .alert: ChangeHint(need: .silence, events: events)
    case .silence: ChangeHint(need: .alert, events: events)
    case .score: self
    }
  }

  /// The hint for the same change where points are given.
  var scoring: ChangeHint { ChangeHint(need: .score, events: events) }
}
