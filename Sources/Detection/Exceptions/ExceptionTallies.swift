internal import EventModel

/// What one worker has left out for each exception.
struct ExceptionTallies: Sendable {
  private struct Tally: Sendable {
    var events: LeftOutEvents
    /// Events by the number of their user.
    var users: [Int: Int] = [:]
  }

  private var tallies: [Tally]
  /// The rules that the event at hand is taken from; here so that it is not allocated for each.
  var takenRules: [Int] = []

  init(_ plan: ExceptionPlan) {
    tallies = plan.ruleCounts.map { count in
      Tally(events: LeftOutEvents(ruleCount: count))
    }
  }

  /// Counts an event that at least one rule does not get.
  mutating func note(
    _ event: borrowing Event, owner: SubjectResolver.Owner, in exception: Int
  ) {
    tallies[exception].events.note(time: event.time, bytesOut: event.number(.bytesOut))
    if case .identity(let user) = owner { tallies[exception].users[user, default: 0] += 1 }
  }

  /// Counts that one of the rules does not get the event.
  mutating func note(place: Int, in exception: Int) {
    tallies[exception].events.eventsByRule[place] += 1
  }

  /// The counts, with the users by name.
  func events(users: SubjectResolver) -> [LeftOutEvents] {
    tallies.map { tally in
      var events = tally.events
      for (user, count) in tally.users {
        events.users[String(logBytes: users.user(user).identity), default: 0] += count
      }
      return events
    }
  }
}
