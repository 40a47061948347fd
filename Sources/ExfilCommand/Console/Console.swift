internal import Reports
internal import SystemBoundary

/// Standard output and standard error, and what became of writing to them.
///
/// Only this type prints. A reader that has gone and a full disk are remembered as the exit
/// status they lead to; writing after that does nothing.
struct Console {
  private(set) var status = ExitStatus.complete
  private let output = OutputDescriptor.standardOutput
  private let error = OutputDescriptor.standardError
  private var kept: [any Sendable] = []

  /// Writes to standard output.
  mutating func write(_ bytes: Span<UInt8>) {
    guard status == .complete else { return }
    do throws(SystemError) { try output.write(bytes) } catch { note(error) }
  }

  /// Writes a text to standard output.
  mutating func write(_ text: String) {
    let bytes = Array(text.utf8)
    write(bytes.span)
  }

  /// Remembers a failure of standard output, and says so where it is worth a word.
  mutating func note(_ failure: SystemError) {
    if failure.isBrokenPipe {
      status = status.worst(.outputClosed)
    } else {
      status = status.worst(.outputNotWritten)
      say("standard output: \(failure.reason)")
    }
  }

  /// Writes a line to standard error, after the program's name; whatever it quotes is made harmless.
  func say(_ line: String) { tell("exfil: \(ArgumentText.visible(line))\n") }

  /// Writes what the rule compiler has to say; names of files in it are those of arguments.
  func tell(diagnostics: [String]) {
    for diagnostic in diagnostics { tell(ArgumentText.visibleLines(diagnostic) + "\n") }
  }

  /// Writes text to standard error; a standard error that is gone has nobody to tell it to.
  func tell(_ text: String) { try? error.write(text) }

  /// Keeps a value as long as the console, which is as long as the process: what a run has built
  /// need not be taken apart before the end.
  mutating func keep(_ value: some Sendable) { kept.append(value) }

  /// Whether text for people may be coloured.
  var usesColours: Bool {
    output.isTerminal && ProcessEnvironment.value(of: "NO_COLOR") == nil
      && ProcessEnvironment.value(of: "TERM") != Array("dumb".utf8)
  }

  /// The columns of the terminal; 120 where there is none, so that the bytes are the same everywhere.
  var width: Int { output.columnCount ?? 120 }

  /// The progress line of a run.
  var progressLine: ProgressLine {
    let isDumb = ProcessEnvironment.value(of: "TERM") == Array("dumb".utf8)
    return ProgressLine(on: error.isTerminal && !isDumb ? error : nil)
  }
}
