internal import Reports
internal import SystemBoundary

/// The key and the table of `--pseudonyms`, read before anything is scanned.
struct SealedNames {
  private let key: PseudonymKey
  private let table: PseudonymTable

  /// Reads the key and what was given out with it.
  ///
  /// - Throws: ``RunFailure`` with status 3 if either cannot be used.
  init(of path: RawPath) throws(RunFailure) {
    key = try PseudonymKey(reading: path)
    table = try PseudonymTable(of: key)
  }

  /// Returns what is published with keyed names for people, once the table holds all of these.
  ///
  /// - Throws: ``RunFailure`` with status 4 if the table cannot be written.
  func hiding(
    _ run: PublishedRun, _ names: [(name: String, user: String)]
  ) throws(RunFailure) -> PublishedRun {
    var pseudonyms = Pseudonyms(key)
    let hidden = pseudonyms.hide(run, knowing: KnownNames(names))
    var table = table
    try table.add(pseudonyms.names, of: key)
    return hidden
  }
}
