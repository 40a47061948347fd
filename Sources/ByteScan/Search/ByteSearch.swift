internal import CByteMask
internal import Glibc

extension Span<UInt8> {
  /// Returns the offset of the first occurrence of a byte at or after `start`, or `nil`.
  ///
  /// - Parameters:
  ///   - byte: The byte to look for.
  ///   - start: A byte offset in `0...count`.
  /// - Returns: The offset in bytes from the start of this span, or `nil`.
  /// - Complexity: O(*n*) in the bytes searched; runs at `memchr` speed.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count, "start \(start) is outside 0...\(count)")
    // SAFETY: `start <= count`, so the searched range lies within this span.
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let hit = unsafe memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Returns the offset of the last occurrence of a byte before `end`, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes searched; runs at `memrchr` speed.
  package func lastOffset(of byte: UInt8, before end: Int) -> Int? {
    precondition(end >= 0 && end <= count, "end \(end) is outside 0...\(count)")
    // SAFETY: `end <= count`, so the searched range lies within this span.
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let hit = unsafe byte_search_last(base, Int32(byte), end)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Returns the offset of the first occurrence of a byte string at or after `start`, or `nil`.
  ///
  /// An empty needle is found at `start`.
  ///
  /// - Complexity: O(*n*) in the bytes searched; runs at `memmem` speed.
  package func firstOffset(of needle: Span<UInt8>, from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count, "start \(start) is outside 0...\(count)")
    if needle.isEmpty { return start }
    // SAFETY: `start <= count`, and both ranges lie within their spans.
    return unsafe withUnsafeBytes { bytes in
      unsafe needle.withUnsafeBytes { wanted in
        guard let base = bytes.baseAddress, let pattern = wanted.baseAddress,
          let hit = unsafe byte_search_needle(
            base + start, bytes.count - start, pattern, wanted.count)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - base
      }
    }
  }

  /// Returns where the quote stands that closes a string of JSON which begins at `start`, and whether
  /// the string holds an escape.
  ///
  /// - Returns: `nil` if the string is never closed before `end`, or if a control byte or an escape
  ///   that JSON does not know comes before (RFC 8259, section 7).
  /// - Complexity: O(*n*) in the bytes of the string, 64 of them in one step where it is long.
  package func closeOfJSONString(
    from start: Int, to end: Int
  ) -> (offset: Int, hasEscapes: Bool)? {
    precondition(start >= 0 && start <= end && end <= count, "the string is outside the bytes")
    // SAFETY: `start <= end <= count`, so the searched range lies within this span.
    let found = unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let text = unsafe (base + start).assumingMemoryBound(to: UInt8.self)
      return unsafe byte_search_json_close(text, end - start)
    }
    let escapeBit = 1 << 62
    let offset = found & ~escapeBit
    return offset < end - start ? (start + offset, found & escapeBit != 0) : nil
  }

  /// Returns whether the bytes of two spans are the same.
  ///
  /// - Complexity: O(*n*) in the bytes compared.
  @inlinable
  package func hasSameBytes(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard count <= 16 else { return hasSameLongBytes(as: other) }
    // Names and words are short: two loads that may overlap hold all of it.
    if count >= 8 {
      let last = count - 8
      return littleEndian(UInt64.self, at: 0) == other.littleEndian(UInt64.self, at: 0)
        && littleEndian(UInt64.self, at: last) == other.littleEndian(UInt64.self, at: last)
    }
    if count >= 4 {
      let last = count - 4
      return littleEndian(UInt32.self, at: 0) == other.littleEndian(UInt32.self, at: 0)
        && littleEndian(UInt32.self, at: last) == other.littleEndian(UInt32.self, at: last)
    }
    for offset in 0..<count where self[offset] != other[offset] { return false }
    return true
  }

  /// ``hasSameBytes(as:)`` of spans of one length.
  @usableFromInline
  func hasSameLongBytes(as other: Span<UInt8>) -> Bool {
    // SAFETY: both spans hold `count` readable bytes.
    unsafe withUnsafeBytes { a in
      unsafe other.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return unsafe memcmp(first, second, a.count) == 0
      }
    }
  }

  /// Returns whether the bytes are those of an ASCII text.
  package func equals(_ text: StaticString) -> Bool {
    // SAFETY: a static string's UTF-8 bytes live for ever; the length is checked first.
    // Two loads that may overlap hold all of a short text, as of ``hasSameBytes(as:)``.
    let length = text.utf8CodeUnitCount
    guard count == length else { return false }
    return unsafe withUnsafeBytes { bytes in
      let other = unsafe UnsafeRawBufferPointer(start: text.utf8Start, count: length)
      func isSame<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word.Type) -> Bool {
        let last = length - MemoryLayout<Word>.size
        return unsafe bytes.loadUnaligned(as: word) == other.loadUnaligned(as: word)
          && bytes.loadUnaligned(fromByteOffset: last, as: word)
            == other.loadUnaligned(fromByteOffset: last, as: word)
      }
      if length >= 4, length <= 16 {
        return length >= 8 ? isSame(UInt64.self) : isSame(UInt32.self)
      }
      guard let base = bytes.baseAddress else { return true }
      return unsafe memcmp(base, text.utf8Start, length) == 0
    }
  }

  /// Returns whether the bytes begin with an ASCII text.
  package func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting(0..<length).equals(text)
  }

  /// Returns whether the bytes end with an ASCII text.
  package func ends(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting((count - length)..<count).equals(text)
  }
}

extension [UInt8] {
  /// Creates an array from the bytes of a span.
  ///
  /// - Complexity: O(*n*); one allocation.
  package init(_ bytes: Span<UInt8>) {
    self = []
    append(copying: bytes)
  }

  /// Appends the bytes of a span.
  ///
  /// - Complexity: O(*n*).
  package mutating func append(copying bytes: Span<UInt8>) {
    // SAFETY: the buffer is only read, inside the closure.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension String {
  /// Creates a string from log bytes, replacing ill-formed UTF-8 with U+FFFD.
  package init(lossy bytes: Span<UInt8>) {
    // SAFETY: the buffer is only read, inside the closure.
    self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
