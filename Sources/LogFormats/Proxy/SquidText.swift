internal import ByteScan

/// Undoes what Squid does to texts so that they fit a log line.
enum SquidText {
  /// Whether a text has neither `%` nor `\`, so that nothing has to be undone.
  @inline(__always)
  static func isPlain(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range {
      let byte = block[offset]
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  /// Whether a host has neither capital letters nor bytes from 0x80 on.
  @inline(__always)
  static func isPlainHost(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range where block[offset] &- 0x41 < 26 || block[offset] >= 0x80 { return false }
    return true
  }

  /// Whether a host is an IPv4 or IPv6 address rather than a name.
  static func looksLikeAddress(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var onlyDigits = true
    for offset in range {
      let byte = block[offset]
      if byte == UInt8(ascii: ":") { return true }
      if !byte.isAsciiDigit && byte != UInt8(ascii: ".") { onlyDigits = false }
    }
    return onlyDigits
  }

  /// Puts the decoded text into `decoded`, in place of what was there.
  ///
  /// Squid escapes user names twice over: control bytes, bytes from 0x80 on and `%` become `%XX`
  /// whatever the quoting, and a backslash is doubled. Other texts have the escapes of their quoting.
  static func decode(
    _ block: Span<UInt8>, _ range: Range<Int>, quoting: SquidLogformat.Quoting, isUser: Bool,
    into decoded: inout [UInt8]
  ) {
    decoded.removeAll(keepingCapacity: true)
    let hasPercent = isUser || quoting == .bracket || quoting == .url
    let hasBackslash = isUser || quoting == .string || quoting == .bracket
    var offset = range.lowerBound
    let end = range.upperBound
    while offset < end {
      let byte = block[offset]
      if hasPercent, byte == UInt8(ascii: "%"), offset + 2 < end,
        let high = hexDigit(block[offset + 1]), let low = hexDigit(block[offset + 2])
      {
        decoded.append(high << 4 | low)
        offset += 3
        continue
      }
      if hasBackslash, byte == UInt8(ascii: "\\"), offset + 1 < end {
        if let plain = escaped(block[offset + 1], quoting: quoting) {
          decoded.append(plain)
          offset += 2
          continue
        }
      }
      decoded.append(byte)
      offset += 1
    }
  }

  /// The byte that a backslash and a letter stand for; `nil` if the backslash is data.
  private static func escaped(_ letter: UInt8, quoting: SquidLogformat.Quoting) -> UInt8? {
    if letter == UInt8(ascii: "\\") { return letter }
    guard quoting == .string else { return nil }
    switch letter {
    case UInt8(ascii: "\""): return letter
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    default: return nil
    }
  }

  /// The value of a hexadecimal digit, or `nil`.
  static func hexDigit(_ byte: UInt8) -> UInt8? {
    if byte.isAsciiDigit { return byte - 0x30 }
    let letter = byte.asciiLowercased
    return letter &- 0x61 < 6 ? letter - 0x57 : nil
  }
}
