package import EventModel
package import People

/// How one person leaves, for reports: the dates of the roster and the phases that follow from them.
package struct LeavingCourse: Hashable, Sendable {
  /// A phase and the moment at which it begins; it ends where the next one begins.
  package struct Phase: Hashable, Sendable {
    package var phase: DeparturePhase
    package var start: Timestamp
    package init(phase: DeparturePhase, start: Timestamp) {
      self.phase = phase
      self.start = start
    }
  }

  /// Civil dates `yyyy-MM-dd`.
  package var noticeDate: String?
  package var lastOfficeDay: String?
  package var lastDay: String?
  /// In order of time.
  package var phases: [Phase]

  package init(
    noticeDate: String? = nil, lastOfficeDay: String? = nil, lastDay: String? = nil,
    phases: [Phase] = []
  ) {
    self.noticeDate = noticeDate
    self.lastOfficeDay = lastOfficeDay
    self.lastDay = lastDay
    self.phases = phases
  }
}

extension PeopleDirectory {
  /// Returns how those of some people leave who do.
  ///
  /// - Complexity: O(*n*) in the people asked for.
  package func leavingCourses(of users: Set<String>) -> [String: LeavingCourse] {
    var courses: [String: LeavingCourse] = [:]
    for user in users {
      guard let index = person(id: user) else { continue }
      let phases = phases(of: index)
      guard !phases.isEmpty else { continue }
      let person = people[index]
      courses[user] = LeavingCourse(
        noticeDate: person.noticeDate?.text, lastOfficeDay: person.lastOfficeDay?.text,
        lastDay: person.lastDay?.text,
        phases: phases.map { LeavingCourse.Phase(phase: $0.phase, start: $0.start) })
    }
    return courses
  }
}
