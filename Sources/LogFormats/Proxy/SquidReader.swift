internal import ByteScan
internal import EventModel

/// Reads blocks of Squid lines with a structural index of blanks and line feeds.
struct SquidReader: Sendable {
  private var lines: SquidLineReader
  private var index = StructuralIndex()
  private static let separators = SeparatorSet(0x20, 0x0A)

  init(
    _ format: SquidLogformat, named name: String, timezone: CivilZone?, wanted: FieldSet
  ) {
    lines = SquidLineReader(format, named: name, timezone: timezone, wanted: wanted)
  }

  /// Reads whole lines and makes one call of the sink for each.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    // The index is taken out of `self` while its positions are walked, and put back after.
    var index = StructuralIndex()
    var event = Event()
    swap(&index, &self.index)
    defer { swap(&index, &self.index) }
    index.index(block, separators: Self.separators)
    let positions = index.positions
    var position = 0
    var start = 0
    var number = firstLine
    while start < block.count {
      lines.beginLine()
      var columnStart = start
      var next = 0
      var end = 0
      while true {
        let at = position < positions.count ? Int(positions[position]) : block.count
        position += 1
        if at < block.count && block[at] != 0x0A {
          if at > columnStart { lines.note(column: columnStart, at) }
          columnStart = at + 1
          continue
        }
        next = at + 1
        end = at > start && block[at - 1] == 0x0D ? at - 1 : at
        if end > columnStart { lines.note(column: columnStart, end) }
        break
      }
      let line = LinePlace(number: number, range: start..<end)
      if block[start] == 0 {
        // Rubble of a power loss, even where a layout would take it for a value.
        sink.reject(.nulRun, in: block, at: line)
        start = next
        number += 1
        continue
      }
      switch lines.read(block, lineEnd: end, into: &event) {
      case .event:
        if sink.isConcerned(by: event, in: block) {
          lines.complete(&event, in: block)
          sink.accept(&event, in: block, at: line)
        } else {
          sink.pass(event, at: line)
        }
      case .ignored(let reason):
        sink.ignore(reason, program: block.extracting(0..<0), at: line)
      case .rejected(let reason):
        let isNulRun = block.isNulRun(line.range)
        sink.reject(isNulRun ? .nulRun : reason, in: block, at: line)
      }
      start = next
      number += 1
    }
  }
}
