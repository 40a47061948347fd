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
  /// How many `|` end the header of a CEF or LEEF record.
  private let barCount: Int

  init(_ plan: RecordPlan) {
    program = Array((plan.declaration.program ?? "").utf8)
    let passed = plan.declaration.passedOpenings
    openings = plan.declaration.openings.map { Array($0.utf8) }
    passedCounts = plan.declaration.openings.map { passed.contains($0) ? $0.utf8.count : 0 }
    signs = plan.declaration.signs.map { Array($0.utf8) }
    switch plan.declaration.syntax {
    case .cef: (prefix, barCount) = ("CEF:", EventHeaderCutter.cefNames.count)
    case .leef: (prefix, barCount) = ("LEEF:", EventHeaderCutter.leefNames.count)
    case .csv, .tsv, .keyValue, .w3c, .json, .apache, .nginx, .zeek, .columns:
      (prefix, barCount) = (nil, 0)
    }
    headerValues =
      prefix == nil ? [] : plan.declaration.identifyingColumns.map { Array("|\($0)|".utf8) }
  }

  /// Returns where the record stands, or `nil` if the line is not of this format.
  func text(of line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    guard prefix == nil else {
      return headed(line, in: block).flatMap { hasHeader($0, in: block) ? $0 : nil }
    }
    if !openings.isEmpty { return opened(line, in: block) }
    return block.extracting(line.program).hasSameBytes(as: program.span) ? line.message : nil
  }

  /// Returns where a CEF or LEEF record stands, if there is one, whatever its header says.
  private func headed(_ line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    guard let prefix else { return nil }
    // The tag `CEF:` may have been taken for a program.
    let isTag =
      line.program.upperBound < block.count && block[line.program.upperBound] == UInt8(ascii: ":")
      && block.extracting(line.program.lowerBound..<(line.program.upperBound + 1)).starts(
        with: prefix)
    if isTag, program.isEmpty { return line.program.lowerBound..<line.message.upperBound }
    guard block.extracting(line.message).starts(with: prefix),
      program.isEmpty || block.extracting(line.program).hasSameBytes(as: program.span)
    else { return nil }
    return line.message
  }

  private func hasHeader(_ text: Range<Int>, in block: Span<UInt8>) -> Bool {
    guard !headerValues.isEmpty else { return true }
    let front = block.extracting(header(of: text, in: block) ?? text.prefix(Self.headerByteCount))
    return headerValues.allSatisfy { front.firstOffset(of: $0.span) != nil }
  }

  /// The header of a CEF or LEEF record, its last `|` included; `nil` if it does not end among the first bytes.
  private func header(of text: Range<Int>, in block: Span<UInt8>) -> Range<Int>? {
    let end = min(text.upperBound, text.lowerBound + Self.headerByteCount)
    var offset = text.lowerBound
    for _ in 0..<barCount {
      offset = block.nearOffset(of: UInt8(ascii: "|"), from: offset, to: end)
      guard offset < end else { return nil }
      offset += 1
    }
    return text.lowerBound..<offset
  }

  /// How many bytes the longest text has that begins a record.
  var openingByteCount: Int { openings.map(\.count).max() ?? 0 }

  /// Where the header of a CEF or LEEF record ends; where any other record begins.
  func headerEnd(of text: Range<Int>, in block: Span<UInt8>) -> Int? {
    prefix == nil ? text.lowerBound : header(of: text, in: block)?.upperBound
  }

  /// Whether what stands before an offset decides whether a line is of this format.
  ///
  /// The offset is at least ``openingByteCount`` behind where the message of the line begins.
  func isDecided(before end: Int, of line: SyslogLine, in block: Span<UInt8>) -> Bool {
    if let text = headed(line, in: block) {
      return header(of: text, in: block).map { $0.upperBound <= end } ?? false
    }
    if signs.isEmpty { return true }
    let (starts, end) = (openingStarts(of: line), line.message.upperBound)
    return opening(at: starts.own, end, block) == nil
      && opening(at: starts.ofHost, end, block) == nil
  }

  /// Some devices leave the program out, or the host too, so what was taken for it may begin the record.
  private func openingStarts(of line: SyslogLine) -> (own: Int, ofHost: Int) {
    let own = line.isTagged ? line.message.lowerBound : line.program.lowerBound
    return (own, line.host.lowerBound)
  }

  private func opened(_ line: SyslogLine, in block: Span<UInt8>) -> Range<Int>? {
    let starts = openingStarts(of: line)
    return opened(from: starts.own, to: line.message.upperBound, in: block)
      ?? opened(from: starts.ofHost, to: line.message.upperBound, in: block)
  }

  private func opened(from start: Int, to end: Int, in block: Span<UInt8>) -> Range<Int>? {
    guard let opening = opening(at: start, end, block), hasSign(start..<end, in: block) else {
      return nil
    }
    return (start + passedCounts[opening])..<end
  }

  /// Whether a text that must stand in a record does, if there are such texts.
  private func hasSign(_ text: Range<Int>, in block: Span<UInt8>) -> Bool {
    let text = block.extracting(text)
    for sign in signs where text.firstOffset(of: sign.span) != nil { return true }
    return signs.isEmpty
  }

  /// Which text that begins a record stands at an offset.
  private func opening(at start: Int, _ end: Int, _ block: Span<UInt8>) -> Int? {
    guard start < end else { return nil }
    let text = block.extracting(start..<end)
    for index in openings.indices {
      let own = openings[index]
      if text.count >= own.count, text.extracting(0..<own.count).hasSameBytes(as: own.span) {
        return index
      }
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
