internal import ByteScan

/// An address of IP version 4 or 6; version 4 stands in its mapped form `::ffff:a.b.c.d`.
package struct IPAddress: Hashable, Comparable, Sendable {
  /// The 128 bits, most significant first.
  package var bits: UInt128

  /// Creates an address from its bits.
  package init(bits: UInt128) { self.bits = bits }

  /// Whether the address is one of version 4.
  package var isIPv4: Bool { bits >> 32 == 0xFFFF }

  package static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }

  /// Reads `10.0.0.1`, `2001:db8::1`, `::ffff:10.0.0.1`, or either in brackets or with `%scope`.
  ///
  /// Numbers with a leading zero are refused: some programs read them as octal.
  package init?(_ text: Span<UInt8>) {
    var text = text
    if text.count > 2, text[0] == UInt8(ascii: "["), text[text.count - 1] == UInt8(ascii: "]") {
      text = text.extracting(1..<(text.count - 1))
    }
    guard 2...64 ~= text.count else { return nil }
    if text.firstOffset(of: UInt8(ascii: ":")) != nil {
      let end = text.firstOffset(of: UInt8(ascii: "%")) ?? text.count
      guard let bits = Self.bitsOfIPv6(text.extracting(0..<end)) else { return nil }
      self.bits = bits
    } else {
      guard let bits = Self.bitsOfIPv4(text) else { return nil }
      self.bits = 0xFFFF_0000_0000 | UInt128(bits)
    }
  }

  /// Reads an address from a text.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  private static func bitsOfIPv4(_ text: Span<UInt8>) -> UInt32? {
    var bits: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var parts = 0
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        guard digits > 0, parts < 3 else { return nil }
        bits = bits << 8 | part
        (part, digits, parts) = (0, 0, parts + 1)
      } else {
        guard byte.isAsciiDigit, !(digits > 0 && part == 0) else { return nil }
        part = part * 10 + UInt32(byte - 0x30)
        digits += 1
        guard part <= 255 else { return nil }
      }
    }
    return parts == 3 && digits > 0 ? bits << 8 | part : nil
  }

  private static func bitsOfIPv6(_ text: Span<UInt8>) -> UInt128? {
    var front: UInt128 = 0
    var back: UInt128 = 0
    var frontGroups = 0
    var backGroups = 0
    var isBack = false
    var offset = 0
    func push(_ value: UInt128, bitCount: Int) {
      if isBack {
        back = back << UInt128(bitCount) | value
        backGroups += bitCount / 16
      } else {
        front = front << UInt128(bitCount) | value
        frontGroups += bitCount / 16
      }
    }
    if text.count >= 2, text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return nil }
      isBack = true
      offset = 2
    }
    while offset < text.count {
      let end = text.firstOffset(of: UInt8(ascii: ":"), from: offset) ?? text.count
      let group = text.extracting(offset..<end)
      if group.firstOffset(of: UInt8(ascii: ".")) != nil {
        guard end == text.count, let bits = bitsOfIPv4(group) else { return nil }
        push(UInt128(bits), bitCount: 32)
        offset = end
        break
      }
      guard 1...4 ~= group.count else { return nil }
      var value: UInt128 = 0
      for index in group.indices {
        guard let digit = Character(Unicode.Scalar(group[index])).hexDigitValue else { return nil }
        value = value << 4 | UInt128(digit)
      }
      push(value, bitCount: 16)
      guard frontGroups + backGroups <= 8 else { return nil }
      offset = end
      guard offset < text.count else { break }
      offset += 1
      guard offset < text.count else { return nil }
      if text[offset] == UInt8(ascii: ":") {
        guard !isBack else { return nil }
        isBack = true
        offset += 1
      }
    }
    let groups = frontGroups + backGroups
    guard isBack ? groups <= 7 : groups == 8 else { return nil }
    return isBack ? (frontGroups == 0 ? 0 : front << UInt128(128 - frontGroups * 16)) | back : front
  }

  /// The address as reports write it: dotted decimal, or RFC 5952.
  package var text: String {
    if isIPv4 {
      return (0..<4).map { String(UInt8(truncatingIfNeeded: bits >> UInt128(24 - $0 * 8))) }
        .joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - $0 * 16)) }
    // The longest run of at least two zero groups, the first of equals, becomes `::`.
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || groups[index] != 0 {
      if index - start > max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    func text(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !best.isEmpty else { return text(0..<8) }
    return text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
  }
}

/// All addresses that share their first bits: `10.0.0.0/8`.
package struct IPNetwork: Hashable, Sendable {
  /// The first address.
  package let first: IPAddress
  /// How many of the 128 bits are shared; version 4 counts its 96 fixed bits too.
  package let prefixLength: Int

  /// Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; bits past the prefix are ignored.
  package init?(_ text: Span<UInt8>) {
    let slash = text.firstOffset(of: UInt8(ascii: "/")) ?? text.count
    guard let address = IPAddress(text.extracting(0..<slash)) else { return nil }
    var length = 128
    if slash < text.count {
      guard let written = try? text.extracting((slash + 1)..<text.count).decimalUInt64(),
        written <= (address.isIPv4 ? 32 : 128)
      else { return nil }
      length = Int(written) + (address.isIPv4 ? 96 : 0)
    }
    prefixLength = length
    first = IPAddress(bits: address.bits & Self.mask(length))
  }

  /// Reads a network from a text.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  /// Returns whether an address of the same version shares the prefix.
  package func contains(_ address: IPAddress) -> Bool {
    address.isIPv4 == first.isIPv4 && address.bits & Self.mask(prefixLength) == first.bits
  }

  private static func mask(_ length: Int) -> UInt128 {
    length == 0 ? 0 : UInt128.max << UInt128(128 - length)
  }
}
