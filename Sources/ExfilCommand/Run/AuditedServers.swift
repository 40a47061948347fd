internal import Synchronization

/// The file servers of which a line of the run tells a transfer, as far as it was read; shared by
/// all workers.
///
/// Servers are only ever added, so what a worker has seen here stays true.
final class AuditedServers: Sendable {
  private let known = Atomic<Int>(0)
  private let names = Mutex<Set<[UInt8]>>([])

  /// How many there are.
  var count: Int { known.load(ordering: .acquiring) }

  /// Their names.
  var all: Set<[UInt8]> { names.withLock { $0 } }

  /// Adds a server.
  func add(_ name: [UInt8]) {
    names.withLock { names in
      names.insert(name)
      known.store(names.count, ordering: .releasing)
    }
  }
}
