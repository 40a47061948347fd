internal import EventModel
internal import RuleProgram

/// A bound of a condition that two comparisons decide, weaker than the condition it was made of.
///
/// Most events of a proxy fall out of every rule because their user has not left and they sent too
/// little; those two are asked here before any condition is walked.
struct QuickBound: Hashable, Sendable {
  /// Whether the condition may be true of users who have left.
  private(set) var admitsDeparted = false
  /// Whether it may be true of events that sent at least ``minimumBytesOut`` bytes.
  private(set) var admitsBytesOut = false
  private(set) var minimumBytesOut = Int64.max
  /// Whether it may be true of others too.
  private(set) var isOpen = false

  /// Creates the bound of a condition.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  init(_ condition: Condition) {
    switch condition {
    case .constant(let isTrue): isOpen = isTrue
    case .holds(.user(.departed)): admitsDeparted = true
    case .holds(.compareNumber(Operand(.field(.bytesOut)), .greaterOrEqual, let number)):
      admitsBytesOut = true
      minimumBytesOut = number
    case .holds(.compareNumber(Operand(.field(.bytesOut)), .greater, let number)):
      admitsBytesOut = true
      minimumBytesOut = number.addingClamped(1)
    case .any(let parts):
      for part in parts { formUnion(QuickBound(part)) }
    case .all(let parts):
      // Any part bounds the whole; the narrowest one is taken.
      self = parts.map { QuickBound($0) }.min { $0.width < $1.width } ?? QuickBound(.constant(true))
    case .holds, .fails, .notTrue: isOpen = true
    }
  }

  private mutating func formUnion(_ other: QuickBound) {
    admitsDeparted = admitsDeparted || other.admitsDeparted
    admitsBytesOut = admitsBytesOut || other.admitsBytesOut
    minimumBytesOut = min(minimumBytesOut, other.minimumBytesOut)
    isOpen = isOpen || other.isOpen
  }

  /// From how many bytes sent on the condition may be true of users who have not left: `.min` if it
  /// may be of any event, `.max` if it is of none.
  var opening: Int64 { isOpen ? .min : admitsBytesOut ? minimumBytesOut : .max }

  /// How much of the events the bound may let through, for choosing among bounds.
  private var width: Int { isOpen ? 3 : admitsBytesOut ? 2 : admitsDeparted ? 1 : 0 }

  /// Returns whether the condition cannot be true of an event.
  ///
  /// - Parameters:
  ///   - time: The time of the event, in microseconds.
  ///   - departed: From when its user has left; `Int64.max` for nobody.
  ///   - bytesOut: How many bytes it sent; `nil` if that is missing.
  /// - Returns: Whether no event like this can satisfy the condition.
  @inline(__always)
  func excludes(time: Int64, departed: Int64, bytesOut: Int64?) -> Bool {
    if isOpen || (admitsDeparted && time >= departed) { return false }
    guard admitsBytesOut, let bytesOut else { return true }
    return bytesOut < minimumBytesOut
  }
}
