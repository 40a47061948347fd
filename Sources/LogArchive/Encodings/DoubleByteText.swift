internal import ByteScan
internal import SystemBoundary

extension DoubleByteEncoding {
  var charset: DoubleByteCharset { self == .cp932 ? .cp932 : .eucJP }

  /// What one line says about the encoding of its input.
  enum Sign: Hashable, Sendable {
    /// It can only be this one.
    case certain(DoubleByteEncoding)
    /// It can be either.
    case either
    /// It is neither; UTF-8 with some bytes broken, or no text.
    case neither
  }

  /// Looks at a line that is no well-formed UTF-8.
  ///
  /// Text in CP932 is almost never well-formed EUC-JP, but for words in half-width katakana; text in
  /// EUC-JP often is well-formed CP932, and would then be half-width katakana with a strange comma
  /// for every kana: so kana decide for EUC-JP, and words of kanji alone leave it open.
  static func sign(of line: Span<UInt8>) -> Sign {
    if isBrokenUTF8(line) { return .neither }
    switch (isText(line, in: .cp932), isText(line, in: .eucJP)) {
    case (true, false): return .certain(.cp932)
    case (false, true): return .certain(.eucJP)
    case (true, true): return hasFullWidthKana(line) ? .certain(.eucJP) : .either
    case (false, false): return .neither
    }
  }

  /// Whether a line is text of an encoding from its first byte to its last.
  static func isText(_ line: Span<UInt8>, in encoding: DoubleByteEncoding) -> Bool {
    let charset = encoding.charset
    var at = 0
    while at < line.count {
      guard let character = charset.character(at: at, in: line) else { return false }
      at += character.byteCount
    }
    return true
  }

  /// Whether most of what is not ASCII in a line is UTF-8 of three bytes a character, as Japanese is.
  static func isBrokenUTF8(_ line: Span<UInt8>) -> Bool {
    var formed = 0
    var broken = 0
    var at = 0
    while at < line.count {
      let byteCount = line.utf8CharacterByteCount(at: at)
      if byteCount >= 3 { formed += byteCount }
      if byteCount == 0 { broken += 1 }
      at += max(byteCount, 1)
    }
    return formed > broken
  }

  /// Whether a line of well-formed EUC-JP has hiragana or katakana of full width.
  private static func hasFullWidthKana(_ line: Span<UInt8>) -> Bool {
    var at = 0
    while at < line.count {
      guard let character = DoubleByteCharset.eucJP.character(at: at, in: line) else {
        return false
      }
      if character.byteCount == 2, line[at] == 0xA4 || line[at] == 0xA5 { return true }
      at += character.byteCount
    }
    return false
  }
}
