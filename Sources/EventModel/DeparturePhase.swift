/// What rules may say of a user with one word: `user is departing`.
package enum UserFlag: String, CaseIterable, Hashable, Sendable {
  case departing, departed
  case onFinalLeave = "on_final_leave"
  case contractor, temp, watched, privileged, known
}

/// Where a person stands in the course of leaving, at one point of event time.
package enum DeparturePhase: String, CaseIterable, Codable, Hashable, Sendable {
  case none
  case beforeNotice = "before_notice"
  case notice
  case last30Days = "last_30_days"
  case lastWeek = "last_week"
  case finalLeave = "final_leave"
  case departed
}
