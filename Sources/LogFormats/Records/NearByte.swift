internal import ByteScan

extension Span<UInt8> {
  /// Returns the offset of the first occurrence of a byte that is mostly near; `end` if there is none.
  ///
  /// Eight bytes are looked at in one step; for what is far away a search of memory is faster.
  ///
  /// - Complexity: O(*n*) in the bytes searched.
  @inline(__always)
  func nearOffset(of byte: UInt8, from start: Int, to end: Int) -> Int {
    nearOffset(of: byte, or: byte, from: start, to: end)
  }

  /// The same for the first one of two bytes.
  @inline(__always)
  func nearOffset(of byte: UInt8, or other: UInt8, from start: Int, to end: Int) -> Int {
    nearOffset(of: byte, or: other, or: other, from: start, to: end)
  }

  /// The same for the first one of three bytes.
  @inline(__always)
  func nearOffset(
    of byte: UInt8, or other: UInt8, or third: UInt8, from start: Int, to end: Int
  ) -> Int {
    var offset = start
    // The bytes behind `end` may be looked at too, and are not found.
    while offset < end, offset &+ 8 <= count {
      let word = littleEndian(UInt64.self, at: offset)
      var hits = word.markedZeros(after: byte)
      if other != byte { hits |= word.markedZeros(after: other) }
      if third != other { hits |= word.markedZeros(after: third) }
      if hits != 0 { return Swift.min(offset &+ hits.trailingZeroBitCount &>> 3, end) }
      offset &+= 8
    }
    while offset < end, self[offset] != byte, self[offset] != other, self[offset] != third {
      offset += 1
    }
    return Swift.min(offset, end)
  }
}

extension UInt64 {
  /// The top bit of every byte that is the given one, and maybe of others behind the first of those.
  @inline(__always)
  fileprivate func markedZeros(after byte: UInt8) -> UInt64 {
    let rest = self ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    return (rest &- 0x0101_0101_0101_0101) & ~rest & 0x8080_8080_8080_8080
  }
}
