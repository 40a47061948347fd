internal import ByteScan

/// Decodes the encoded words of RFC 2047: `=?UTF-8?B?6aGn5a6i?=`.
///
/// The text may be cut anywhere: of a torn word what is whole is decoded, the rest left off.
enum EncodedWords {
  /// Returns the text as UTF-8, with the blanks between neighbouring encoded words left out.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  static func decode(_ text: Span<UInt8>) -> [UInt8] {
    var decoder = Decoder()
    var offset = 0
    while offset < text.count {
      if let word = Word(text, at: offset) {
        decoder.add(word)
        offset = word.end
      } else {
        decoder.add(text[offset])
        offset += 1
      }
    }
    decoder.flush()
    return decoder.decoded
  }

  /// Gathers neighbouring words of one charset, since some mailers cut within characters.
  private struct Decoder {
    var decoded: [UInt8] = []
    private var charset: [UInt8] = []
    private var bytes: [UInt8] = []
    private var blanks: [UInt8] = []
    private var isAfterWord = false

    mutating func add(_ word: Word) {
      if isAfterWord {
        blanks = []
        if word.charset != charset { flush() }
      } else {
        decoded += blanks
        blanks = []
      }
      charset = word.charset
      bytes += word.bytes
      isAfterWord = true
    }

    mutating func add(_ byte: UInt8) {
      if byte.isBlank { return blanks.append(byte) }
      flush()
      decoded += blanks
      blanks = []
      isAfterWord = false
      decoded.append(byte)
    }

    mutating func flush() {
      decoded += MailCharset.decode(bytes, charset: charset)
      bytes = []
    }
  }

  /// One encoded word.
  private struct Word {
    var charset: [UInt8] = []
    var bytes: [UInt8] = []
    var end: Int

    init?(_ text: Span<UInt8>, at start: Int) {
      end = start
      guard text.extracting(start..<text.count).starts(with: "=?"),
        let mark = text.firstOffset(of: UInt8(ascii: "?"), from: start + 2), mark > start + 2,
        mark + 2 < text.count, text[mark + 2] == UInt8(ascii: "?")
      else { return nil }
      // A language may follow the charset after `*` (RFC 2231).
      for offset in (start + 2)..<mark {
        if text[offset] == UInt8(ascii: "*") { break }
        charset.append(text[offset].asciiLowercased)
      }
      var close = mark + 3
      while close < text.count, text[close] != UInt8(ascii: "?"), !text[close].isBlank {
        close += 1
      }
      let payload = text.extracting((mark + 3)..<close)
      switch text[mark + 1].asciiLowercased {
      case UInt8(ascii: "b"): bytes = EncodedWords.base64(payload)
      case UInt8(ascii: "q"): bytes = EncodedWords.quoted(payload)
      default: return nil
      }
      let isClosed =
        close + 1 < text.count && text[close] == UInt8(ascii: "?")
        && text[close + 1] == UInt8(ascii: "=")
      let isTorn = close == text.count || (close + 1 == text.count && text[close] == 0x3F)
      guard isClosed || isTorn else { return nil }
      end = isClosed ? close + 2 : text.count
    }
  }

  /// Decodes base64 as far as whole bytes can be told.
  private static func base64(_ text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount = 0
    for index in text.indices {
      let byte = text[index]
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
    }
    return bytes
  }

  /// Decodes the Q encoding: `_` is a blank, `=XX` a byte; a torn `=X` at the end is left off.
  private static func quoted(_ text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "_") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "=") {
        guard index + 1 < text.count else { break }
        if let high = SquidText.hexDigit(text[index]), let low = SquidText.hexDigit(text[index + 1])
        {
          bytes.append(high << 4 | low)
          index += 2
        } else {
          bytes.append(byte)
        }
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
