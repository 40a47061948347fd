internal import EventModel
internal import Reports
internal import Synchronization
package import SystemBoundary

/// One line on a terminal that tells how far a run has come; silent where nobody is looking.
///
/// Any thread may report progress; at most ten times a second one of them draws.
package final class ProgressLine: Sendable {
  private struct State {
    var account = ReadingProgress()
    var started: UInt64 = 0
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

  /// Tells what there is to read.
  ///
  /// - Parameter sizes: The stored bytes of each input, 0 where that is not known, and whether they
  ///   are packed.
  package func begin(_ sizes: [(byteCount: UInt64, isPacked: Bool)]) {
    guard output != nil else { return }
    state.withLock { state in
      state.account = ReadingProgress(sizes)
      state.started = Machine.monotonicNanoseconds
    }
  }

  /// Adds bytes of text that have been read of an input.
  ///
  /// - Complexity: O(1); takes a lock, so call it once a block, not once a line.
  package func add(byteCount: Int, ofInput number: Int) {
    guard let output else { return }
    let text = state.withLock { state -> String? in
      state.account.add(byteCount: byteCount, ofInput: number)
      let now = Machine.monotonicNanoseconds
      guard now - state.lastDrawn >= Self.nanosecondsBetweenDrawings else { return nil }
      state.lastDrawn = now
      state.isDrawn = true
      return state.account.text(afterNanoseconds: now - state.started)
    }
    // A progress line that cannot be drawn is no reason to end a run.
    if let text {
      try? output.write("\r\u{1B}[K" + DisplayWidth.cut(text, to: (output.columnCount ?? 80) - 1))
    }
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
