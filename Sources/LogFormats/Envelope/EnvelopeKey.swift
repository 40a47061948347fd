internal import ByteScan
internal import EventModel

/// By what a syslog line is known to hold a record of a declared format: its program, or how a CEF or
/// LEEF record begins.
struct EnvelopeKey: Sendable {
  private let program: [UInt8]
  private let prefix: StaticString?

  init(_ plan: RecordPlan) {
    program = Array((plan.declaration.program ?? "").utf8)
    switch plan.declaration.syntax {
    case .cef: prefix = "CEF:"
    case .leef: prefix = "LEEF:"
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx: prefix = nil
    }
  }

  /// Returns where the record stands, or `nil` if the line is not of this format.
  func text(of line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    let name = block.extracting(line.program)
    guard let prefix else {
      return name.hasSameBytes(as: program.span) ? line.message : nil
    }
    // The tag `CEF:` may have been taken for a program.
    let isTag =
      line.program.upperBound < block.count && block[line.program.upperBound] == UInt8(ascii: ":")
      && block.extracting(line.program.lowerBound..<(line.program.upperBound + 1)).starts(
        with: prefix)
    if isTag, program.isEmpty { return line.program.lowerBound..<line.message.upperBound }
    guard block.extracting(line.message).starts(with: prefix),
      program.isEmpty || name.hasSameBytes(as: program.span)
    else { return nil }
    return line.message
  }
}

extension RecordPlan {
  /// Whether records of the format may come by syslog: their program is named, or they say what they are.
  var mayComeBySyslog: Bool {
    switch declaration.syntax {
    case .cef, .leef: true
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx: declaration.program != nil
    }
  }

  /// Whether a file may hold nothing but such records.
  var standsInFile: Bool {
    !timeSlots.isEmpty && (declaration.program == nil || declaration.syntax == .cef)
  }
}
