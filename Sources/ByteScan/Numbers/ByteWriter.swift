/// Bytes that are put one after the other into storage that is kept for the next ones.
///
/// Appending to an array asks each time whether it is shared, whether there is room, and how many
/// bytes come; here room is made once for many small values, and a value of up to eight bytes is one
/// store.
///
///     writer.removeAll()
///     writer.reserve(12)
///     writer.append(word: 0x0102, byteCount: 4)   // 02 01 00 00
///     writer.span                                 // what was written
@usableFromInline
package struct ByteWriter: Sendable {
  /// Room for a whole word always follows what was reserved.
  @usableFromInline static var spareByteCount: Int { 8 }

  @usableFromInline var storage = [UInt8](repeating: 0, count: 256)
  /// How many bytes were written.
  @usableFromInline package internal(set) var count = 0

  package init() {}

  /// What was written since ``removeAll()``; valid until the next change.
  @inlinable
  package var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { storage.span.extracting(0..<count) }
  }

  /// Forgets what was written and keeps the storage.
  @inlinable
  @inline(__always)
  package mutating func removeAll() { count = 0 }

  /// Makes room for more bytes.
  ///
  /// - Complexity: O(1), O(*n*) in what was written when the storage grows.
  @inlinable
  @inline(__always)
  package mutating func reserve(_ byteCount: Int) {
    if storage.count &- count < byteCount &+ ByteWriter.spareByteCount { grow(by: byteCount) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(by byteCount: Int) {
    precondition(byteCount >= 0, "a number of bytes")
    let missing = max(storage.count, byteCount + ByteWriter.spareByteCount)
    storage += [UInt8](repeating: 0, count: missing)
  }

  /// Appends the lowest bytes of a word, the lowest one first; ``reserve(_:)`` has made room.
  ///
  /// - Parameters:
  ///   - word: The bytes; those above `byteCount` are left out.
  ///   - byteCount: From 0 to 8.
  @inlinable
  @inline(__always)
  package mutating func append(word: UInt64, byteCount: Int = 8) {
    let at = count
    precondition(
      byteCount >= 0 && byteCount <= 8 && storage.count &- at >= ByteWriter.spareByteCount,
      "room was made for a word")
    // SAFETY: a whole word fits behind what was written, as was just checked.
    unsafe storage.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: word.littleEndian, toByteOffset: at, as: UInt64.self)
    }
    count = at &+ byteCount
  }

  /// Appends the lowest bytes of several words, the lowest word first; ``reserve(_:)`` has made room.
  ///
  /// - Parameters:
  ///   - words: The bytes, eight a word; those above `byteCount` are left out.
  ///   - byteCount: More than all words but the last hold, and no more than all hold.
  @inlinable
  @inline(__always)
  package mutating func append<let wordCount: Int>(
    words: InlineArray<wordCount, UInt64>, byteCount: Int = wordCount * 8
  ) {
    let at = count
    precondition(
      byteCount > (wordCount &- 1) &* 8 && byteCount <= wordCount &* 8
        && storage.count &- at >= byteCount &+ ByteWriter.spareByteCount,
      "room was made for the bytes")
    // SAFETY: all words fit behind what was written: the last one begins within `byteCount`, and room
    // for a whole word follows that, as was just checked.
    unsafe storage.withUnsafeMutableBytes { storage in
      for index in 0..<wordCount {
        unsafe storage.storeBytes(
          of: words[index].littleEndian, toByteOffset: at &+ 8 &* index, as: UInt64.self)
      }
    }
    count = at &+ byteCount
  }

  /// Appends a copy of bytes; ``reserve(_:)`` has made room for them.
  ///
  /// - Complexity: O(*n*) in the bytes.
  @inlinable
  @inline(__always)
  package mutating func append(copying bytes: Span<UInt8>) {
    let at = count
    precondition(storage.count &- at >= bytes.count, "room was made for the bytes")
    // SAFETY: the bytes fit behind what was written, as was just checked; the storage is this
    // writer's own, so it does not overlap them.
    unsafe storage.withUnsafeMutableBytes { storage in
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(rebasing: storage[at...]).copyMemory(from: bytes)
      }
    }
    count = at &+ bytes.count
  }

  /// Overwrites four bytes that were written before.
  package mutating func replace(at offset: Int, with value: UInt32) {
    precondition(offset >= 0 && offset + 4 <= count, "bytes that were written")
    for index in 0..<4 {
      storage[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index))
    }
  }
}
