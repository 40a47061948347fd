internal import Glibc
internal import RuleLanguage
internal import SystemBoundary

/// What became of the text of one rule file.
struct FormattingOutcome: Sendable {
  /// The text in its form; `nil` if the file has mistakes.
  var text: String?
  /// Whether the form differs from what the file holds.
  var isChanged = false
  var diagnostics: [Diagnostic]
  /// The files that the diagnostics are about.
  var sources: [SourceText]
  var isFaulty: Bool
}

/// A rule file on its way through the formatter.
enum FormattedSource: Equatable {
  case standardInput
  case file(RawPath)

  /// The largest file that is read; the compiler takes less, and says so better.
  private static let byteCountLimit = 64 << 20

  /// The name as arguments write it.
  var name: String {
    switch self {
    case .standardInput: "-"
    case .file(let path): ArgumentText.text(of: path.bytes)
    }
  }

  /// Reads and formats the file.
  func formatted() throws(SystemError) -> FormattingOutcome {
    let path: RawPath =
      switch self {
      case .standardInput: "/dev/stdin"
      case .file(let path): path
      }
    guard let bytes = try InputFile.contents(of: path, limit: Self.byteCountLimit) else {
      throw SystemError(code: EFBIG, operation: "read", path: path)
    }
    let result = formatRules(bytes, path: name)
    return FormattingOutcome(
      text: result.text, isChanged: result.text.map { Array($0.utf8) } != bytes,
      diagnostics: result.diagnostics, sources: result.sources, isFaulty: result.isFaulty)
  }

  /// Replaces the file in one step; its rights stay.
  func replace(with text: String) throws(SystemError) {
    guard case .file(let path) = self else { return }
    var writer = try AtomicFileWriter(updating: path)
    try writer.write(text)
    try writer.commit()
  }
}
