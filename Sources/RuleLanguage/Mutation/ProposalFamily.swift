/// In which respect a proposed test differs from one that the rule has.
enum ProposalFamily: Hashable, CaseIterable {
  /// As it is; a score may be asked for.
  case plain
  /// Sizes and counts at and beside the limits of the rule.
  case limits
  /// Events farther apart, or closer together.
  case spacing
  /// Another kind of event.
  case kinds
  /// Values put into lists.
  case lists
  /// People who are leaving, or are no employees.
  case people
  /// Other words and texts, or none.
  case values
  /// Several values where there was one.
  case several
  /// An event left out.
  case steps
}

extension ChangeHint {
  /// The families in which a test that notices the change is looked for, the likeliest first.
  var families: [ProposalFamily] {
    let families: [ProposalFamily] =
      switch events {
      case .at, .below, .above: [.limits, .spacing]
      case .fartherApart, .closeTogether: [.spacing]
      case .kind: [.kinds]
      case .thisHolds: [.lists, .people, .values, .limits]
      case .onlyThisFails: [.values, .limits, .lists, .people]
      case .onlyThisHolds, .oneOfTwo: [.values, .limits, .people, .lists]
      case .withoutStep: [.steps]
      case .mostlyMissing: [.several]
      case .any: []
      }
    return need == .score ? [.plain, .people] + families.filter { $0 != .people } : families
  }
}
