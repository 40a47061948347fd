internal import ByteScan

/// Takes lines apart that a web server wrote by its format line.
struct LinePatternCutter: RecordCutter {
  private enum Step: Sendable {
    case text([UInt8])
    /// A value, its place, those of the parts of a request line, and the text behind it, which ends
    /// it; `isQuoted` says that quotes stand around it, so that one inside has a backslash.
    case value(slot: Int?, parts: [Int?]?, stop: UInt8?, isQuoted: Bool)
  }

  private let steps: [Step]

  init(_ pattern: LinePattern, names: [String?]) {
    func slot(_ name: String) -> Int? { names.firstIndex { $0 == name } }
    steps = pattern.elements.enumerated().map { index, element in
      guard case .variable(let name) = element else {
        if case .text(let bytes) = element { return .text(bytes) }
        return .text([])
      }
      var stop: UInt8?
      if index + 1 < pattern.elements.count, case .text(let next) = pattern.elements[index + 1] {
        stop = next.first
      }
      var isQuoted = false
      if index > 0, case .text(let before) = pattern.elements[index - 1] {
        isQuoted = before.last == UInt8(ascii: "\"") && stop == UInt8(ascii: "\"")
      }
      // Apache writes its time in brackets, which are no part of the layout.
      if name == "%t" { stop = UInt8(ascii: "]") }
      return .value(
        slot: slot(name), parts: LinePattern.requestParts[name].map { $0.map(slot) }, stop: stop,
        isQuoted: isQuoted)
    }
    hasBrackets = pattern.elements.map { $0 == .variable("%t") }
  }

  private let hasBrackets: [Bool]

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    var offset = line.lowerBound
    let end = line.upperBound
    for index in steps.indices {
      switch steps[index] {
      case .text(let bytes):
        guard end - offset >= bytes.count,
          block.extracting(offset..<(offset + bytes.count)).hasSameBytes(as: bytes.span)
        else { return .rejected(.malformed) }
        offset += bytes.count
      case .value(let slot, let parts, let stop, let isQuoted):
        if hasBrackets[index] {
          guard offset < end, block[offset] == UInt8(ascii: "[") else {
            return .rejected(.malformed)
          }
          offset += 1
        }
        let start = offset
        var form = CellForm.plain
        if isQuoted {
          guard let quoted = block.quotedEnd(from: start, to: end) else {
            return .rejected(.openQuote)
          }
          offset = quoted.end
          if quoted.hasEscapes { form = .hexBackslash }
        } else if let stop {
          while offset < end, block[offset] != stop { offset += 1 }
        } else {
          offset = end
        }
        if let slot { cells.set(slot, start, offset, form) }
        if let parts { cutRequest(block, start..<offset, form, parts, into: &cells) }
        if hasBrackets[index] {
          guard offset < end else { return .rejected(.malformed) }
          offset += 1
        }
      }
    }
    return offset == end ? .record : .rejected(.malformed)
  }

  /// `POST /a?b HTTP/1.1`; whatever else stands there has no parts.
  private func cutRequest(
    _ block: Span<UInt8>, _ range: Range<Int>, _ form: CellForm, _ slots: [Int?],
    into cells: inout RecordCells
  ) {
    let text = block.extracting(range)
    guard let first = text.firstOffset(of: 0x20), first > 0,
      let last = text.lastOffset(of: 0x20, before: text.count), last > first
    else { return }
    let bounds = [0, first, first + 1, last, last + 1, text.count]
    for (index, slot) in slots.enumerated() {
      guard let slot else { continue }
      cells.set(
        slot, range.lowerBound + bounds[index * 2], range.lowerBound + bounds[index * 2 + 1], form)
    }
  }
}
