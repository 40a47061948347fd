internal import Reports
internal import SystemBoundary

/// The key of `--pseudonyms`, read before anything is scanned, and the table beside it.
struct SealedNames {
  private let key: PseudonymKey

  /// Reads the key, and tries the table of what was given out with it.
  ///
  /// - Throws: ``RunFailure`` with status 3 if either cannot be used.
  init(of path: RawPath) throws(RunFailure) {
    key = try PseudonymKey(reading: path)
    _ = try PseudonymTable(of: key)
  }

  /// Returns what is published with keyed names for people, once the table holds all of these.
  ///
  /// - Throws: ``RunFailure`` with status 4 if the table cannot be written.
  func hiding(
    _ run: PublishedRun, _ names: [(name: String, user: String)]
  ) throws(RunFailure) -> PublishedRun {
    var pseudonyms = Pseudonyms(key)
    let hidden = pseudonyms.hide(run, knowing: KnownNames(names))
    try keep(pseudonyms.names)
    return hidden
  }

  /// Adds names to the table as it stands now.
  ///
  /// Other runs may have written it since this one began, and wait while it is changed. A table that has them all is left alone.
  private func keep(_ names: [String: String]) throws(RunFailure) {
    if try PseudonymTable(of: key).holds(names) { return }
    let lock: FileLock
    do throws(SystemError) {
      lock = try FileLock(waitingFor: key.lock)
    } catch {
      throw RunFailure(
        .outputNotWritten, ["lock of the table of names `\(key.lock.display)`: \(error.reason)"])
    }
    var table = try PseudonymTable(of: key)
    try table.add(names, of: key)
    lock.release()
  }
}
