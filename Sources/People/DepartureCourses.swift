/// The course of each person; those who stay, as most do, share one.
struct DepartureCourses: Sendable {
  /// The place of each person's course; that of those who stay is 0.
  private var places: [Int32]
  private var courses: [DepartureCourse]

  /// Creates the courses of people who all stay.
  init(of count: Int, staying course: DepartureCourse) {
    places = [Int32](repeating: 0, count: count)
    courses = [course]
  }

  /// The course of a person.
  subscript(person: Int) -> DepartureCourse {
    get { courses[Int(places[person])] }
    set {
      places[person] = Int32(truncatingIfNeeded: courses.count)
      courses.append(newValue)
    }
  }
}
