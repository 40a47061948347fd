/// The events of one finding-to-be, and where it opened.
struct Episode: Hashable, Sendable {
  /// The contributing rows in the order of the timeline.
  var rows: [TimelineRow]
  /// The row at which the condition first held.
  var opening: Int
  /// For a sequence: the rows of each step, as indices into `rows`; empty otherwise.
  var steps: [[Int]] = []
  /// For a rule over days: the values of its habits on the day; empty otherwise.
  var habits: [ScaledTotal?] = []
}
