internal import ByteScan
internal import EventModel

/// How values are taken that are more than the bytes of one column.
extension EventFiller {
  /// Reads the time of a record: from the first of its clocks that is there, else from the envelope.
  mutating func time(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ envelope: Envelope?
  ) -> Result<Timestamp, RecordFault> {
    // Nearly every format has one clock.
    var chosen = 0
    while chosen < clockSlots.count, !isPresent(cells[clockSlots[chosen][0]], block) { chosen += 1 }
    chosenClock = chosen
    if chosen == clockSlots.count {
      return envelope?.time ?? .failure(.badTime)
    }
    if clockSlots[chosen].count == 1 {
      let cell = cells[clockSlots[chosen][0]]
      if cell.form == .plain { return clocks[chosen].time(block.extracting(cell.range)) }
    }
    // Date and clock that stand side by side are one text already.
    if clockSlots[chosen].count == 2 {
      let (date, hours) = (cells[clockSlots[chosen][0]], cells[clockSlots[chosen][1]])
      let middle = date.range.upperBound
      if date.form == .plain, hours.form == .plain, hours.range.lowerBound == middle + 1,
        block[middle] == 0x20
      {
        return clocks[chosen].time(
          block.extracting(date.range.lowerBound..<hours.range.upperBound))
      }
    }
    // Buffers are taken out of `self` while others of its parts are at work, and put back after.
    var text: [UInt8] = []
    swap(&text, &decoded)
    defer { swap(&text, &decoded) }
    text.removeAll(keepingCapacity: true)
    for (index, slot) in clockSlots[chosen].enumerated() {
      if index > 0 { text.append(0x20) }
      let cell = cells[slot]
      cell.form.append(block, cell.range, to: &text)
    }
    return clocks[chosen].time(text.span)
  }

  /// The part of a value that is meant.
  static func range(
    of part: RecordDeclaration.Part, _ range: Range<Int>, _ block: Span<UInt8>
  ) -> Range<Int> {
    switch part {
    case .first(let count):
      return range.lowerBound..<min(range.upperBound, range.lowerBound + count)
    case .before(let byte):
      for offset in range where block[offset] == byte { return range.lowerBound..<offset }
      return range
    case .after(let byte):
      for offset in range where block[offset] == byte { return (offset + 1)..<range.upperBound }
      return range.upperBound..<range.upperBound
    }
  }

  /// Writes what a value stands for to ``decoded``.
  mutating func decode(_ cell: RecordCells.Cell, _ block: Span<UInt8>) {
    decoded.removeAll(keepingCapacity: true)
    cell.form.append(block, cell.range, to: &decoded)
  }

  /// Adds the values of a list.
  mutating func setList(
    _ step: RecordPlan.Step, _ cell: RecordCells.Cell, _ event: inout Event, _ block: Span<UInt8>
  ) {
    if takesArrays, JSONArray.isArray(block, cell.range) {
      var element: [UInt8] = []
      JSONArray.forEachElement(block, cell.range) { range in
        element.removeAll(keepingCapacity: true)
        CellForm.json.append(block, range, to: &element)
        if !element.isEmpty { event.append(step.field, copying: element.span) }
      }
      return
    }
    decode(cell, block)
    var start = 0
    while start <= decoded.count {
      var end = start
      while end < decoded.count, step.separator == 0 || decoded[end] != step.separator { end += 1 }
      var first = start
      var last = end
      while first < last, decoded[first].isBlank { first += 1 }
      while last > first, decoded[last - 1].isBlank { last -= 1 }
      if first < last { event.append(step.field, copying: decoded.span.extracting(first..<last)) }
      start = end + 1
    }
  }
}
