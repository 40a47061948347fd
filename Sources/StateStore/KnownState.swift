/// What a run must know of earlier ones before it reads anything.
package struct KnownState: Sendable {
  /// The texts that they have read.
  package var contents: KnownContents
  /// The events of sources by hour.
  package var hours: KeptHours
  /// Lines that may yet find the rest of their record.
  package var fragments: KeptFragments
  /// What was known of people.
  package var people: [String: UInt64]
}

extension StateStore {
  /// Reads what a run must know before it reads anything.
  ///
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the texts, the hours, the open records and the people.
  package func known() throws(StateFailure) -> KnownState {
    KnownState(
      contents: try knownContents(), hours: try hours(), fragments: try fragments(),
      people: try people())
  }
}
