internal import ByteScan

/// How the bytes of a value stand in its record, and so what has to be undone.
enum CellForm: UInt8, Sendable {
  /// As they are.
  case plain
  /// `""` is a quote (RFC 4180, W3C).
  case doubledQuotes
  /// `\x` is `x`, `\n`, `\r` and `\t` as in C (key=value, CEF).
  case backslash
  /// As ``backslash``, and `\xHH` is a byte (Apache, nginx).
  case hexBackslash
  /// The escapes of a JSON string, which are known to be right.
  case json
  /// The entities of XML: `&amp;`, `&#13;`, `&#xD;`.
  case xml

  /// The bits that a form takes in the place of a value.
  static let bits: UInt64 = 7

  /// Appends what the bytes of a range stand for.
  ///
  /// - Complexity: O(*n*) in the bytes.
  func append(_ block: Span<UInt8>, _ range: Range<Int>, to decoded: inout [UInt8]) {
    if self == .xml { return XMLEntity.append(block, range, to: &decoded) }
    if self == .plain { return decoded.append(copying: block.extracting(range)) }
    // A text of many pieces is put together sooner byte by byte, one of few sooner piece by piece.
    var offset =
      self == .json && range.count <= 256
      ? Self.appendLetters(block, range, to: &decoded) : range.lowerBound
    let byte = self == .doubledQuotes ? UInt8(ascii: "\"") : UInt8(ascii: "\\")
    let text = block.extracting(0..<range.upperBound)
    while offset < range.upperBound {
      // What stands before the next escape is copied at once.
      let found = text.firstOffset(of: byte, from: offset) ?? range.upperBound
      if found > offset { decoded.append(copying: text.extracting(offset..<found)) }
      offset = found
      guard offset < range.upperBound else { return }
      offset += 1
      guard offset < range.upperBound else { return decoded.append(byte) }
      switch self {
      case .plain, .doubledQuotes:
        decoded.append(byte)
        if block[offset] == byte { offset += 1 }
      case .json where block[offset] == UInt8(ascii: "u"):
        offset = Self.appendCodePoint(block, at: offset, in: range, to: &decoded)
      case .hexBackslash where block[offset] == UInt8(ascii: "x") && offset + 2 < range.upperBound:
        guard let high = SquidText.hexDigit(block[offset + 1]),
          let low = SquidText.hexDigit(block[offset + 2])
        else {
          decoded.append(byte)
          continue
        }
        decoded.append(high << 4 | low)
        offset += 3
      case .backslash, .hexBackslash, .json, .xml:
        decoded.append(Self.letter(block[offset]))
        offset += 1
      }
    }
  }

  /// Appends what a text stands for up to the first escape of more than a letter, and returns where that is.
  private static func appendLetters(
    _ block: Span<UInt8>, _ range: Range<Int>, to decoded: inout [UInt8]
  ) -> Int {
    var offset = range.lowerBound
    let end = range.upperBound
    decoded.append(addingCapacity: range.count) { output in
      while offset < end {
        let byte = block[offset]
        guard byte == UInt8(ascii: "\\") else {
          output.append(byte)
          offset &+= 1
          continue
        }
        guard offset + 1 < end, block[offset + 1] != UInt8(ascii: "u") else { return }
        output.append(letter(block[offset + 1]))
        offset &+= 2
      }
    }
    return offset
  }

  private static func letter(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: letter
    }
  }

  /// Reads `uXXXX`, and the second half of a pair after it; a half alone is U+FFFD.
  private static func appendCodePoint(
    _ block: Span<UInt8>, at start: Int, in range: Range<Int>, to decoded: inout [UInt8]
  ) -> Int {
    var offset = start + 1
    var value = unit(block, at: offset, in: range) ?? 0xFFFD
    offset += 4
    if 0xD800..<0xDC00 ~= value, offset + 1 < range.upperBound,
      block[offset] == UInt8(ascii: "\\"), block[offset + 1] == UInt8(ascii: "u"),
      let low = unit(block, at: offset + 2, in: range), 0xDC00..<0xE000 ~= low
    {
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      offset += 6
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { decoded.append(byte) }
    return min(offset, range.upperBound)
  }

  private static func unit(_ block: Span<UInt8>, at start: Int, in range: Range<Int>) -> UInt32? {
    guard start + 4 <= range.upperBound else { return nil }
    var value: UInt32 = 0
    for offset in start..<(start + 4) {
      guard let digit = SquidText.hexDigit(block[offset]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
