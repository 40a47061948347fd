package import EventModel

extension Condition {
  /// A condition over some fields alone that is true wherever this one is.
  ///
  /// Each test that looks at another field counts as passed, and so does each exemption with such a
  /// test in it. Where the bound is not true, the condition is not true either, whatever the other
  /// fields hold: a line may be left alone before they are read.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  package func upperBound(knowing known: FieldSet) -> Condition {
    switch self {
    case .constant:
      self
    case .holds(let predicate), .fails(let predicate):
      predicate.fields.subtracting(known).isEmpty ? self : .constant(true)
    case .notTrue(let condition):
      condition.fields.subtracting(known).isEmpty ? self : .constant(true)
    case .all(let conditions):
      .all(conditions.map { $0.upperBound(knowing: known) }.filter { $0 != .constant(true) })
    case .any(let conditions):
      .any(conditions.map { $0.upperBound(knowing: known) })
    }
  }
}
