internal import SystemBoundary

/// The one transaction of a run, whose first part is written while the second is still worked out.
///
///     this thread   judge ────────▶ finish ─▶ durable
///     another one   first part ─────▶│ second part
///
/// Nothing of it happened until it is finished: whoever is killed before, gives up or forgets about it
/// leaves the state as it was.
package struct TwofoldCommit<First: Sendable>: ~Copyable {
  /// Writes the second part, with what the first has left for it.
  package typealias Second = @Sendable (RunCommit, First) throws -> Void

  private enum Word: Sendable { case none, goOn(Second), giveUp }
  private struct GivenUp: Error {}

  private final class Place: Sendable {
    let word = Monitor<Word>(.none)
    let result = Monitor<Result<Void, StateFailure>?>(nil)
  }

  private let writing: StateWriting
  private let first: @Sendable (RunCommit) throws -> First
  private let place = Place()
  private let thread: WorkerThread?

  /// Begins the transaction.
  ///
  /// - Parameters:
  ///   - store: The state.
  ///   - isBeside: Whether the first part may be written on another thread from now on; else, and where
  ///     reading would wait for it, it is written at the end.
  ///   - first: Writes the first part.
  package init(
    _ store: borrowing StateStore, isBeside: Bool,
    first: @escaping @Sendable (RunCommit) throws -> First
  ) {
    let (place, writing) = (place, store.writing)
    self.writing = writing
    self.first = first
    guard isBeside, store.readsBeside else {
      thread = nil
      return
    }
    thread = WorkerThread.waiting {
      let result = Result { () throws(StateFailure) in
        try writing.commit { commit in
          let left = try first(commit)
          let second: Second? = place.word.wait { word in
            switch word {
            case .none: nil
            case .goOn(let second): .some(second)
            case .giveUp: .some(nil)
            }
          }
          guard let second else { throw GivenUp() }
          try second(commit, left)
        }
      }
      place.result.update { $0 = result }
    }
  }

  /// Writes the second part, and has all of it last.
  ///
  /// - Throws: ``StateFailure``, of either part; then nothing is written.
  package func finish(_ second: @escaping Second) throws(StateFailure) {
    guard thread != nil else {
      return try writing.commit { commit in try second(commit, try first(commit)) }
    }
    place.word.update { $0 = .goOn(second) }
    try place.result.wait { $0 }.get()
  }

  /// Takes everything back, so that something else can be written.
  package func giveUp() {
    guard thread != nil else { return }
    say(.giveUp)
    _ = place.result.wait { $0 }
  }

  private func say(_ last: Word) {
    place.word.update { word in if case .none = word { word = last } }
  }

  // The thread, which is waited for, must not wait for a word that never comes.
  deinit { say(.giveUp) }
}
