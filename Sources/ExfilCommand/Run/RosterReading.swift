internal import EventModel
internal import LogFormats
internal import People
internal import SystemBoundary

/// What came of reading a roster file.
struct RosterFile: Sendable {
  var roster = Roster()
  /// Where the identities of the roster lead; made here, since this is done beside other work.
  var index: PeopleIndex?
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
      index = PeopleIndex(of: roster)
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
  private let path: RawPath

  /// Begins to read; the thread has ended when the value has.
  init(of path: RawPath) {
    self.path = path
    let file = Monitor<RosterFile?>(nil)
    self.file = file
    thread = WorkerThread {
      // A roster of thousands is many small texts.
      MemoryPages.widenHeapOfThread()
      let read = RosterFile(of: path)
      file.update { $0 = read }
      // Somebody still compiles the rules, and the formats come next.
      FormatIdentifier.prepare()
    }
  }

  /// Begins to read the roster that the arguments of a scan seem to name, before they are parsed.
  ///
  /// - Returns: `nil` if it is not plain which file that is, or what is named is no file: reading a
  ///   pipe may never end.
  static func ahead(of arguments: [[UInt8]]) -> RosterReading? {
    let options = arguments.indices.filter { arguments[$0].elementsEqual("--people".utf8) }
    guard Machine.processorCount > 1, arguments.first?.elementsEqual("scan".utf8) == true,
      options.count == 1, let option = options.first, option + 1 < arguments.count,
      !arguments.contains(where: { $0.starts(with: "--jobs".utf8) })
    else { return nil }
    let path = RawPath(arguments[option + 1])
    guard let status = try? FileStatus.of(path), status.kind == .regular else { return nil }
    return RosterReading(of: path)
  }

  /// Whether it is the file of a path that is read.
  func isOf(_ other: RawPath) -> Bool { path == other }

  /// Waits for what came of it.
  var result: RosterFile { file.wait { $0 } }
}
