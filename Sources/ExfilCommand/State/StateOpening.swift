internal import StateStore
internal import Synchronization
internal import SystemBoundary

/// A state that is open, with what a run must know of it.
struct OpenedState: ~Copyable, Sendable {
  var store: StateStore
  let known: KnownState

  /// Opens the state of a folder, and takes its lock.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - readsBeside: Whether somebody will read while somebody else writes.
  /// - Throws: ``StateFailure``.
  init(in folder: RawPath, readsBeside: Bool) throws(StateFailure) {
    let holder = "process \(Machine.processID) on \(Machine.hostName), since \(StateClock.now)"
    let store = try StateStore(
      StateFolder(locking: folder, as: holder), readsBeside: readsBeside)
    let known = try store.known()
    self.store = store
    self.known = known
  }
}

/// Opens a state on a thread of its own, while somebody compiles the rules.
///
/// One that nobody takes is closed again, and is what it was.
final class StateOpening: Sendable {
  private final class Place: Sendable {
    let opened = Mutex<Result<OpenedState, StateFailure>?>(nil)
    let isDone = Monitor(false)

    /// Opens the state of a folder, and says so.
    func open(_ folder: RawPath) {
      opened.withLock { $0 = Self.result(of: folder) }
      isDone.update { $0 = true }
    }

    private static func result(of folder: RawPath) -> Result<OpenedState, StateFailure> {
      do throws(StateFailure) {
        return .success(try OpenedState(in: folder, readsBeside: true))
      } catch {
        return .failure(error)
      }
    }
  }

  private let place: Place
  private let thread: WorkerThread

  /// Begins to open the state of a folder.
  ///
  /// - Returns: `nil` if there is none yet: it is made only when the run has rules.
  init?(in folder: RawPath) {
    let database = folder.appending("state.sqlite")
    guard let status = try? FileStatus.ofLink(database), status.kind == .regular else {
      return nil
    }
    let place = Place()
    self.place = place
    thread = WorkerThread { place.open(folder) }
  }

  /// Waits for what came of it, which can be taken once.
  ///
  /// - Throws: ``StateFailure``.
  func take() throws(StateFailure) -> OpenedState? {
    _ = place.isDone.wait { $0 ? true : nil }
    guard let result = place.opened.withLock({ $0.take() }) else { return nil }
    return try result.get()
  }
}
