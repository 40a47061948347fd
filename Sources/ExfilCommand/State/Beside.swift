internal import SystemBoundary

/// Something that is worked out on a thread of its own until somebody asks for it.
struct Beside<Value: Sendable>: ~Copyable {
  private let place = Monitor<Value?>(nil)
  private let thread: WorkerThread?

  /// Begins to work it out.
  ///
  /// - Parameters:
  ///   - isBeside: Whether there may be a thread for it; else it is worked out at once.
  ///   - body: Works it out.
  init(_ isBeside: Bool, _ body: @escaping @Sendable () -> Value) {
    let place = place
    guard isBeside else {
      place.update { $0 = body() }
      thread = nil
      return
    }
    thread = WorkerThread {
      let value = body()
      place.update { $0 = value }
    }
  }

  /// Waits for what came of it.
  var value: Value { place.wait { $0 } }
}
