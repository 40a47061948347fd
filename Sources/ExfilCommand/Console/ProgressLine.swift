internal import EventModel
internal import Reports
internal import Synchronization
package import SystemBoundary

/// One line on a terminal that tells how far a run has come; silent where nobody is looking.
///
/// Any thread may report progress; at most ten times a second one of them draws.
package final class ProgressLine: Sendable {
  private struct State {
    var byteCount: Int64 = 0
    var lastDrawn: UInt64 = 0
    var isDrawn = false
  }

  private let output: OutputDescriptor?
  private let state = Mutex(State())
  private static let nanosecondsBetweenDrawings: UInt64 = 100_000_000

  /// Creates a line on a terminal, or one that draws nothing.
  package init(on output: OutputDescriptor?) { self.output = output }

  /// A line that draws nothing.
  package static let silent = ProgressLine(on: nil)

  /// Adds bytes that have been read.
  ///
  /// - Complexity: O(1); takes a lock, so call it once a block, not once a line.
  package func add(byteCount: Int) {
    guard let output else { return }
    let text = state.withLock { state -> String? in
      state.byteCount += Int64(byteCount)
      let now = Machine.monotonicNanoseconds
      guard now - state.lastDrawn >= Self.nanosecondsBetweenDrawings else { return nil }
      state.lastDrawn = now
      state.isDrawn = true
      return ValueText.size(state.byteCount)
    }
    // A progress line that cannot be drawn is no reason to end a run.
    if let text { try? output.write("\r\u{1B}[K\(text) read") }
  }

  /// Takes the line away, before anything else is written.
  package func clear() {
    guard let output else { return }
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { try? output.write("\r\u{1B}[K") }
  }
}
