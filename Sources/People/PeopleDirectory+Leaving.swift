internal import ByteScan
package import EventModel

extension PeopleDirectory {
  /// Returns where a person stands in leaving at a moment.
  package func phase(of person: Int, at time: Timestamp) -> DeparturePhase {
    courses[person].phase(at: time)
  }

  /// Returns when each phase of a person's leaving begins, in order of time; nothing for those who
  /// stay.
  package func phases(of person: Int) -> [(phase: DeparturePhase, start: Timestamp)] {
    courses[person].phases
  }

  /// Returns the first moment after a person's last day; the end of time for those who stay.
  package func departure(of person: Int) -> Timestamp { courses[person].departed }

  /// Returns the first moment at which a person is departing; the end of time for those who stay.
  package func departing(of person: Int) -> Timestamp { courses[person].departing }

  /// Returns whether rules may say a word of a user at a moment.
  ///
  /// Of somebody who is not in the roster only `watched` and `privileged` can be true.
  package func has(_ flag: UserFlag, _ identity: ResolvedIdentity, at time: Timestamp) -> Bool {
    if flag == .watched || flag == .privileged { return isListed(flag, identity, at: time) }
    guard let person = identity.person else { return false }
    return switch flag {
    case .departing: phase(of: person, at: time).isDeparting
    case .departed: phase(of: person, at: time) == .departed
    case .onFinalLeave: phase(of: person, at: time) == .finalLeave
    case .contractor: people[person].employment == .contractor
    case .temp: people[person].employment == .temp
    case .known: true
    case .watched, .privileged: false
    }
  }

  /// Returns how many civil days are left to a person's last day: 0 on it, negative after it.
  package func daysLeft(of person: Int, at time: Timestamp) -> Int? {
    people[person].lastDay.map { $0.daysSince1970 - zone.dayNumber(at: time) }
  }
}
