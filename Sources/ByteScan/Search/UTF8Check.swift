internal import CByteMask

extension Span<UInt8> {
  /// The offset of the first byte above 0x7F at or after `start`, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes looked at; 128 of them in one step.
  package func firstOffsetOutsideASCII(from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count, "start \(start) is outside 0...\(count)")
    // SAFETY: `byte_mask_ascii_front` reads no more than the bytes from `start` on.
    let front = unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let text = unsafe (base + start).assumingMemoryBound(to: UInt8.self)
      return unsafe byte_mask_ascii_front(text, bytes.count - start)
    }
    return start + front < count ? start + front : nil
  }

  /// The offset of the first byte at or after `start` that is no well-formed UTF-8, or `nil`.
  ///
  /// `start` is where a character begins. Overlong forms, surrogates and characters past U+10FFFF are
  /// not well-formed, and neither is what the end cuts.
  ///
  /// - Complexity: O(*n*) in the bytes looked at.
  package func firstOffsetOutsideUTF8(from start: Int = 0) -> Int? {
    var at = start
    while let next = firstOffsetOutsideASCII(from: at) {
      at = next
      // Text that is not ASCII comes in runs.
      while at < count, self[at] >= 0x80 {
        let byteCount = utf8CharacterByteCount(at: at)
        if byteCount == 0 { return at }
        at += byteCount
      }
    }
    return nil
  }

  /// The length in bytes of the well-formed UTF-8 character at an offset; 0 where there is none.
  package func utf8CharacterByteCount(at offset: Int) -> Int {
    let lead = self[offset]
    if lead < 0x80 { return 1 }
    guard lead >= 0xC2, lead <= 0xF4 else { return 0 }
    let byteCount = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard offset + byteCount <= count else { return 0 }
    let second = self[offset + 1]
    let range: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard range ~= second else { return 0 }
    for index in 2..<4 where index < byteCount {
      guard 0x80...0xBF ~= self[offset + index] else { return 0 }
    }
    return byteCount
  }
}

extension [UInt8] {
  /// Appends a character as UTF-8; a surrogate as the three bytes that its number gives, which are
  /// no well-formed UTF-8.
  package mutating func append(utf8 scalar: UInt32) {
    func trail(_ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: scalar >> shift & 0x3F | 0x80)
    }
    switch scalar {
    case 0..<0x80:
      append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
      append(trail(0))
    case 0x800..<0x10000:
      append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
      append(trail(6))
      append(trail(0))
    default:
      append(UInt8(truncatingIfNeeded: scalar >> 18 & 0x07 | 0xF0))
      append(trail(12))
      append(trail(6))
      append(trail(0))
    }
  }
}
