import ByteScan
import Testing

/// Rows of cells that were found one by one, held against the same done cell by cell.
struct PlacedRowsTests {
  @Test(arguments: 0..<40) func `makes rows of the cells that were found`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let block = [UInt8](
      repeating: UInt8(ascii: "x"), count: Int.random(in: 40...400, using: &random))
    let slots: [Int32] = [3, 0, -1, 2, 9]
    let masks: [UInt64] = [7, 0, 7, 7, 7]
    let count = Int.random(in: 1...64, using: &random)
    var places = [UInt32](repeating: 99, count: 2 * slots.count * count)
    var doubts = [UInt64](repeating: 0, count: 64)
    var cells: [[Range<Int>]] = []
    for row in 0..<count {
      // Of four slots; the last one of the cells has none.
      let values = (0..<4).map { _ -> UInt64 in
        if random.next() % 4 == 0 { return 0 }
        let start = Int.random(in: 0...block.count, using: &random)
        let end = Int.random(in: start...min(start + 20, block.count), using: &random)
        return UInt64(start) << 32 | UInt64(end) << 3 | random.next() % 2
      }
      var target = places.mutableSpan
      let forms = ColumnRows.put(
        values.span, slots.span, masks: masks.span, into: &target, at: 2 * slots.count * row)
      #expect(forms == (values[3] | values[2]) & 7, "seed \(seed), row \(row)")
      cells.append(
        slots.map { slot in
          let value = values.indices.contains(Int(slot)) ? values[Int(slot)] : 0
          let range = Int(value >> 32)..<Int(value >> 3 & 0x1FFF_FFFF)
          return range.isEmpty ? 16..<16 : range
        })
      doubts[row] = random.next() % 8 == 0 ? 1 : 0
    }
    let isRow = (0..<count).map { row in
      doubts[row] == 0
        && cells[row].allSatisfy { $0.lowerBound >= 16 && $0.upperBound + 32 <= block.count }
    }
    var firsts = [UInt32](repeating: 0, count: 64)
    let rows = ColumnRows(
      block.span, cellCount: slots.count, count: count, places: &places, firsts: &firsts,
      doubts: &doubts)
    guard let rows else {
      #expect(!isRow.contains(true), "seed \(seed)")
      return
    }
    for row in 0..<count {
      #expect((doubts[row] == 0) == isRow[row], "seed \(seed), row \(row)")
      guard isRow[row] else { continue }
      #expect(slots.indices.map { rows.range($0, row) } == cells[row], "seed \(seed), row \(row)")
    }
  }
}
