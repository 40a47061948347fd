internal import ByteScan
internal import EventModel

/// Finds the word for a request method.
enum SquidMethod {
  /// Returns the word, or `nil` for a method that rules don't know.
  static func word(_ method: Span<UInt8>) -> Word? {
    guard method.count <= 8 else { return method.equals("PROPPATCH") ? .proppatch : nil }
    var key: UInt64 = 0
    for index in method.indices { key = key << 8 | UInt64(method[index]) }
    return word(bigEndian: key)
  }

  /// Words by the hash of their bytes, so that many are found without a branch.
  private struct Known {
    var bytes: UInt64 = 0
    var byteCount: UInt64 = 0
    var word: Word = .get
  }

  /// The methods that proxies see all day, each in a place of its own.
  private static let known: [Known] = {
    var known = [Known](repeating: Known(), count: 16)
    let names: [(StaticString, Word)] = [
      ("GET", .get), ("POST", .post), ("CONNECT", .connect), ("PUT", .put), ("HEAD", .head),
      ("OPTIONS", .options), ("PATCH", .patch), ("DELETE", .delete),
    ]
    for (name, word) in names {
      var bytes: UInt64 = 0
      for byte in "\(name)".utf8.reversed() { bytes = bytes << 8 | UInt64(byte) }
      known[slot(bytes)] = Known(
        bytes: bytes, byteCount: UInt64(name.utf8CodeUnitCount), word: word)
    }
    return known
  }()

  @inline(__always)
  private static func slot(_ bytes: UInt64) -> Int {
    Int(truncatingIfNeeded: (bytes &* 0x9D3A_51C8_E60B_74F3) >> 60)
  }

  /// Finds the methods of many lines; doubts those that are not among the usual ones.
  ///
  /// - Parameters:
  ///   - scratch: The column of the method.
  ///   - count: How many lines there are.
  ///   - methods: Where the raw values of the words are written.
  ///   - doubts: The doubts of the lines.
  static func find(
    _ scratch: borrowing SquidScratch, count: Int, into methods: inout [UInt8],
    _ doubts: inout [UInt64]
  ) {
    let (words, byteCounts) = (scratch.first.span, scratch.byteCounts.span)
    let known = Self.known.span
    var methods = methods.mutableSpan
    var doubts = doubts.mutableSpan
    for line in 0..<count {
      let slot = slot(words[line])
      doubts[line] |= (known[slot].bytes ^ words[line]) | (known[slot].byteCount ^ byteCounts[line])
      methods[line] = known[slot].word.rawValue
    }
  }

  /// Returns the word for up to 8 bytes, the first one lowest, with zeros behind them.
  @inline(__always)
  static func word(littleEndian bytes: UInt64) -> Word? {
    // Most requests of an office are these.
    if bytes == 0x54_4547 { return .get }
    if bytes == 0x54_4345_4E4E_4F43 { return .connect }
    if bytes == 0x5453_4F50 { return .post }
    return word(bigEndian: bytes.byteSwapped >> UInt64(bytes.leadingZeroBitCount & 0x38))
  }

  private static func word(bigEndian key: UInt64) -> Word? {
    switch key {
    case 0x47_4554: return .get
    case 0x504F_5354: return .post
    case 0x434F_4E4E_4543_54: return .connect
    case 0x50_5554: return .put
    case 0x4845_4144: return .head
    case 0x50_4154_4348: return .patch
    case 0x4445_4C45_5445: return .delete
    case 0x4F_5054_494F_4E53: return .options
    case 0x54_5241_4345: return .trace
    case 0x5052_4F50_4649_4E44: return .propfind
    case 0x4D_4B43_4F4C: return .mkcol
    case 0x434F_5059: return .copyMethod
    case 0x4D4F_5645: return .moveMethod
    case 0x4C4F_434B: return .lock
    case 0x554E_4C4F_434B: return .unlock
    case 0x5245_504F_5254: return .report
    case 0x5345_4152_4348: return .search
    default: return nil
    }
  }
}
