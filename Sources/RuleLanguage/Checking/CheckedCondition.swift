internal import EventModel
internal import RuleProgram

/// A condition whose names and types are known, before negation is pushed inward.
///
/// It does not depend on the kind of event: lowering decides for each kind which fields it lacks.
indirect enum CheckedCondition: Hashable, Sendable {
  case constant(Bool)
  case test(Predicate)
  case not(CheckedCondition)
  case all([CheckedCondition])
  case any([CheckedCondition])
  case quantified(Quantifier, Field, CheckedCondition, elementMayBeMissing: Bool)
}

/// A pattern whose defines are resolved: for each base kind, in order, what its events must satisfy.
struct ResolvedPattern: Sendable {
  var alternatives: [Selection.Alternative]
  /// How many conditions and tests all alternatives hold together.
  var nodeCount: Int
  /// Whether there was no mistake in it; the kinds are right even if there was.
  var isComplete = true
  /// Whether it depends on the list `company_domains`.
  var needsCompanyDomains: Bool

  var kinds: [EventKind] { alternatives.map(\.kind) }
}
