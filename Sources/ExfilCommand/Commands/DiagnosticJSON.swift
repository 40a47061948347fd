internal import Reports
internal import RuleLanguage

/// Writes diagnostics for editors: one JSON object a line.
///
///     {"code":"E-unit","severity":"error","file":"a.exfil","line":4,"column":33,"end_line":4,
///      "end_column":35,"message":"a size needs a unit","label":"50 what?","help":"write …"}
///
/// Lines and columns count from 1, columns in UTF-16 code units; the end is the column after the
/// last character. `help` is null where there is none.
struct DiagnosticJSON {
  let language: DiagnosticLanguage

  /// Returns the lines about what the compiler has to say.
  func lines(of rules: CompiledRules) -> String {
    lines(of: rules.diagnostics, in: rules.sources)
  }

  /// Returns the lines about some diagnostics.
  func lines(of diagnostics: [Diagnostic], in sources: [SourceText]) -> String {
    var buffer: [UInt8] = []
    for diagnostic in diagnostics {
      let source = sources[diagnostic.source]
      append(
        diagnostic.complaint, file: source.name,
        from: source.editorPosition(of: diagnostic.range.lowerBound),
        to: source.editorPosition(of: diagnostic.range.upperBound), to: &buffer)
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Returns the lines about samples and tests that failed.
  func lines(of outcome: CheckOutcome) -> String {
    var buffer: [UInt8] = []
    for (examples, code) in [
      (outcome.samples, DiagnosticCode.failedSample), (outcome.tests, .failedTest),
    ] {
      for failed in examples where !failed.passed {
        let complaint =
          code == .failedTest
          ? Complaint.failedTest(
            failed.owner, name: failed.name, expected: failed.expected, got: failed.got)
          : Complaint.failedSample(
            failed.owner, name: failed.name, expected: failed.expected, got: failed.got)
        let (file, line, column) = Self.parts(ofPlace: failed.place)
        append(
          complaint, file: file, from: (line, column), to: (line, column), to: &buffer)
      }
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Takes `file:line:column` apart; a file name may hold colons.
  private static func parts(ofPlace place: String) -> (file: String, line: Int, column: Int) {
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]),
      let column = Int(parts[parts.count - 1])
    else { return (place, 1, 1) }
    return (parts.dropLast(2).joined(separator: ":"), line, column)
  }

  private func append(
    _ complaint: Complaint, file: String, from start: (line: Int, column: Int),
    to end: (line: Int, column: Int), to buffer: inout [UInt8]
  ) {
    func key(_ name: String) {
      buffer.append(contentsOf: (name == "code" ? "{" : ",").utf8)
      JSONText.append(name, to: &buffer)
      buffer.append(UInt8(ascii: ":"))
    }
    func add(_ name: String, _ value: String) {
      key(name)
      JSONText.append(value, to: &buffer)
    }
    func add(_ name: String, _ value: Int) {
      key(name)
      JSONText.append(value, to: &buffer)
    }
    add("code", complaint.code.text)
    add("severity", complaint.code.severity.rawValue)
    key("file")
    let path = ArgumentText.bytes(of: file)
    JSONText.append(path.span, to: &buffer)
    add("line", start.line)
    add("column", start.column)
    add("end_line", end.line)
    add("end_column", end.column)
    add("message", complaint.title(language))
    add("label", complaint.label(language))
    if let help = complaint.help {
      add("help", help(language))
    } else {
      key("help")
      buffer.append(contentsOf: "null".utf8)
    }
    buffer.append(contentsOf: "}\n".utf8)
  }
}
