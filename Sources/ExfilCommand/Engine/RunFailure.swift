/// Why a run could not end as a run; nothing is published then.
package struct RunFailure: Error, Hashable, Sendable {
  package var status: ExitStatus
  /// What to tell the user, a line each.
  package var lines: [String]

  /// Creates a failure.
  package init(_ status: ExitStatus, _ lines: [String]) {
    self.status = status
    self.lines = lines
  }

  /// The command line asks for something that does not exist, such as an unknown format.
  package static func usage(_ lines: [String]) -> RunFailure { RunFailure(.usage, lines) }

  /// Roster, lists or leases are invalid.
  package static func invalid(_ lines: [String]) -> RunFailure {
    RunFailure(.invalidConfiguration, lines)
  }

  /// The program is at fault.
  package static func internalError(_ line: String) -> RunFailure {
    RunFailure(.internalError, [line])
  }
}
