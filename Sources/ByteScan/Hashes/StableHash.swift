/// Returns a 64-bit hash of bytes that never changes between runs, machines or releases.
///
/// Facts are ordered and deduplicated by it, so its values are part of what the program promises.
/// It is no defence against someone who looks for collisions: where that matters, SHA-256 decides.
///
/// How it works: words of 8 bytes, little-endian, are taken in pairs; each pair is multiplied to 128
/// bits after both were mixed with a constant or the running lane, and the two halves are xored.
/// From 64 bytes on two lanes run side by side. The rest and the length are mixed in the same way.
///
/// - Complexity: O(*n*) in the bytes; about 16 bytes in five processor cycles on each lane.
package func stableHash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
  // SAFETY: every load below is of 8 bytes, or of the last ones, within `0..<count`.
  unsafe bytes.withUnsafeBytes { buffer in
    let count = buffer.count
    var lane = mixed(seed ^ HashConstant.start, UInt64(count) ^ HashConstant.length)
    guard let bytes = buffer.baseAddress else { return finished(lane) }
    var at = 0
    if count >= 64 {
      var second = lane ^ HashConstant.second
      while at + 32 <= count {
        lane = unsafe absorbed(lane, word(bytes, at), word(bytes, at + 8))
        second = unsafe absorbed(second, word(bytes, at + 16), word(bytes, at + 24))
        at += 32
      }
      lane = absorbed(lane, second, HashConstant.second)
    }
    while at + 16 <= count {
      lane = unsafe absorbed(lane, word(bytes, at), word(bytes, at + 8))
      at += 16
    }
    if at < count {
      let rest = count - at
      let first = unsafe rest >= 8 ? word(bytes, at) : lastBytes(bytes, of: count, rest)
      let second = unsafe rest > 8 ? lastBytes(bytes, of: count, rest - 8) : 0
      lane = absorbed(lane, first, second)
    }
    return finished(lane)
  }
}

/// Odd constants with about as many set as clear bits, drawn once at random.
private enum HashConstant {
  static let start: UInt64 = 0x9D3A_51C8_E60B_74F3
  static let length: UInt64 = 0x5B17_E2C9_4A86_D135
  static let second: UInt64 = 0xC6A5_391E_7F42_8D6B
  static let pair: UInt64 = 0xB28F_64D1_0E9C_735D
  static let finish: UInt64 = 0x71E4_8B5C_D93A_26A7
}

@inline(always)
private func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

/// The rotated lane is added so that a pair that happens to cancel to zero can't erase the past.
@inline(always)
private func absorbed(_ lane: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
  mixed(a ^ HashConstant.pair, b ^ lane) &+ lane.rotated(by: 29)
}

@inline(always)
private func finished(_ lane: UInt64) -> UInt64 {
  mixed(lane ^ HashConstant.finish, lane.rotated(by: 32) ^ HashConstant.start)
}

@inline(always)
private func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
  // SAFETY: the caller has checked that 8 bytes follow `offset`.
  unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The last bytes as the lower part of a word, fewer than eight of them.
@inline(always)
private func lastBytes(_ bytes: UnsafeRawPointer, of count: Int, _ byteCount: Int) -> UInt64 {
  if count >= 8 {
    // SAFETY: eight bytes end where all of them do.
    return unsafe word(bytes, count - 8) >> UInt64(8 * (8 - byteCount))
  }
  var value: UInt64 = 0
  for index in 0..<byteCount {
    // SAFETY: the caller has checked that there are `byteCount` bytes.
    let byte = unsafe bytes.load(fromByteOffset: count - byteCount + index, as: UInt8.self)
    value |= UInt64(byte) << UInt64(8 * index)
  }
  return value
}

extension UInt64 {
  @inline(always)
  fileprivate func rotated(by bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
