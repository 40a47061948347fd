import ByteScan
import CByteMask
import Testing

struct StructuralIndexTests {
  static let sets = [
    SeparatorSet(0x0A), SeparatorSet(0x20, 0x0A), SeparatorSet(0x2C, 0x22, 0x0A),
    SeparatorSet(0x00, 0xFF, 0x80, 0x7F),
  ]

  func naivePositions(_ bytes: [UInt8], _ separators: SeparatorSet) -> [UInt32] {
    bytes.indices.filter { separators.contains(bytes[$0]) }.map { UInt32($0) }
  }

  func positions(_ index: borrowing StructuralIndex) -> [UInt32] {
    index.positions.indices.map { index.positions[$0] }
  }

  @Test(arguments: 0..<40) func `agrees with the naive index on random bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var index = StructuralIndex()
    let alphabet: [UInt8] = [0x00, 0x0A, 0x20, 0x22, 0x2C, 0x61, 0x7F, 0x80, 0xFF]
    for set in Self.sets {
      let bytes = random.bytes(Int.random(in: 0...700, using: &random), from: alphabet)
      index.index(bytes.span, separators: set)
      #expect(positions(index) == naivePositions(bytes, set), "seed \(seed)")
    }
  }

  @Test(arguments: 0...200) func `indexes every length`(byteCount: Int) {
    let bytes = [UInt8](repeating: 0x20, count: byteCount)
    var index = StructuralIndex()
    index.index(bytes.span, separators: SeparatorSet(0x20, 0x0A))
    #expect(positions(index) == (0..<UInt32(byteCount)).map { $0 })
    index.index(bytes.span, separators: SeparatorSet(0x0A))
    #expect(index.count == 0)
  }

  @Test func `a block of separators only outgrows the storage and is whole`() {
    let bytes = [UInt8](repeating: 0x0A, count: 100_000)
    var index = StructuralIndex()
    index.index([0x0A].span, separators: SeparatorSet(0x0A))
    index.index(bytes.span, separators: SeparatorSet(0x0A))
    #expect(index.count == 100_000)
    #expect(index.positions[99_999] == 99_999)
  }

  @Test(arguments: 0..<20) func `the baseline form gives the same positions`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(Int.random(in: 0...700, using: &random), from: [0x0A, 0x20, 0x61])
    var index = StructuralIndex()
    for separators: [UInt8] in [[0x0A], [0x0A, 0x20], [0x0A, 0x20, 0x61], [1, 2, 3, 0x20]] {
      index.index(
        bytes.span,
        separators: SeparatorSet(
          separators[0], separators.count > 1 ? separators[1] : nil,
          separators.count > 2 ? separators[2] : nil, separators.count > 3 ? separators[3] : nil))
      var found = [UInt32](repeating: 0, count: bytes.count + 64)
      // SAFETY: the function reads the two arrays and writes at most `found.count` positions.
      let progress = unsafe bytes.withUnsafeBufferPointer { source in
        unsafe separators.withUnsafeBufferPointer { set in
          unsafe found.withUnsafeMutableBufferPointer { target in
            unsafe byte_mask_index_baseline(
              source.baseAddress, source.count, 0, set.baseAddress, Int32(set.count),
              target.baseAddress, target.count)
          }
        }
      }
      #expect(progress.reached == bytes.count)
      #expect(Array(found[..<progress.written]) == positions(index), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<20) func `both forms of the mask agree on every byte value`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(64, from: Array(0...255))
    for value in UInt8.min...UInt8.max {
      // SAFETY: the array holds the 64 bytes that a mask reads.
      let (here, portable) = unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe (
          byte_mask_equal(buffer.baseAddress, value),
          byte_mask_equal_portable(buffer.baseAddress, value)
        )
      }
      var naive: UInt64 = 0
      for index in 0..<64 where bytes[index] == value { naive |= 1 << UInt64(index) }
      #expect(here == naive && portable == naive, "seed \(seed), byte \(value)")
    }
  }

  @Test(arguments: 0..<40) func `walks the lines and fields that the plain cursors find`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    let block = random.bytes(
      Int.random(in: 0...400, using: &random), from: Array("abc  \r\n".utf8))
    var index = StructuralIndex()
    index.index(block.span, separators: SeparatorSet(0x20, 0x0A))
    var plain = LineCursor(block.span)
    var indexed = IndexedLineCursor(block.span, positions: index.positions)
    while let line = indexed.next() {
      #expect(plain.next() == line.bytes, "seed \(seed)")
      var fields = FieldCursor(block.span.extracting(line.bytes), separatedBy: 0x20)
      var start = line.bytes.lowerBound
      for number in line.separators.lowerBound...line.separators.upperBound {
        let end =
          number < line.separators.upperBound
          ? Int(index.positions[number]) : line.bytes.upperBound
        let field = start - line.bytes.lowerBound..<end - line.bytes.lowerBound
        #expect(fields.nextRange() == field, "seed \(seed)")
        start = end + 1
      }
      #expect(fields.nextRange() == nil)
    }
    #expect(plain.next() == nil)
  }
}
