package import EventModel
package import People

/// The people of a run, as conditions ask about them.
package protocol UserRecords: Sendable {
  /// Returns whether rules may say a word of a user at a time.
  func has(_ flag: UserFlag, _ user: ResolvedUser, at time: Timestamp) -> Bool

  /// Returns where a person stands in leaving at a time.
  func phase(ofPerson person: Int, at time: Timestamp) -> DeparturePhase

  /// By person, in the numbers of ``ResolvedUser/person``: when they are departing, up to when they
  /// have departed; `nil` if ``has(_:_:at:)`` must be asked.
  var departures: [DepartureSpan]? { get }

  /// Returns the whole days to a person's last day, negative after it; `nil` if there is none.
  func daysLeft(ofPerson person: Int, at time: Timestamp) -> Int64?

  /// Returns a person's department in UTF-8; empty if the roster lacks it.
  func department(ofPerson person: Int) -> ArraySlice<UInt8>

  /// Returns whether a local part resembles a person's name; `nil` if the roster lacks the name.
  func resembles(_ localPart: Span<UInt8>, person: Int) -> Bool?

  /// Returns whom a name in a rule or list means, so that a login and a roster id are one user.
  func user(named name: String) -> ResolvedUser
}

/// The microseconds in which a person is departing; after its end they have departed.
package struct DepartureSpan: Hashable, Sendable {
  /// The first microsecond, no later than `end`.
  package var start: Int64
  /// The first microsecond after the last day, `Int64.max` for those who stay.
  package var end: Int64

  package init(start: Int64, end: Int64) {
    self.start = min(start, end)
    self.end = end
  }
}

extension UserRecords {
  package var departures: [DepartureSpan]? { nil }
}

/// The records of a ``PeopleDirectory``.
package struct RosterRecords: UserRecords {
  private let directory: PeopleDirectory
  package let departures: [DepartureSpan]?

  /// Creates the records of a directory.
  package init(_ directory: PeopleDirectory) {
    self.directory = directory
    departures = directory.people.indices.map { person in
      DepartureSpan(
        start: directory.departing(of: person).microseconds,
        end: directory.departure(of: person).microseconds)
    }
  }

  package func has(_ flag: UserFlag, _ user: ResolvedUser, at time: Timestamp) -> Bool {
    let identity = user.person.map { ResolvedIdentity.person($0) } ?? .unknown(user.identity)
    return directory.has(flag, identity, at: time)
  }

  package func phase(ofPerson person: Int, at time: Timestamp) -> DeparturePhase {
    directory.phase(of: person, at: time)
  }

  package func daysLeft(ofPerson person: Int, at time: Timestamp) -> Int64? {
    directory.daysLeft(of: person, at: time).map { Int64($0) }
  }

  package func department(ofPerson person: Int) -> ArraySlice<UInt8> {
    directory.department(of: person)
  }

  package func resembles(_ localPart: Span<UInt8>, person: Int) -> Bool? {
    directory.resembles(localPart, person: person)
  }

  package func user(named name: String) -> ResolvedUser {
    ResolvedUser(directory.resolve(Array(name.utf8).span), in: directory)
  }
}

extension ResolvedUser {
  /// Creates the user whom the directory has found.
  package init(_ identity: ResolvedIdentity, in directory: PeopleDirectory) {
    self.init(identity: directory.userText(of: identity), person: identity.person)
  }
}
