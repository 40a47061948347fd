internal import Foundation

/// The clock on the wall, which decides nothing: it says when a run was.
package enum StateClock {
  /// Now, as UTC to the second: `2026-11-22T01:02:03Z`.
  package static var now: String { Date().formatted(.iso8601) }
}
