internal import SystemBoundary

/// What a run that ended well leaves beside the database: how long the file was and when it was
/// written last.
///
/// A file that is still so was whole when it was closed, and nobody has written to it since, so that
/// not every page of it must be looked at before each run. While a run goes on the note is empty, and
/// after one that was broken off everything is checked. That the note is there at all says that there
/// is a database: one that is empty all the same has lost its bytes.
struct CleanEnd {
  let database: RawPath

  /// Where the note is.
  var path: RawPath { database.directory.appending("made") }

  /// Whether there is, or was, a database.
  var isThere: Bool { (try? FileStatus.ofLink(path)) != nil }

  /// Whether the database is as the last run has left it.
  var holds: Bool {
    guard let print, let file = try? InputFile(opening: path) else { return false }
    var noted = [UInt8](repeating: 0, count: print.count + 1)
    var room = noted.mutableSpan
    guard let count = try? file.read(into: &room), count == print.count else { return false }
    return noted.prefix(count).elementsEqual(print)
  }

  /// Empties the note.
  func take() throws(SystemError) { try PrivateDirectory.write([], to: path) }

  /// Writes down that the database is whole; where that fails the next run checks it.
  func leave() {
    guard let print else { return }
    try? PrivateDirectory.write(print, to: path)
  }

  private var print: [UInt8]? {
    guard let status = try? FileStatus.ofLink(database) else { return nil }
    return Array("\(status.byteCount) \(status.modifiedMicroseconds)".utf8)
  }
}
