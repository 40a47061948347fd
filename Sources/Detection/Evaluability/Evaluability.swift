package import EventModel
package import RuleProgram

/// Which fields a source carries, for each kind of event it yields.
package struct SourceFields: Hashable, Sendable {
  package var fields: [EventKind: FieldSet]
  package init(fields: [EventKind: FieldSet]) { self.fields = fields }
}

extension CompiledRule {
  /// Whether a step can ever be satisfied by events of a source.
  package enum StepEvaluability: Hashable, Sendable {
    /// The source yields none of the step's kinds.
    case notApplicable
    case evaluable
    /// With the fields the source carries the step can never become true; these are the ones it lacks.
    case notEvaluable(lacking: FieldSet)
  }

  /// Judges one step against one source.
  ///
  /// - Complexity: O(*n*) in the size of the step's conditions.
  package func evaluability(ofStep step: Int, on source: SourceFields) -> StepEvaluability {
    var lacking = FieldSet()
    var isApplicable = false
    for alternative in steps[step].alternatives {
      guard let carried = source.fields[alternative.kind] else { continue }
      isApplicable = true
      let needed = alternative.condition.fieldsLacking(from: carried)
        .union(totalsLacking(from: carried))
      if needed.isEmpty { return .evaluable }
      lacking.formUnion(needed)
    }
    return isApplicable ? .notEvaluable(lacking: lacking) : .notApplicable
  }

  /// The fields without which the condition on totals can never hold; empty if it can.
  private func totalsLacking(from carried: FieldSet) -> FieldSet {
    guard steps.count == 1, let condition else { return FieldSet() }
    return condition.fieldsLacking(aggregates: aggregates, habits: habits, carried: carried)
  }
}

extension Condition {
  /// The fields whose absence keeps the condition from ever being true; empty if it can be true.
  func fieldsLacking(from carried: FieldSet) -> FieldSet {
    switch self {
    case .constant, .notTrue:
      return FieldSet()
    case .holds(.isMissing), .fails(.quantified):
      return FieldSet()
    case .holds(.quantified(let quantifier, _, _)) where quantifier.holdsOfNothing:
      return FieldSet()
    case .holds(.isNew(let newness)) where newness.quantifier == .no:
      return FieldSet()
    case .fails(.isNew(let newness)) where newness.quantifier != nil && newness.quantifier != .no:
      return FieldSet()
    case .holds(let predicate), .fails(let predicate):
      return predicate.fields.subtracting(carried)
    case .all(let conditions):
      return conditions.reduce(into: FieldSet()) { $0.formUnion($1.fieldsLacking(from: carried)) }
    case .any(let conditions):
      var lacking = FieldSet()
      for condition in conditions {
        let needed = condition.fieldsLacking(from: carried)
        if needed.isEmpty, condition != .constant(false) { return FieldSet() }
        lacking.formUnion(needed)
      }
      return lacking
    }
  }
}

extension TotalsCondition {
  /// The fields whose absence keeps the totals from ever satisfying the condition.
  func fieldsLacking(
    aggregates: [Aggregate], habits: [Habit] = [], carried: FieldSet
  ) -> FieldSet {
    switch self {
    case .constant, .event, .notTrue:
      return FieldSet()
    case .compare:
      // A total over a field that is never there stays at nothing: see whether that can pass.
      let lacking = aggregates.map { $0.fieldsLacking(from: carried) }
      let used = usedAggregates(habits).filter { !lacking[$0].isEmpty }
      if used.isEmpty || isTrueWhenNothingCounts(aggregates, habits) { return FieldSet() }
      return used.reduce(into: FieldSet()) { fields, index in fields.formUnion(lacking[index]) }
    case .all(let conditions):
      return conditions.reduce(into: FieldSet()) {
        $0.formUnion(
          $1.fieldsLacking(aggregates: aggregates, habits: habits, carried: carried))
      }
    case .any(let conditions):
      var lacking = FieldSet()
      for condition in conditions {
        let needed = condition.fieldsLacking(
          aggregates: aggregates, habits: habits, carried: carried)
        if needed.isEmpty { return FieldSet() }
        lacking.formUnion(needed)
      }
      return lacking
    }
  }

  private func usedAggregates(_ habits: [Habit]) -> Set<Int> {
    guard case .compare(let left, _, let right) = self else { return [] }
    return left.usedAggregates(habits).union(right.usedAggregates(habits))
  }

  private func isTrueWhenNothingCounts(_ aggregates: [Aggregate], _ habits: [Habit]) -> Bool {
    func nothing(_ index: Int) -> Int64? {
      switch aggregates[index].function {
      case .count, .sum, .distinct: 0
      case .largest, .smallest: nil
      }
    }
    return isTrue(
      totals: nothing,
      habits: { habit in nothing(habits[habit].aggregate).map { ScaledTotal($0) } })
  }
}

extension Aggregate {
  /// The fields whose absence keeps the total at nothing; empty if something can be counted.
  fileprivate func fieldsLacking(from carried: FieldSet) -> FieldSet {
    (operand?.fields.subtracting(carried) ?? FieldSet())
      .union(condition?.fieldsLacking(from: carried) ?? FieldSet())
  }
}

extension TotalsValue {
  fileprivate func usedAggregates(_ habits: [Habit]) -> Set<Int> {
    switch self {
    case .constant: []
    case .aggregate(let index): [index]
    case .habit(let index): [habits[index].aggregate]
    case .scaled(_, let value): value.usedAggregates(habits)
    }
  }
}
