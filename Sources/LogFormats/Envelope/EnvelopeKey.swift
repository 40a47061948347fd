internal import ByteScan
internal import EventModel

/// By what a syslog line is known to hold a record of a declared or built-in format: its program, how a
/// CEF or LEEF record begins, or texts that begin the record and stand in it.
struct EnvelopeKey: Sendable {
  private let program: [UInt8]
  private let prefix: StaticString?
  private let openings: [[UInt8]]
  private let signs: [[UInt8]]

  init(_ plan: RecordPlan) {
    program = Array((plan.declaration.program ?? "").utf8)
    openings = plan.declaration.openings.map { Array($0.utf8) }
    signs = plan.declaration.signs.map { Array($0.utf8) }
    switch plan.declaration.syntax {
    case .cef: prefix = "CEF:"
    case .leef: prefix = "LEEF:"
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx, .zeek, .columns: prefix = nil
    }
  }

  /// Returns where the record stands, or `nil` if the line is not of this format.
  func text(of line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    let name = block.extracting(line.program)
    guard let prefix else {
      if !openings.isEmpty { return opened(line, in: block) }
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

  /// Some devices leave the program out, or the host too, so what was taken for it may begin the record.
  private func opened(_ line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    let places = [
      line.isTagged ? line.message.lowerBound : line.program.lowerBound, line.host.lowerBound,
    ]
    for start in places {
      if let text = opened(from: start, to: line.message.upperBound, in: block) { return text }
    }
    return nil
  }

  private func opened(from start: Int, to end: Int, in block: Span<UInt8>) -> Range<Int>? {
    guard start < end else { return nil }
    let text = block.extracting(start..<end)
    for opening in openings
    where text.count >= opening.count
      && text.extracting(0..<opening.count).hasSameBytes(as: opening.span)
    {
      guard !signs.isEmpty else { return start..<end }
      for sign in signs where text.firstOffset(of: sign.span) != nil {
        return start..<end
      }
      return nil
    }
    return nil
  }
}

extension RecordPlan {
  /// Whether records of the format may come by syslog: their program is named, or they say what they are.
  var mayComeBySyslog: Bool {
    switch declaration.syntax {
    case .cef, .leef: true
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx, .zeek, .columns:
      declaration.program != nil || !declaration.openings.isEmpty
    }
  }

  /// Whether a file may hold nothing but such records.
  var standsInFile: Bool {
    hasOwnTime && (declaration.program == nil || declaration.syntax == .cef)
  }
}
