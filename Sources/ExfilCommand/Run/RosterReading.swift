internal import EventModel
internal import People
internal import SystemBoundary

/// What came of reading a roster file.
struct RosterFile: Sendable {
  var roster = Roster()
  /// What the owner of the file should know.
  var warnings: [Wording] = []
  /// Every mistake; with one there are no people.
  var mistakes: [String] = []
  /// When the file was last written; a pipe does not tell.
  var written: Timestamp?

  /// No file, and nobody in it.
  init() {}

  /// Reads the file of a path.
  init(of path: RawPath) {
    guard let bytes = RunContext.contents(of: path, &mistakes) else { return }
    written = Self.written(path)
    do throws(PeopleErrors) {
      roster = try Roster(reading: bytes, file: path.display)
      warnings = roster.notes.map(\.warning)
    } catch {
      mistakes += error.errors.flatMap(RunContext.lines)
    }
  }
}

extension RosterFile {
  private static func written(_ path: RawPath) -> Timestamp? {
    do throws(SystemError) {
      let status = try FileStatus.of(path)
      return status.kind == .regular ? Timestamp(microseconds: status.modifiedMicroseconds) : nil
    } catch {
      // It could be read a moment ago; only its age is not known.
      return nil
    }
  }
}

/// Reads a roster on a thread of its own, while somebody compiles the rules.
package final class RosterReading: Sendable {
  private let file: Monitor<RosterFile?>
  private let thread: WorkerThread

  /// Begins to read; the thread has ended when the value has.
  init(of path: RawPath) {
    let file = Monitor<RosterFile?>(nil)
    self.file = file
    thread = WorkerThread {
      let read = RosterFile(of: path)
      file.update { $0 = read }
    }
  }

  /// Waits for what came of it.
  var result: RosterFile { file.wait { $0 } }
}
