internal import SystemBoundary

/// The files that reports go to.
enum OutputTargets {
  /// Makes sure, before anything is scanned, that each report can be written.
  ///
  /// A regular file is tried by creating its temporary neighbour and dropping it again; devices,
  /// pipes and links are only opened when there is something to write.
  ///
  /// - Throws: ``RunFailure`` that names every target that cannot be written.
  static func check(_ targets: [PublicationPlan.Target]) throws(RunFailure) {
    var lines: [String] = []
    for target in targets {
      do throws(SystemError) {
        if try isReplaced(target.file) { _ = try AtomicFileWriter(replacing: target.file) }
      } catch {
        lines.append("--output: `\(target.file.display)` cannot be written: \(error.reason)")
      }
    }
    if !lines.isEmpty { throw RunFailure(.outputNotWritten, lines) }
  }

  /// Whether the path is, or will be, a regular file of its own; a folder is tried too, to fail.
  private static func isReplaced(_ file: RawPath) throws(SystemError) -> Bool {
    do throws(SystemError) {
      let kind = try FileStatus.ofLink(file).kind
      return kind == .regular || kind == .directory
    } catch {
      if error.isNotFound { return true }
      throw error
    }
  }
}
