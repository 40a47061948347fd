package import EventModel
package import People

/// How far the roster of a run can be relied on, as of the newest event that the run has read.
///
/// The wall clock is never asked. A roster is old if its file was last written more than seven days
/// before that event, for who has given notice since is not in it. It names suspiciously many
/// leavers if more than 15 % of its people, and more than two, are departing or have departed: a
/// wrong column of dates makes everybody a leaver.
package struct RosterAccount: Hashable, Sendable {
  /// What the owner of the roster should look at, for programs.
  package enum Concern: String, Hashable, Sendable {
    case old = "roster_old"
    case manyLeavers = "many_leavers"
  }

  package var peopleCount = 0
  /// The people who are departing at the newest event.
  package var departingCount = 0
  /// The people whose last day is over by then.
  package var departedCount = 0
  /// When the file was last written; `nil` where that is not known.
  package var written: Timestamp?
  /// The time of the newest plausible event; `nil` if there was none.
  package var newestEvent: Timestamp?

  /// Creates the account of a roster without anybody.
  package init() {}

  /// Counts the people of a roster as of the newest event.
  ///
  /// - Complexity: O(*n*) in the people.
  package init(of people: PeopleDirectory, written: Timestamp?, newestEvent: Timestamp?) {
    peopleCount = people.people.count
    self.written = written
    self.newestEvent = newestEvent
    guard let newestEvent else { return }
    for person in people.people.indices {
      let phase = people.phase(of: person, at: newestEvent)
      if phase.isDeparting { departingCount += 1 }
      if phase == .departed { departedCount += 1 }
    }
  }

  private static let longestAgeInMicroseconds: Int64 = 7 * 86_400_000_000

  /// Whether the file was written more than seven days before the newest event.
  package var isOld: Bool {
    guard let written, let newestEvent else { return false }
    let (age, overflow) = newestEvent.microseconds.subtractingReportingOverflow(
      written.microseconds)
    return !overflow && age > Self.longestAgeInMicroseconds
  }

  /// Whether more than 15 % of the people, and more than two, are leavers.
  package var hasManyLeavers: Bool {
    let leavers = departingCount + departedCount
    return leavers > 2 && leavers * 100 > peopleCount * 15
  }

  /// What must be said, in a fixed order.
  package var concerns: [Concern] {
    (isOld ? [.old] : []) + (hasManyLeavers ? [.manyLeavers] : [])
  }
}
