internal import Glibc
internal import Synchronization

/// Whether someone has asked this process to stop.
package enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// Makes SIGINT and SIGTERM set a flag, and SIGPIPE an error of `write` instead of an end.
  ///
  /// A second signal ends the process at once, with status 128 plus its number.
  package static func watch() {
    // The handler only touches an atomic and calls `_exit`, both allowed in a handler.
    _ = signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { number in
        let before = Interruption.received.exchange(number, ordering: .relaxed)
        if before != 0 { _exit(128 + number) }
      }
    }
  }

  /// The number of the signal that asked to stop, or `nil`.
  package static var signalNumber: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
}
