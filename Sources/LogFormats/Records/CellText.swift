internal import ByteScan
internal import EventModel

/// Gives events the values of cells, whose escapes are undone in storage that is used again.
struct CellText: Sendable {
  /// The value that was decoded last.
  private(set) var decoded: [UInt8] = []

  /// Sets a text field to the value of a cell; an empty one is missing.
  ///
  /// - Complexity: O(*n*) in the bytes of the cell, O(1) if nothing has to be undone.
  mutating func set(
    _ field: Field, of event: inout Event, to cell: RecordCells.Cell, in block: Span<UInt8>
  ) {
    if cell.form == .plain { return event.set(field, toBlockRange: cell.range) }
    copy(cell, in: block, to: field, of: &event)
  }

  /// Sets a text field to a copy of the value of a cell, whose bytes are not those of the event's block.
  mutating func copy(
    _ cell: RecordCells.Cell, in bytes: Span<UInt8>, to field: Field, of event: inout Event
  ) {
    if cell.form == .plain { return event.set(field, copying: bytes.extracting(cell.range)) }
    decode(cell, in: bytes)
    event.set(field, copying: decoded.span)
  }

  /// Adds the value of a cell to a list field; an empty one is missing.
  mutating func append(
    _ field: Field, of event: inout Event, _ cell: RecordCells.Cell, in block: Span<UInt8>
  ) {
    decode(cell, in: block)
    if !decoded.isEmpty { event.append(field, copying: decoded.span) }
  }

  /// Decodes the value of a cell.
  mutating func decode(_ cell: RecordCells.Cell, in block: Span<UInt8>) {
    decoded.removeAll(keepingCapacity: true)
    cell.form.append(block, cell.range, to: &decoded)
  }
}
