package import SystemBoundary

/// The folder of the state, held by one run at a time.
///
/// The lock belongs to the open file, so it ends with the process however that ends; what the file
/// says is for people only.
package struct StateFolder: ~Copyable, Sendable {
  /// The folder.
  package let path: RawPath
  private let lock: FileLock

  /// The database in the folder.
  package var database: RawPath { path.appending("state.sqlite") }

  /// Opens the folder, which is made for its owner alone if there is none, and locks it.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - holder: What a second run is told about this one.
  ///   - creates: Whether to make the folder if there is none.
  /// - Throws: ``StateFailure``; ``StateFailure/held(by:)`` at once if another run has it.
  package init(
    locking path: RawPath, as holder: String, creates: Bool = true
  ) throws(StateFailure) {
    self.path = path
    let attempt: FileLock.Attempt
    do throws(SystemError) {
      if creates { try PrivateDirectory.create(path) }
      attempt = try FileLock.acquire(path.appending("lock"), saying: holder)
    } catch {
      throw .unusable(path, reason: "\(error)")
    }
    switch consume attempt {
    case .acquired(let lock): self.lock = lock
    case .held(let other): throw .held(by: other)
    }
  }
}

extension StateFolder {
  /// Gives the database another name, so that the next run begins anew.
  ///
  /// - Returns: Where it is now; `nil` if there was none.
  package func keepAside() throws(StateFailure) -> RawPath? {
    let stamp = StateClock.now.filter { $0 != ":" && $0 != "-" }
    let aside = path.appending("state.sqlite.corrupt-\(stamp)")
    do throws(SystemError) {
      var isThere = false
      for ending in ["", "-wal", "-shm", "-journal"] {
        let file = RawPath(database.bytes + Array(ending.utf8))
        do throws(SystemError) {
          _ = try FileStatus.ofLink(file)
        } catch {
          guard error.isNotFound else { throw error }
          continue
        }
        if ending.isEmpty { isThere = true }
        try PrivateDirectory.rename(file, to: RawPath(aside.bytes + Array(ending.utf8)))
      }
      let end = CleanEnd(database: database)
      if end.isThere {
        try PrivateDirectory.rename(end.path, to: RawPath(end.path.bytes + Array(".old".utf8)))
      }
      return isThere ? aside : nil
    } catch {
      throw .unusable(path, reason: "\(error)")
    }
  }
}
