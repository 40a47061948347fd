internal import Synchronization

/// Hands inputs to workers: first those that nobody has begun, then those that somebody can be
/// helped with.
final class InputQueue: Sendable {
  private struct State {
    var next = 0
    var begun: [SharedInput] = []
  }

  private let count: Int
  private let open: @Sendable (Int) -> SharedInput
  private let state = Mutex(State())

  /// Creates a queue of `count` inputs that are opened when their turn comes.
  init(count: Int, open: @escaping @Sendable (Int) -> SharedInput) {
    self.count = count
    self.open = open
  }

  /// Returns an input to work on, or `nil` when there is nothing left to do.
  func next() -> SharedInput? {
    let begun = state.withLock { state -> SharedInput? in
      guard state.next < count else { return nil }
      let input = open(state.next)
      state.next += 1
      state.begun.append(input)
      return input
    }
    if let begun { return begun }
    // Asked outside the lock: an input answers between two of its blocks.
    return state.withLock { $0.begun }.first { $0.isJoinable }
  }

  /// The inputs that were begun, in their order.
  var begun: [SharedInput] { state.withLock { $0.begun } }
}
