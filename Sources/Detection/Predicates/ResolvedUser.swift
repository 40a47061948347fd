/// Who an event's user is, after the roster has been asked.
package struct ResolvedUser: Hashable, Sendable {
  /// The roster id of a person, else the folded identity of the log, in UTF-8.
  package var identity: [UInt8]
  /// The number of the person in the directory; `nil` for an identity that the roster lacks.
  package var person: Int?

  /// Creates a user; `identity` must not be empty.
  package init(identity: [UInt8], person: Int?) {
    self.identity = identity
    self.person = person
  }
}
