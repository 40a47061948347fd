/// The contents of a compiled tzdata file (RFC 8536, "TZif").
///
///     header v1 ── 32-bit block, skipped if there is a second one
///     header v2 ── 64-bit block: times, their types, the types' offsets
///     footer    ── "\n" TZ rule "\n", for the time after the last change
struct ZoneFile {
  /// Seconds since 1970 at which the offset changes, ascending.
  var changes: [Int64] = []
  /// The offset from each change on, in seconds ahead of UTC.
  var offsets: [Int] = []
  /// The offset before the first change.
  var firstOffset = 0
  var rule: ZoneRule?

  /// Reads the bytes of a file, or returns `nil` if they are not a whole TZif file.
  ///
  /// Files that count leap seconds (`right/…`) are refused: no log counts them.
  init?(_ bytes: Span<UInt8>) {
    guard let first = Header(bytes, at: 0) else { return nil }
    guard first.version > 0 else {
      guard readBlock(bytes, first, timeSize: 4) else { return nil }
      return
    }
    guard let second = Header(bytes, at: first.end(timeSize: 4)),
      readBlock(bytes, second, timeSize: 8)
    else { return nil }
    let footer = second.end(timeSize: 8)
    guard footer < bytes.count, bytes[footer] == 0x0A else { return nil }
    var end = footer + 1
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    guard end < bytes.count else { return nil }
    guard end > footer + 1 else { return }
    guard let rule = ZoneRule(bytes.extracting((footer + 1)..<end)) else { return nil }
    self.rule = rule
  }

  private mutating func readBlock(
    _ bytes: Span<UInt8>, _ header: Header, timeSize: Int
  ) -> Bool {
    guard header.leapCount == 0, header.typeCount > 0, header.end(timeSize: timeSize) <= bytes.count
    else { return false }
    let typeNumbers = header.start + header.timeCount * timeSize
    let types = typeNumbers + header.timeCount
    func offset(ofType type: Int) -> Int {
      Int(Int32(truncatingIfNeeded: bytes.bigEndian(at: types + type * 6, byteCount: 4)))
    }
    firstOffset = offset(ofType: 0)
    var current = firstOffset
    for index in 0..<header.timeCount {
      let start = header.start + index * timeSize
      let raw = bytes.bigEndian(at: start, byteCount: timeSize)
      let time = timeSize == 8 ? raw : Int64(Int32(truncatingIfNeeded: raw))
      let type = Int(bytes[typeNumbers + index])
      guard type < header.typeCount, changes.last.map({ $0 < time }) ?? true else { return false }
      let next = offset(ofType: type)
      guard abs(next) < 26 * 3600 else { return false }
      // A change of name only is no change of the clock.
      if next == current { continue }
      changes.append(time)
      offsets.append(next)
      current = next
    }
    return true
  }

  /// The counts that stand before a block.
  private struct Header {
    /// 0 for version 1, else the digit of the version.
    var version: UInt8
    /// The offset of the block's first byte.
    var start: Int
    var utcCount, standardCount, leapCount, timeCount, typeCount, nameByteCount: Int

    init?(_ bytes: Span<UInt8>, at offset: Int) {
      guard offset + 44 <= bytes.count, bytes.bigEndian(at: offset, byteCount: 4) == 0x545A_6966
      else { return nil }
      version = bytes[offset + 4] &- 0x30 < 10 ? bytes[offset + 4] - 0x30 : 0
      start = offset + 44
      func count(_ number: Int) -> Int {
        Int(bytes.bigEndian(at: offset + 20 + number * 4, byteCount: 4))
      }
      (utcCount, standardCount, leapCount) = (count(0), count(1), count(2))
      (timeCount, typeCount, nameByteCount) = (count(3), count(4), count(5))
    }

    /// The offset of the first byte after the block; counts are below 2³², so nothing overflows.
    func end(timeSize: Int) -> Int {
      start + timeCount * (timeSize + 1) + typeCount * 6 + nameByteCount
        + leapCount * (timeSize + 4) + standardCount + utcCount
    }
  }
}

extension Span<UInt8> {
  /// Reads a big-endian number of up to eight bytes; the caller has checked that they exist.
  fileprivate func bigEndian(at offset: Int, byteCount: Int) -> Int64 {
    var value: UInt64 = 0
    for index in offset..<(offset + byteCount) { value = value << 8 | UInt64(self[index]) }
    return Int64(bitPattern: value)
  }
}
