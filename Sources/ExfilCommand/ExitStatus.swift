/// How the command ends; scripts rely on these numbers.
package enum ExitStatus: Int32, CaseIterable, Hashable, Sendable {
  /// Every input was read whole and the accounts balance; findings may exist.
  case complete = 0
  /// As ``complete``, and a published finding is at or above `--fail-on`, or a rule's test failed.
  case findingsAtThreshold = 1
  /// The run ended, but evidence is incomplete.
  case evidenceIncomplete = 2
  /// Rules, lists, roster or configuration are invalid; nothing was scanned.
  case invalidConfiguration = 3
  /// Output or state could not be written; the previous report is untouched.
  case outputNotWritten = 4
  /// The command line is wrong.
  case usage = 64
  /// An internal error, or accounts that do not balance; no report is published.
  case internalError = 70
  /// Another run holds the state; trying again later is safe.
  case stateHeld = 75
  /// Interrupted from the keyboard.
  case interrupted = 130
  /// Standard output was closed early.
  case outputClosed = 141
  /// Asked to end.
  case terminated = 143

  /// Returns the status of the two that applies: 70, then what ends a run by itself (64, 75, 130,
  /// 141, 143; the first to happen stands), then 4, 3, 2, 1, 0.
  package func worst(_ other: ExitStatus) -> ExitStatus { other.rank > rank ? other : self }

  private var rank: Int32 {
    switch self {
    case .internalError: 6
    case .usage, .stateHeld, .interrupted, .outputClosed, .terminated: 5
    case .complete, .findingsAtThreshold, .evidenceIncomplete, .invalidConfiguration,
      .outputNotWritten:
      rawValue
    }
  }

  /// The status of a run that a signal has ended.
  package init(signalNumber: Int32) { self = signalNumber == 15 ? .terminated : .interrupted }
}
