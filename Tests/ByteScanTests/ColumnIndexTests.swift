import ByteScan
import CByteMask
import Testing

/// The column ends of a text, found byte by byte.
private struct NaiveColumns: Equatable {
  var ends: [UInt32] = []
  var lineEnds: [UInt32] = []

  init(of bytes: [UInt8], separator: UInt8) {
    var previous: UInt8 = 0x0A
    for (offset, byte) in bytes.enumerated() {
      let followsSeparator = previous == separator || previous == 0x0A
      if byte == 0x0A {
        ends.append(UInt32(offset))
        lineEnds.append(UInt32(ends.count))
      } else if byte == separator, !followsSeparator {
        ends.append(UInt32(offset))
      }
      previous = byte
    }
  }

  init(_ index: borrowing ColumnIndex) {
    for position in index.ends.indices { ends.append(index.ends[position]) }
    for position in index.lineEnds.indices { lineEnds.append(index.lineEnds[position]) }
  }

  init(ends: [UInt32], lineEnds: [UInt32]) {
    self.ends = ends
    self.lineEnds = lineEnds
  }
}

struct ColumnIndexTests {
  @Test(arguments: 0..<60) func `agrees with the naive index on random bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var index = ColumnIndex()
    for separator: UInt8 in [0x20, 0x09, 0x00, 0xFF] {
      let bytes = random.bytes(
        Int.random(in: 0...700, using: &random), from: [0x0A, separator, separator, 0x61, 0x80])
      index.index(bytes.span, separator: separator)
      #expect(
        NaiveColumns(index) == NaiveColumns(of: bytes, separator: separator), "seed \(seed)")
    }
  }

  @Test(arguments: 0...200) func `indexes every length`(byteCount: Int) {
    var index = ColumnIndex()
    for bytes in [
      [UInt8](repeating: 0x0A, count: byteCount), [UInt8](repeating: 0x20, count: byteCount),
      (0..<byteCount).map { $0 % 2 == 0 ? 0x61 : 0x20 },
    ] {
      index.index(bytes.span, separator: 0x20)
      #expect(NaiveColumns(index) == NaiveColumns(of: bytes, separator: 0x20))
    }
  }

  @Test func `a block of line feeds only outgrows the storage and is whole`() {
    let bytes = [UInt8](repeating: 0x0A, count: 100_000)
    var index = ColumnIndex()
    index.index([0x0A].span, separator: 0x20)
    index.index(bytes.span, separator: 0x20)
    #expect(index.lineEnds.count == 100_000)
    #expect(index.ends[99_999] == 99_999)
  }

  @Test(arguments: 1...byte_column_forms(), 0..<30)
  func `every form of this processor gives the same columns`(form: Int32, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet: [UInt8] = seed % 2 == 0 ? [0x0A, 0x20, 0x61] : [0x20, 0x61, 0x61, 0x61, 0x61]
    let bytes = random.bytes(Int.random(in: 0...700, using: &random), from: alphabet)
    var ends = [UInt32](repeating: 0, count: bytes.count + 64)
    var lineEnds = ends
    // SAFETY: the function reads the bytes and writes at most the two counts it is given.
    let progress = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe ends.withUnsafeMutableBufferPointer { ends in
        unsafe lineEnds.withUnsafeMutableBufferPointer { lines in
          unsafe byte_column_index_in(
            form, source.baseAddress, source.count, 0x20,
            byte_column_progress(written: 0, lines: 0, reached: 0, after_separator: 1),
            ends.baseAddress, ends.count, lines.baseAddress, lines.count)
        }
      }
    }
    let found = NaiveColumns(
      ends: Array(ends[..<progress.written]), lineEnds: Array(lineEnds[..<progress.lines]))
    #expect(found == NaiveColumns(of: bytes, separator: 0x20), "seed \(seed)")
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

  @Test(arguments: 0..<40) func `counts lines as the naive way does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(Int.random(in: 0...400, using: &random), from: [0x0A, 0x61, 0x61])
    let feeds = bytes.count { $0 == 0x0A }
    let lines = feeds + (bytes.isEmpty || bytes.last == 0x0A ? 0 : 1)
    #expect(bytes.span.lineCount == lines, "seed \(seed)")
  }
}
