internal import ByteScan

/// The keys of records as they follow one another.
///
/// Records of one source name the same keys in the same order, so the key that came after this one last
/// time is compared with the bytes at hand before any key is looked for. What is found is the same
/// whatever came before.
struct KeySequence: Sendable {
  /// A key that was met, with the `=` behind it.
  private struct Key: Sendable {
    var start: Int
    var byteCount: Int
    /// Its first bytes, eight at most, and a bit for each bit of them.
    var front: UInt64 = 0
    var mask: UInt64 = 0
    /// Where two more words begin that cover the rest of a key of 9 to 24 bytes, and those words.
    var offsets = (0, 0)
    var words: (UInt64, UInt64) = (0, 0)
    /// The place of its value among the wanted ones; −1 if it is not wanted.
    var slot: Int
    /// The key that came after it last.
    var successor = 0
    /// Another key of the same hash; −1 for none.
    var sibling: Int
  }

  /// More keys than any product has are not remembered.
  private static let limit = 512

  private let names: SlotNames
  /// The first one stands for the beginning of a record.
  private var keys = [Key(start: 0, byteCount: 0, slot: -1, sibling: -1)]
  private var bytes: [UInt8] = []
  private var firsts = [Int16](repeating: -1, count: 256)
  /// The key that was found last.
  private var last = 0

  /// - Parameter names: The names of the wanted values.
  init(_ names: SlotNames) { self.names = names }

  /// Begins a record.
  @inline(__always)
  mutating func begin() { last = 0 }

  /// Returns the place of the value whose key is expected at an offset, and where the value begins, if
  /// that key stands there.
  @inline(__always)
  mutating func expected(
    in block: Span<UInt8>, at start: Int, to end: Int
  ) -> (slot: Int, value: Int)? {
    let number = keys[last].successor
    let key = keys[number]
    guard number > 0, end &- start >= key.byteCount, stands(key, in: block, at: start) else {
      return nil
    }
    last = number
    return (key.slot, start &+ key.byteCount)
  }

  /// Looks for the expected key right before an offset, behind a blank or as the first one of a record.
  ///
  /// - Parameters:
  ///   - block: The bytes.
  ///   - start: Where the record begins if no key of it was found yet, else where the blank may stand at the
  ///     earliest.
  ///   - end: The offset after the `=`, before which no other one stands from `start` on.
  ///   - isFirst: Whether no key was found yet.
  /// - Returns: The place of its value, −1 if it is not wanted, and where the key begins.
  @inline(__always)
  mutating func expected(
    in block: Span<UInt8>, from start: Int, before end: Int, isFirst: Bool
  ) -> (slot: Int, key: Int)? {
    let number = keys[last].successor
    let key = keys[number]
    let place = end &- key.byteCount
    // The first key may hold blanks, and no other one does.
    guard number > 0, isFirst == (last == 0),
      isFirst ? place == start : place > start && block[place &- 1] == 0x20,
      stands(key, in: block, at: place)
    else { return nil }
    last = number
    return (key.slot, place)
  }

  /// Whether a key stands at an offset; the block goes on for as many bytes as it has.
  @inline(__always)
  private func stands(_ key: Key, in block: Span<UInt8>, at start: Int) -> Bool {
    if start &+ 8 <= block.count {
      guard (block.littleEndian(UInt64.self, at: start) ^ key.front) & key.mask == 0 else {
        return false
      }
      if key.byteCount <= 8 { return true }
      if key.byteCount <= 24 {
        return block.littleEndian(UInt64.self, at: start &+ key.offsets.0) == key.words.0
          && block.littleEndian(UInt64.self, at: start &+ key.offsets.1) == key.words.1
      }
    }
    return block.extracting(start..<(start &+ key.byteCount)).hasSameBytes(
      as: bytes.span.extracting(key.start..<(key.start &+ key.byteCount)))
  }

  /// Looks a key up, and expects it here from now on.
  ///
  /// - Parameters:
  ///   - range: The key; `=` follows it.
  ///   - block: Where it stands.
  /// - Returns: The place of its value, −1 if it is not wanted.
  /// - Complexity: O(*n*) in the bytes of the key.
  mutating func slot(of range: Range<Int>, in block: Span<UInt8>) -> Int {
    let text = block.extracting(range.lowerBound..<(range.upperBound + 1))
    let hash = Int(truncatingIfNeeded: stableHash64(text) & 255)
    var number = Int(firsts[hash])
    while number >= 0 {
      let key = keys[number]
      if bytes.span.extracting(key.start..<(key.start + key.byteCount)).hasSameBytes(as: text) {
        break
      }
      number = key.sibling
    }
    if number < 0 {
      let slot = names.slot(of: block.extracting(range)) ?? -1
      guard keys.count < Self.limit else { return slot }
      number = keys.count
      var key = Key(
        start: bytes.count, byteCount: text.count, slot: slot, sibling: Int(firsts[hash]))
      for place in 0..<min(8, text.count) {
        key.front |= UInt64(text[place]) << UInt64(8 * place)
        key.mask |= 0xFF << UInt64(8 * place)
      }
      if 9...24 ~= text.count {
        key.offsets = (min(8, text.count - 8), text.count - 8)
        key.words = (
          text.littleEndian(UInt64.self, at: key.offsets.0),
          text.littleEndian(UInt64.self, at: key.offsets.1)
        )
      }
      keys.append(key)
      firsts[hash] = Int16(number)
      bytes.append(copying: text)
    }
    keys[last].successor = number
    last = number
    return keys[number].slot
  }
}
