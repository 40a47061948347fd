extension UInt8 {
  /// The byte with `A`…`Z` lowered; every other byte is itself.
  @inlinable
  package var asciiLowercased: UInt8 {
    self &- 0x41 < 26 ? self | 0x20 : self
  }

  /// Whether the byte is one of `0`…`9`.
  @inlinable package var isAsciiDigit: Bool { self &- 0x30 < 10 }

  /// Whether the byte is a space or a tab.
  @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension Span<UInt8> {
  /// Returns whether two spans are equal when ASCII letters are compared without case.
  ///
  /// Bytes from 0x80 on are compared as they are.
  ///
  /// - Complexity: O(*n*) in the bytes compared.
  @inlinable
  package func equalsIgnoringAsciiCase(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index].asciiLowercased != other[index].asciiLowercased {
      return false
    }
    return true
  }

  /// Returns whether the bytes are those of an ASCII text when letters are compared without case.
  package func equalsIgnoringAsciiCase(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in indices {
      // SAFETY: `index < count`, which is the length of the static string.
      let other = unsafe text.utf8Start[index]
      if self[index].asciiLowercased != other.asciiLowercased { return false }
    }
    return true
  }
}
