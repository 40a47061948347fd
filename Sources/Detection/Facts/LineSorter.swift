internal import ByteScan

/// Puts lines of records in order; storage to be used again and again.
struct LineSorter: Sendable {
  private var hashes: [UInt64] = []
  private static let fewLines = 16

  /// Sorts lines by (time, hash of the line, number, offset); they are not hashed if each is later than the one
  /// before it.
  mutating func sort(
    _ lines: inout [PackedRecords.Line], in range: Range<Int>, of bytes: Span<UInt8>
  ) {
    var place = range.lowerBound + 1
    while place < range.upperBound, lines[place - 1].time < lines[place].time { place += 1 }
    guard place < range.upperBound else { return }
    hashes.removeAll(keepingCapacity: true)
    for number in range { hashes.append(Self.hash(lines[number], of: bytes)) }
    guard range.count <= Self.fewLines else { return sortMany(&lines, in: range) }
    // Few are put in their places one by one, so that nothing is allocated for them.
    let count = range.count
    var sorted = hashes.mutableSpan
    var moved = lines.mutableSpan
    for number in 1..<count {
      let (line, hash) = (moved[range.lowerBound + number], sorted[number])
      var free = number
      while free > 0 {
        let before = moved[range.lowerBound + free - 1]
        guard Self.precedes(line, hash, before, sorted[free - 1]) else { break }
        moved[range.lowerBound + free] = before
        sorted[free] = sorted[free - 1]
        free -= 1
      }
      moved[range.lowerBound + free] = line
      sorted[free] = hash
    }
  }

  private func sortMany(_ lines: inout [PackedRecords.Line], in range: Range<Int>) {
    let numbers = hashes.indices.sorted {
      Self.precedes(
        lines[range.lowerBound + $0], hashes[$0], lines[range.lowerBound + $1], hashes[$1])
    }
    let sorted = numbers.map { lines[range.lowerBound + $0] }
    for (number, line) in sorted.enumerated() { lines[range.lowerBound + number] = line }
  }

  private static func hash(_ line: PackedRecords.Line, of bytes: Span<UInt8>) -> UInt64 {
    stableHash64(bytes.extracting(line.range))
  }

  @inline(__always)
  private static func precedes(
    _ a: PackedRecords.Line, _ hash: UInt64, _ b: PackedRecords.Line, _ other: UInt64
  ) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if hash != other { return hash < other }
    return a.number == b.number ? a.offset < b.offset : a.number < b.number
  }
}
