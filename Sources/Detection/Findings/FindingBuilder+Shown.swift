internal import EventModel
internal import RuleProgram

extension FindingBuilder {
  /// Returns the totals that a rule compares, with what they came to.
  func limits(
    of rule: CompiledRule, totals: (Int) -> Int64?, habits: [ScaledTotal?]
  ) -> [FindingLimit] {
    (rule.condition?.comparisons() ?? []).map { left, comparison, right in
      let unit = left.unit(in: rule) ?? right.unit(in: rule) ?? .integer
      return FindingLimit(
        total: RuleNotation(context.program).text(of: left, as: unit, in: rule),
        comparison: comparison,
        value: left.value(totals: totals, habits: { habits[$0] })?.truncated,
        limit: right.value(totals: totals, habits: { habits[$0] })?.truncated, unit: unit)
    }
  }

  /// Shows an event that stands in the timeline.
  func shown(
    _ fact: Int, at evidence: Range<Int>, destinations: [[UInt8]], totals: [Int64?]
  ) -> ShownEvent {
    var event = ShownEvent(
      time: Timestamp(microseconds: timeline.facts[fact].time), kind: timeline.facts[fact].kind,
      bytesOut: timeline.number(.bytesOut, of: fact), evidence: evidence)
    event.destination = destinations.map { String(logBytes: $0) }.joined(separator: ", ")
    event.object = object(of: fact)
    for line in timeline.lines(of: fact) {
      let stored = timeline.bytes(line.range)
      if let read = context.storedText(Int(line.place.source), stored) {
        event.texts.append(Self.front(of: read.text[...]))
        if event.storedAs.isEmpty { event.storedAs = read.encoding }
      } else {
        event.texts.append(Self.front(of: stored))
      }
    }
    event.totals = totals
    return event
  }

  /// The front of a line, not cut inside a character.
  private static func front(of line: ArraySlice<UInt8>) -> [UInt8] {
    guard line.count > ShownEvent.textByteCount else { return Array(line) }
    var end = line.startIndex + ShownEvent.textByteCount
    var byteCount = 0
    while byteCount < 3, line[end] & 0xC0 == 0x80 {
      end -= 1
      byteCount += 1
    }
    return Array(line[..<end])
  }

  /// What an event was about, as far as its fact keeps that.
  private func object(of fact: Int) -> String {
    let texts = [Field.path, .document, .attachment, .name, .table, .statement]
      .lazy.map { values.wholeTexts(of: $0, of: fact) }.first { !$0.isEmpty }
    return (texts ?? []).prefix(8).map { String(logBytes: $0) }.joined(separator: ", ")
  }
}

/// Keeps what is shown of findings within bounds, the same for any number of workers.
///
/// One of them belongs to one partition, whose subjects always come in one order.
struct ShownBound {
  /// About how many bytes the shown events of a partition may take.
  static let byteCount = 6_000_000
  private var taken = 0

  /// Takes note of further findings, and takes the shown events from the least serious ones when
  /// there are too many.
  ///
  /// - Complexity: O(*n*), and amortized O(*n* log *n*) where there are too many.
  mutating func add(_ findings: [Finding], to all: inout [Finding]) {
    for finding in findings { taken += finding.shown.reduce(0) { $0 + $1.byteCount } }
    all += findings
    guard taken > 2 * Self.byteCount else { return }
    let order = all.indices.filter { !all[$0].shown.isEmpty }.sorted {
      let (a, b) = (all[$0], all[$1])
      return a.severity != b.severity
        ? a.severity > b.severity
        : a.score != b.score ? a.score > b.score : a.id < b.id
    }
    taken = 0
    for index in order {
      let byteCount = all[index].shown.reduce(0) { $0 + $1.byteCount }
      if taken + byteCount <= Self.byteCount { taken += byteCount } else { all[index].shown = [] }
    }
  }
}
