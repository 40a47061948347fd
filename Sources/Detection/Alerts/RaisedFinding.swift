internal import EventModel

/// A finding of the first layer, with what the second layer must know beside it.
struct RaisedFinding: Sendable {
  var finding: Finding
  /// When the alert stands that rules over `alert` see, in microseconds since 1970-01-01T00:00:00Z.
  ///
  /// It is the moment at which the rule's condition first held: the opening event of an episode, the
  /// completion of a sequence. Only the totals of a civil period are decided when it is over: its
  /// alert stands at its last event.
  var time: Int64
  /// Where the lines of the finding's evidence stand, one for each, in the same order.
  var places: [EvidencePlace]
}

/// Where a line of evidence stands among those of its subject.
struct EvidencePlace: Hashable, Comparable, Sendable {
  /// The event that the line belongs to.
  var event: EventOrder
  /// The position of the line among those of its event.
  var position: Int
  var line: SourcePlace

  static func < (a: Self, b: Self) -> Bool {
    a.event != b.event ? a.event < b.event : a.position < b.position
  }
}
