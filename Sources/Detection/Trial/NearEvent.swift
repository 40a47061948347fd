package import EventModel

/// An event that a step did not select, and what kept it.
package struct NearEvent: Hashable, Sendable {
  /// The index of the step.
  package var step: Int
  package var kind: EventKind
  package var time: Timestamp
  /// Under whom it would have counted; `nil` if it names nobody.
  package var subject: Subject?
  /// Where its first line stands.
  package var place: SourcePlace
  package var nearness: Nearness
  package var unmet: [UnmetTest]
}
