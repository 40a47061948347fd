internal import ByteScan
internal import EventModel

/// By what a syslog line is known to hold a record of a declared or built-in format: its program, how a
/// CEF or LEEF record begins, or texts that begin the record and stand in it.
struct EnvelopeKey: Sendable {
  private let program: [UInt8]
  private let prefix: StaticString?
  private let openings: [[UInt8]]
  /// How many bytes of each of them are no part of the record.
  private let passedCounts: [Int]
  private let signs: [[UInt8]]
  /// Values that all stand in the header of a CEF or LEEF record, between their bars.
  private let headerValues: [[UInt8]]

  /// How much of the front of a record is searched for the values of its header, in bytes.
  private static let headerByteCount = 256

  init(_ plan: RecordPlan) {
    program = Array((plan.declaration.program ?? "").utf8)
    let passed = plan.declaration.passedOpenings
    openings = plan.declaration.openings.map { Array($0.utf8) }
    passedCounts = plan.declaration.openings.map { passed.contains($0) ? $0.utf8.count : 0 }
    signs = plan.declaration.signs.map { Array($0.utf8) }
    switch plan.declaration.syntax {
    case .cef: prefix = "CEF:"
    case .leef: prefix = "LEEF:"
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx, .zeek, .columns: prefix = nil
    }
    headerValues =
      prefix == nil ? [] : plan.declaration.identifyingColumns.map { Array("|\($0)|".utf8) }
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
    if isTag, program.isEmpty {
      let text = line.program.lowerBound..<line.message.upperBound
      return hasHeader(text, in: block) ? text : nil
    }
    guard block.extracting(line.message).starts(with: prefix),
      program.isEmpty || name.hasSameBytes(as: program.span), hasHeader(line.message, in: block)
    else { return nil }
    return line.message
  }

  private func hasHeader(_ text: Range<Int>, in block: Span<UInt8>) -> Bool {
    guard !headerValues.isEmpty else { return true }
    let front = block.extracting(text.prefix(Self.headerByteCount))
    return headerValues.allSatisfy { front.firstOffset(of: $0.span) != nil }
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
    for (opening, passedCount) in zip(openings, passedCounts)
    where text.count >= opening.count
      && text.extracting(0..<opening.count).hasSameBytes(as: opening.span)
    {
      let record = (start + passedCount)..<end
      guard !signs.isEmpty else { return record }
      for sign in signs where text.firstOffset(of: sign.span) != nil { return record }
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
