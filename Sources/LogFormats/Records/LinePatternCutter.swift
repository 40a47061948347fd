internal import ByteScan

/// Takes lines apart that a web server wrote by its format line.
struct LinePatternCutter: RecordCutter {
  private var frame = LineFrame()

  /// - Parameters:
  ///   - pattern: The format line, taken apart.
  ///   - names: The variables of the wanted values, in the order of their places.
  init(_ pattern: LinePattern, names: [String?]) {
    func slot(_ name: String?) -> Int { name.flatMap { names.firstIndex(of: $0) } ?? -1 }
    var text: [UInt8] = []
    for (index, element) in pattern.elements.enumerated() {
      switch element {
      case .text(let bytes): text += bytes
      case .variable(let name):
        var value = LineFrame.Value()
        value.slot = slot(name)
        // The parts of a request line are its first word, its last one, and what is between.
        value.words = LinePattern.requestParts[name]?.map(slot) ?? []
        if index + 1 < pattern.elements.count, case .text(let next) = pattern.elements[index + 1] {
          value.stop = next.first
        }
        // The brackets around the time of Apache are no part of the layout.
        value.hasBrackets = name == "%t"
        if value.hasBrackets { value.stop = UInt8(ascii: "]") }
        // A quote inside has a backslash.
        value.isQuoted = text.last == UInt8(ascii: "\"") && value.stop == UInt8(ascii: "\"")
        frame.append(text, value)
        text = []
      }
    }
    if !text.isEmpty { frame.append(text, nil) }
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    do throws(LineFrame.Fault) {
      try cells.set(frame, block, line)
      return .record
    } catch {
      return .rejected(error == .openQuote ? .openQuote : .malformed)
    }
  }
}
