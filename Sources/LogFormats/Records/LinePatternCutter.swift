internal import ByteScan

/// Takes lines apart that a web server wrote by its format line.
struct LinePatternCutter: RecordCutter {
  /// A value and the text in front of it, as numbers alone, so that going through them owns nothing.
  private struct Step: Sendable {
    /// Where in ``texts`` that stands which must come in front of the value.
    var textStart = 0
    var textEnd = 0
    /// Its first bytes, eight at most, and a bit for each bit of them.
    var front: UInt64 = 0
    var mask: UInt64 = 0
    /// Whether there is a value behind the text.
    var hasValue = false
    /// The place of the value; −1 if it is not wanted.
    var slot = -1
    /// The place of the first part of a request line in ``parts``; −1 if it is none.
    var parts = -1
    /// The byte that ends the value; −1 if the line does.
    var stop = -1
    /// Whether quotes stand around it, so that one inside has a backslash.
    var isQuoted = false
    /// Whether brackets stand around it, as around the time of Apache, which are no part of the layout.
    var hasBrackets = false
  }

  private var steps: [Step] = []
  private var texts: [UInt8] = []
  /// The places of the three parts of request lines; −1 for those that are not wanted.
  private var parts: [Int] = []

  init(_ pattern: LinePattern, names: [String?]) {
    func slot(_ name: String?) -> Int { name.flatMap { names.firstIndex(of: $0) } ?? -1 }
    var step = Step()
    for (index, element) in pattern.elements.enumerated() {
      switch element {
      case .text(let bytes):
        texts += bytes
        step.textEnd = texts.count
      case .variable(let name):
        if index + 1 < pattern.elements.count, case .text(let next) = pattern.elements[index + 1],
          let byte = next.first
        {
          step.stop = Int(byte)
        }
        if index > 0, case .text(let before) = pattern.elements[index - 1] {
          let quote = UInt8(ascii: "\"")
          step.isQuoted = before.last == quote && step.stop == Int(quote)
        }
        step.hasValue = true
        step.hasBrackets = name == "%t"
        if step.hasBrackets { step.stop = Int(UInt8(ascii: "]")) }
        step.slot = slot(name)
        if let names = LinePattern.requestParts[name] {
          step.parts = parts.count
          parts += names.map(slot)
        }
        steps.append(step)
        step = Step(textStart: texts.count, textEnd: texts.count)
      }
    }
    if step.textEnd > step.textStart { steps.append(step) }
    for index in steps.indices {
      let text = texts[steps[index].textStart..<steps[index].textEnd].prefix(8)
      for (place, byte) in text.enumerated() {
        steps[index].front |= UInt64(byte) << UInt64(8 * place)
        steps[index].mask |= 0xFF << UInt64(8 * place)
      }
    }
  }

  /// Whether the text in front of a value stands at an offset, which is so far before the end.
  @inline(__always)
  private func stands(_ step: Step, at offset: Int, in block: Span<UInt8>) -> Bool {
    let byteCount = step.textEnd &- step.textStart
    if byteCount <= 8, offset &+ 8 <= block.count {
      return (block.littleEndian(UInt64.self, at: offset) ^ step.front) & step.mask == 0
    }
    return block.extracting(offset..<(offset &+ byteCount)).hasSameBytes(
      as: texts.span.extracting(step.textStart..<step.textEnd))
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    var places = cells.places
    places.clear()
    var offset = line.lowerBound
    let end = line.upperBound
    for index in steps.indices {
      let step = steps[index]
      let byteCount = step.textEnd &- step.textStart
      if byteCount > 0 {
        guard end &- offset >= byteCount, stands(step, at: offset, in: block) else {
          return .rejected(.malformed)
        }
        offset += byteCount
      }
      guard step.hasValue else { continue }
      if step.hasBrackets {
        guard offset < end, block[offset] == UInt8(ascii: "[") else {
          return .rejected(.malformed)
        }
        offset += 1
      }
      let start = offset
      var form = CellForm.plain
      if step.isQuoted {
        // A value that is missing, as most are, ends at once.
        if start &+ 1 < end, block[start] == UInt8(ascii: "-"),
          block[start &+ 1] == UInt8(ascii: "\"")
        {
          offset = start &+ 1
        } else {
          guard let quoted = block.quotedEnd(from: start, to: end) else {
            return .rejected(.openQuote)
          }
          offset = quoted.end
          if quoted.hasEscapes { form = .hexBackslash }
        }
      } else if step.stop >= 0 {
        offset = block.nearOffset(
          of: UInt8(truncatingIfNeeded: step.stop), from: start, to: end)
      } else {
        offset = end
      }
      if step.slot >= 0 { places.set(step.slot, start, offset, form) }
      if step.parts >= 0 { cutRequest(block, start..<offset, form, step.parts, into: &places) }
      if step.hasBrackets {
        guard offset < end else { return .rejected(.malformed) }
        offset += 1
      }
    }
    return offset == end ? .record : .rejected(.malformed)
  }

  /// `POST /a?b HTTP/1.1`; whatever else stands there has no parts.
  private func cutRequest(
    _ block: Span<UInt8>, _ range: Range<Int>, _ form: CellForm, _ first: Int,
    into places: inout RecordCells.Places
  ) {
    let (start, end) = (range.lowerBound, range.upperBound)
    let method = block.nearOffset(of: 0x20, from: start, to: end)
    guard method > start, method < end,
      let version = block.lastOffset(of: 0x20, before: end), version > method
    else { return }
    if parts[first] >= 0 { places.set(parts[first], start, method, form) }
    if parts[first + 1] >= 0 { places.set(parts[first + 1], method + 1, version, form) }
    if parts[first + 2] >= 0 { places.set(parts[first + 2], version + 1, end, form) }
  }
}
