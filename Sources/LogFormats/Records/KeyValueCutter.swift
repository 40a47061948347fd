internal import ByteScan
internal import EventModel

/// Takes `key=value key="quoted \"value\""` apart, as firewalls and many programs write it.
///
/// Words without `=` are passed over, and so is what a syslog daemon puts in front; of a key that comes
/// twice the first one counts.
struct KeyValueCutter: RecordCutter {
  private let names: SlotNames
  private var pairs = KeyPairs()
  private let delimiter: UInt8
  /// What separates words too: a tab where a blank does.
  private let otherDelimiter: UInt8

  /// The place of the first word of a record, if that is wanted.
  private let firstWord: Int?

  init(_ plan: RecordPlan) {
    names = SlotNames(plan.names)
    delimiter = plan.declaration.delimiter ?? 0x20
    otherDelimiter = delimiter == 0x20 ? 0x09 : delimiter
    firstWord = plan.places.firstIndex(of: .numbered(1))
  }

  /// Takes pairs apart that blanks separate.
  init(_ names: SlotNames) {
    self.names = names
    (delimiter, otherDelimiter, firstWord) = (0x20, 0x09, nil)
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    let end = line.upperBound
    var offset = SyslogLine.afterPriority(block, line)
    if let firstWord {
      let start = offset
      offset = block.nearOffset(of: delimiter, or: otherDelimiter, from: start, to: end)
      cells.set(firstWord, start, offset)
    }
    switch cells.set(
      &pairs, names, block, offset..<end, as: .words(delimiter, or: otherDelimiter))
    {
    case .pairs: return .record
    case .noPair: return .rejected(.malformed)
    case .openQuote: return .rejected(.openQuote)
    }
  }
}
