import ByteScan
import Testing

/// What a reader makes of a stream, in its order.
enum Piece: Hashable {
  case line([UInt8], offset: UInt64)
  case oversize(offset: UInt64, byteCount: UInt64)
  case torn([UInt8], offset: UInt64)
}

func pieces(
  of bytes: [UInt8], blockByteCount: Int, maximumLineByteCount: Int = 1 << 20,
  pieceByteCount: Int = .max, isCut: Bool = false
) -> [Piece] {
  var reader = LineBlockReader(
    MemorySource(bytes, pieceByteCount: pieceByteCount, isCut: isCut),
    blockByteCount: blockByteCount, maximumLineByteCount: maximumLineByteCount)
  var found: [Piece] = []
  while true {
    switch reader.nextItem() {
    case .block:
      var lines = LineCursor(reader.block)
      while let range = lines.next() {
        found.append(
          .line(
            [UInt8](reader.block.extracting(range)),
            offset: reader.blockOffset + UInt64(range.lowerBound)))
      }
    case .oversizeLine(let offset, let byteCount):
      found.append(.oversize(offset: offset, byteCount: byteCount))
    case .tornLine:
      found.append(.torn([UInt8](reader.block), offset: reader.blockOffset))
    case .end: return found
    }
  }
}

/// The obvious way: split the whole stream at its line feeds.
func naivePieces(of bytes: [UInt8], maximumLineByteCount: Int, isCut: Bool) -> [Piece] {
  var found: [Piece] = []
  var offset = 0
  var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  let endsWithLineFeed = parts.last == []
  if endsWithLineFeed { parts.removeLast() }
  for (number, part) in parts.enumerated() {
    let isLast = number == parts.count - 1
    if part.count > maximumLineByteCount {
      found.append(.oversize(offset: UInt64(offset), byteCount: UInt64(part.count)))
    } else if isLast && !endsWithLineFeed && isCut {
      found.append(.torn(part, offset: UInt64(offset)))
    } else {
      let line = part.last == 0x0D ? Array(part.dropLast()) : part
      found.append(.line(line, offset: UInt64(offset)))
    }
    offset += part.count + 1
  }
  return found
}

struct LineBlockReaderTests {
  static let text = Array(
    "first\n\r\nthird line\r\n\nthe fifth is longer than the others\nlast".utf8)

  @Test(arguments: 1...70) func `never tears a line, whatever the block size`(blockByteCount: Int) {
    let expected = naivePieces(of: Self.text, maximumLineByteCount: 1 << 20, isCut: false)
    for pieceByteCount in [1, 2, 3, 7, 64] {
      let found = pieces(
        of: Self.text, blockByteCount: blockByteCount, pieceByteCount: pieceByteCount)
      #expect(found == expected)
    }
  }

  @Test(arguments: 0..<60) func `agrees with naive splitting, limits and cuts included`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(
      Int.random(in: 0...300, using: &random), from: Array("abcdefg \r\n".utf8))
    for limit in [1, 2, 5, 9, 40] {
      for isCut in [false, true] {
        let expected = naivePieces(of: bytes, maximumLineByteCount: limit, isCut: isCut)
        for blockByteCount in [1, 2, 3, 8, 50, 1000] {
          let found = pieces(
            of: bytes, blockByteCount: blockByteCount, maximumLineByteCount: limit,
            pieceByteCount: Int.random(in: 1...20, using: &random), isCut: isCut)
          #expect(found == expected, "seed \(seed), limit \(limit), block \(blockByteCount)")
        }
      }
    }
  }

  @Test func `a line of exactly the limit passes and one byte more does not`() {
    let limit = 1 << 20
    let long = [UInt8](repeating: 0x61, count: limit)
    let found = pieces(of: long + [0x0A] + long + [0x61, 0x0A, 0x62], blockByteCount: 1 << 18)
    #expect(
      found == [
        .line(long, offset: 0), .oversize(offset: UInt64(limit + 1), byteCount: UInt64(limit + 1)),
        .line([0x62], offset: UInt64(2 * limit + 3)),
      ])
  }
}

struct LineCursorTests {
  static let rows: [(text: String, lines: [String])] = [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]),
    ("a\r\nb\r\r\n", ["a", "b\r"]), ("a\rb\n", ["a\rb"]), ("\r", [""]),
  ]

  @Test(arguments: rows) func `splits a block into lines`(text: String, lines: [String]) {
    let bytes = Array(text.utf8)
    var cursor = LineCursor(bytes.span)
    var found: [String] = []
    while let range = cursor.next() {
      found.append(String(lossy: bytes.span.extracting(range)))
    }
    #expect(found == lines)
  }
}
