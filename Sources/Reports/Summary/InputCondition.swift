package import Detection

extension InputAccount {
  /// Whether the input was read to its end and trusted, or rightly left alone.
  ///
  /// A second copy of another input, a file that `--ignore` names, and what is no regular file
  /// inside a directory (a link, a socket) are rightly left alone; every other input that was
  /// skipped is missing evidence.
  package var isAccountedFor: Bool {
    switch status {
    case "complete", "complete_warn", "duplicate_of", "contained_in", "read_before": true
    case "skipped": !codes.isEmpty && codes.allSatisfy(Self.rightlySkipped.contains)
    default: false
    }
  }

  private static let rightlySkipped: Set<String> = ["not_regular", "symbolic_link", "ignored"]
}

extension RunSummary {
  /// The inputs that were not read whole.
  package var incompleteInputs: [InputAccount] { inputs.filter { !$0.isAccountedFor } }

  /// Whether every line of every input is an event's, ignored or rejected.
  package var balances: Bool { inputs.allSatisfy(\.lines.balances) }
}
