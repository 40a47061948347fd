internal import Detection
internal import Digests
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import SystemBoundary

/// Puts the account of one input together: what was read, and what its lines came to afterwards.
struct InputAccountBuilder {
  private let input: ArchiveInput
  private let result: InputResult?
  private let lines: LineAccount

  /// - Parameters:
  ///   - input: The input.
  ///   - result: What reading it came to; `nil` if no worker came to it.
  ///   - settled: What became of its lines that reading it left open.
  init(input: ArchiveInput, result: InputResult?, settled: [SettledLines]) {
    self.input = input
    self.result = result
    var lines = result?.account ?? LineAccount()
    for part in settled {
      lines.eventLines += part.eventLines
      for (reason, count) in part.ignored {
        lines.ignored[reason.rawValue, default: 0] += count
      }
      lines.add(events: part.counts.finished)
    }
    if let verdict = input.verdict, verdict.repeatedLineCount > 0 {
      let reason = verdict.status.rawValue
      lines.lines = verdict.repeatedLineCount
      lines.ignored[reason] = verdict.repeatedLineCount
    }
    self.lines = lines
  }

  /// What the input was found to be.
  var identity: SourceIdentity { result?.identity ?? .empty }

  /// The share of rejected lines or bytes above which an input counts as incomplete.
  private static let rejectLimit = 0.01

  /// How much later than the packed file an event may be, in microseconds.
  private static let clockSlack: Int64 = 600_000_000

  /// Says that events are later than the file that holds them: a clock or a zone is wrong.
  ///
  /// Only gzip of one member tells when the file was last written.
  private static func lateness(of lines: LineAccount, _ ledger: FileLedger) -> String? {
    guard ledger.memberCount == 1, let seconds = ledger.gzipModifiedSeconds,
      let last = lines.lastEvent
    else { return nil }
    let written = Timestamp(microseconds: Int64(seconds) * 1_000_000)
    guard last.microseconds > written.microseconds + clockSlack else { return nil }
    return "last event \(last.textInUTC), last written \(written.textInUTC)"
  }

  /// The account.
  var account: InputAccount {
    let ledger = result?.ledger ?? input.verdict ?? FileLedger(path: input.path)
    var account = InputAccount(
      name: input.path.display, status: ledger.status.rawValue, format: identity.formatName,
      zone: identity.zone)
    account.lines = lines
    account.encoding = ledger.encodingName
    account.isGzip = ledger.isGzip
    account.storedByteCount = Int(ledger.storedByteCount)
    account.byteCount = Int(ledger.byteCount)
    account.sha256Stored = ledger.sha256Stored?.hex
    account.sha256 = ledger.sha256?.hex
    var notes = ledger.notes.map { ($0.code.rawValue, $0.detail) }
    if let first = ledger.duplicateOf { notes.append(("duplicate_of", first.display)) }
    if let first = ledger.containedIn { notes.append(("contained_in", first.display)) }
    var incomplete = identity.notes
    if result == nil { incomplete.append(("stopped_early", "the run was interrupted")) }
    let rejected = lines.rejectedCount
    let lineShare = Double(rejected) / Double(max(lines.lines, 1))
    let byteShare = Double(lines.rejectedByteCount) / Double(max(result?.byteCount ?? 0, 1))
    if identity.notes.isEmpty, lineShare > Self.rejectLimit || byteShare > Self.rejectLimit {
      incomplete.append(
        ("reject_ratio", "\(rejected) of \(lines.lines) lines could not be read"))
    }
    if input.isRegular, input.byteCount == 0, ledger.notes.isEmpty {
      notes.append(("empty_content", "the file is empty"))
      if account.status == "complete" { account.status = "complete_warn" }
    }
    notes += identity.remarks.map { ($0.code, $0.detail) }
    if let detail = Self.lateness(of: lines, ledger) { notes.append(("future_time", detail)) }
    if !incomplete.isEmpty { account.status = "incomplete" }
    notes += incomplete.map { ($0.code, $0.detail) }
    account.codes = notes.map(\.0)
    account.details = notes.map(\.1)
    return account
  }
}
