internal import Digests
internal import StateStore
internal import SystemBoundary

/// The state of one run of `scan`, from before anything is read until the reports stand.
struct StateSession: ~Copyable {
  private let opened: OpenedState

  /// Opens the state, takes its lock, and writes down that a run begins.
  ///
  /// - Parameters:
  ///   - folder: The folder of the state.
  ///   - opening: Its opening, if it was begun.
  ///   - readsBeside: Whether somebody will read while somebody else writes.
  /// - Throws: ``RunFailure``: 75 if another run holds the state, 4 if it cannot be used.
  init(
    in folder: RawPath, begun opening: StateOpening?, readsBeside: Bool
  ) throws(RunFailure) {
    do throws(StateFailure) {
      var opened = try Self.opened(folder, by: opening, readsBeside)
      try opened.store.beginRun(version: ExfilVersion.text)
      self.opened = opened
    } catch {
      throw RunFailure(error)
    }
  }

  private static func opened(
    _ folder: RawPath, by opening: StateOpening?, _ readsBeside: Bool
  ) throws(StateFailure) -> OpenedState {
    if let begun = try opening?.take() { return begun }
    return try OpenedState(in: folder, readsBeside: readsBeside)
  }

  /// Scans what nobody has read before.
  func scan(
    _ plan: RunPlan, _ print: ProgramPrint, _ progress: ProgressLine
  ) throws(RunFailure) -> RunOutcome {
    do throws(StateFailure) { try settlePending() } catch { throw RunFailure(error) }
    return try NightlyScan(plan, print, opened.store, opened.known, progress).run(opened.store)
  }

  /// Begins to bring what the scan has written into its place, while somebody makes reports of it.
  func settling() -> LogSettling { LogSettling(of: opened.store) }

  /// A run that was broken off between its reports and its last word has told its findings if all of
  /// those reports stand.
  private func settlePending() throws(StateFailure) {
    let reports = try opened.store.pendingReports()
    let areAllThere = reports.allSatisfy { report in
      (try? SeenInputs.storedDigest(of: RawPath(report.path)))?.bytes == report.sha256
    }
    if !reports.isEmpty, areAllThere { try opened.store.markTold() }
  }

  /// Takes away what runs that were killed have left beside the reports of this one.
  func clear(beside files: [RawPath]) {
    for folder in Set(files.map(\.directory)) { AtomicFileWriter.removeAbandoned(in: folder) }
  }

  /// Marks the findings as told.
  func markTold() throws(RunFailure) {
    do throws(StateFailure) { try opened.store.markTold() } catch { throw RunFailure(error) }
  }

  /// Writes which reports are about to stand.
  func expect(_ reports: [(path: [UInt8], sha256: [UInt8])]) throws(RunFailure) {
    do throws(StateFailure) { try opened.store.expect(reports: reports) } catch {
      throw RunFailure(error)
    }
  }
}
