internal import ByteScan
internal import EventModel

extension LineSink where Self: ~Copyable {
  /// Takes what was made of a record of one or more lines, the first of which is given.
  ///
  /// An event that nobody is concerned by is passed; a record that is none leads to one call for each line.
  @inline(__always)
  mutating func take(
    _ outcome: LineOutcome, _ event: inout Event, in block: Span<UInt8>, at line: LinePlace,
    lineCount: Int = 1
  ) {
    guard outcome == .event else {
      return leaveOut(outcome, in: block, at: line, lineCount: lineCount)
    }
    if isConcerned(by: event, in: block) {
      accept(&event, in: block, at: line)
    } else {
      pass(event, at: line)
    }
    if lineCount > 1 { addLines(lineCount - 1) }
  }

  /// Ignores or rejects every line of a record that is no event.
  mutating func leaveOut(
    _ outcome: LineOutcome, in block: Span<UInt8>, at line: LinePlace, lineCount: Int = 1
  ) {
    var place = line
    for number in 0..<lineCount {
      if number > 0 { place = block.place(after: place) }
      switch outcome {
      case .ignored(let reason):
        ignore(reason, program: block.extracting(0..<0), at: place)
      case .rejected(let reason): reject(reason, in: block, at: place)
      case .event: break
      }
    }
  }
}

extension Span<UInt8> {
  /// The line after a line of the same block.
  func place(after line: LinePlace) -> LinePlace {
    let start = (firstOffset(of: 0x0A, from: line.range.upperBound) ?? count - 1) + 1
    let end = firstOffset(of: 0x0A, from: start) ?? count
    return LinePlace(number: line.number + 1, range: withoutCarriageReturn(start..<end))
  }
}
