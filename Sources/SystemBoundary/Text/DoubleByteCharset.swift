internal import ByteScan

/// The characters of CP932 or eucJP-ms, as the C library's `iconv` knows them.
///
/// Every code is asked of `iconv` once, on first use; from then on a character is one look-up.
package struct DoubleByteCharset: Sendable {
  /// A character's number, and how many bytes it takes.
  package struct Character: Hashable, Sendable {
    package var scalar: UInt32
    package var byteCount: Int
  }

  private enum Shape { case cp932, eucJP }
  private let shape: Shape
  /// Characters of one byte and of two, by code; 0 where there is none.
  private let codes: [UInt16]
  /// Characters of three bytes, of which the first is 0x8F, by the code of the other two.
  private let longCodes: [UInt16]

  /// Shift_JIS as Windows writes it, with the characters of NEC and IBM and those of users.
  package static let cp932 = DoubleByteCharset(.cp932, named: "CP932")
  /// EUC-JP with the same characters.
  package static let eucJP = DoubleByteCharset(.eucJP, named: "EUC-JP-MS")

  private init(_ shape: Shape, named name: String) {
    self.shape = shape
    var codes = [UInt16](repeating: 0, count: 1 << 16)
    for byte in 0..<0x80 { codes[byte] = UInt16(byte) }
    var longCodes: [UInt16] = []
    if let transcoder = try? Transcoder(from: name) {
      switch shape {
      case .cp932:
        for byte in 0xA1...0xDF { codes[byte] = Self.code([UInt8(byte)], transcoder) }
        for lead in Array(0x81...0x9F) + Array(0xE0...0xFC) {
          for trail in 0x40...0xFC where trail != 0x7F {
            codes[lead << 8 | trail] = Self.code([UInt8(lead), UInt8(trail)], transcoder)
          }
        }
      case .eucJP:
        longCodes = codes
        for trail in 0xA1...0xDF {
          codes[0x8E00 | trail] = Self.code([0x8E, UInt8(trail)], transcoder)
        }
        for lead in 0xA1...0xFE {
          for trail in 0xA1...0xFE {
            let pair = [UInt8(lead), UInt8(trail)]
            codes[lead << 8 | trail] = Self.code(pair, transcoder)
            longCodes[lead << 8 | trail] = Self.code([0x8F] + pair, transcoder)
          }
        }
      }
    }
    self.codes = codes
    self.longCodes = longCodes
  }

  /// Returns the character that begins at an offset, or `nil` if none does.
  package func character(at offset: Int, in bytes: Span<UInt8>) -> Character? {
    let lead = bytes[offset]
    let single = codes[Int(lead)]
    if single != 0 || lead == 0 { return Character(scalar: UInt32(single), byteCount: 1) }
    guard offset + 1 < bytes.count else { return nil }
    if shape == .eucJP, lead == 0x8F {
      guard offset + 2 < bytes.count else { return nil }
      let code = longCodes[Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])]
      return bytes[offset + 1] < 0xA1 || code == 0
        ? nil : Character(scalar: UInt32(code), byteCount: 3)
    }
    let code = codes[Int(lead) << 8 | Int(bytes[offset + 1])]
    return code == 0 ? nil : Character(scalar: UInt32(code), byteCount: 2)
  }

  private static func code(_ bytes: [UInt8], _ transcoder: borrowing Transcoder) -> UInt16 {
    guard let text = try? transcoder.transcode(bytes.span),
      let string = String(validating: text, as: UTF8.self), string.unicodeScalars.count == 1,
      let scalar = string.unicodeScalars.first, scalar.value < 0x10000
    else { return 0 }
    return UInt16(scalar.value)
  }
}
