@_spi(_Unicode) internal import Swift

/// The form in which texts are compared: width, case, canonical composition, nothing invisible.
///
/// `ＡＣＭＥ-jp` and `acme-JP`, `ﾘｽﾄ` and `リスト`, a decomposed が and a composed が are equal after
/// folding. It is not NFKC: ㊙ stays ㊙ and ㈱ stays ㈱, and 髙 is not 高. Bytes that are not UTF-8
/// stay as they are. Folding is idempotent.
package enum TextFolding {
  /// Replaces the contents of `folded` by the folded form of some UTF-8 text.
  ///
  /// ASCII takes a loop without a branch per byte, Japanese text without marks takes no string; only
  /// text that may need composing does.
  ///
  /// - Complexity: O(*n*) in the bytes; no allocation for ASCII once `folded` has grown.
  package static func fold(_ bytes: Span<UInt8>, into folded: inout [UInt8]) {
    folded.removeAll(keepingCapacity: true)
    let asciiCount = appendLoweredASCII(of: bytes, to: &folded)
    guard asciiCount < bytes.count else { return }
    // A mark composes with the character before it, so the last ASCII byte is looked at again.
    let start = asciiCount > 0 ? asciiCount - 1 : 0
    if start < asciiCount { folded.removeLast() }
    if !appendWithoutComposing(bytes.extracting(start..<bytes.count), to: &folded) {
      folded.removeLast(folded.count - start)
      appendComposing(bytes.extracting(start..<bytes.count), to: &folded)
    }
  }

  /// Returns the folded form of a text.
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 &- 0x41 >= 26 }) { return text }
    var folded: [UInt8] = []
    fold(Array(text.utf8).span, into: &folded)
    return String(decoding: folded, as: UTF8.self)
  }

  /// Returns whether some bytes are ASCII without capital letters, so that folding changes nothing.
  package static func isFoldedASCII(_ bytes: Span<UInt8>) -> Bool {
    // Without a branch, so that many bytes are looked at in one step.
    var unfolded: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      unfolded |= byte & 0x80 | (byte &- 0x41 < 26 ? 1 : 0)
    }
    return unfolded == 0
  }

  /// Appends the lowered ASCII bytes at the front and returns how many there are.
  private static func appendLoweredASCII(
    of bytes: Span<UInt8>, to folded: inout [UInt8]
  ) -> Int {
    let count = bytes.firstOffsetOutsideASCII() ?? bytes.count
    folded.append(addingCapacity: count) { output in
      for index in 0..<count {
        let byte = bytes[index]
        output.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
      }
    }
    return count
  }

  /// Appends the folded text character by character, or returns false at one that could compose.
  ///
  /// Voicing marks after kana, which half-width katakana and file names of macOS are full of, are
  /// composed here; any other mark is left to ``appendComposing(_:to:)``.
  private static func appendWithoutComposing(
    _ bytes: Span<UInt8>, to folded: inout [UInt8]
  ) -> Bool {
    var isDone = true
    // No inert character grows by more than a half: two bytes become three at most.
    folded.append(addingCapacity: bytes.count + bytes.count / 2 + 4) { output in
      var offset = 0
      var followsInvalid = false
      var last: Unicode.Scalar?
      while offset < bytes.count {
        guard let (scalar, length) = bytes.scalar(at: offset) else {
          output.append(bytes[offset])
          offset += 1
          followsInvalid = true
          last = nil
          continue
        }
        offset += length
        let wide = widthFolded(scalar)
        if isInvisible(wide), !followsInvalid { continue }
        followsInvalid = false
        if isVoicingMark(wide) {
          if let composed = last.flatMap({ voiced($0, by: wide) }) {
            output.removeLast(3)
            output.append(utf8: composed)
            last = composed
          } else {
            output.append(utf8: wide)
            last = nil
          }
          continue
        }
        guard isInert(wide) else {
          isDone = false
          return
        }
        last = wide
        if wide.isASCII {
          output.append(UInt8(truncatingIfNeeded: wide.value).asciiLowercased)
        } else if isCaseless(wide) {
          output.append(utf8: wide)
        } else {
          for lower in wide.properties.lowercaseMapping.unicodeScalars {
            guard isInert(lower) else {
              isDone = false
              return
            }
            output.append(utf8: lower)
          }
        }
      }
    }
    return isDone
  }

  /// Appends the folded text by way of the standard library's composition: the definition.
  ///
  /// An invisible character directly after a byte that is not UTF-8 stays, lest two broken pieces
  /// meet and become a character that a second folding would change.
  static func appendComposing(_ bytes: Span<UInt8>, to folded: inout [UInt8]) {
    var run = String.UnicodeScalarView()
    var offset = 0
    var followsInvalid = false
    while offset < bytes.count {
      guard let (scalar, length) = bytes.scalar(at: offset) else {
        appendComposed(&run, to: &folded)
        folded.append(bytes[offset])
        offset += 1
        followsInvalid = true
        continue
      }
      offset += length
      let wide = widthFolded(scalar)
      if !isInvisible(wide) || followsInvalid {
        run.append(contentsOf: wide.properties.lowercaseMapping.unicodeScalars)
      }
      followsInvalid = false
    }
    appendComposed(&run, to: &folded)
  }

  private static func appendComposed(
    _ run: inout String.UnicodeScalarView, to folded: inout [UInt8]
  ) {
    guard !run.isEmpty else { return }
    for scalar in String(run)._nfc {
      folded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
    }
    run.removeAll()
  }
}

extension OutputSpan<UInt8> {
  /// Appends a character as UTF-8.
  fileprivate mutating func append(utf8 scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
      append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    } else {
      // Inert characters and voicing marks are below U+10000.
      append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
      append(0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
    }
  }
}

extension Span<UInt8> {
  /// Decodes the UTF-8 scalar at an offset, or returns `nil` if there is none.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, byteCount: Int)? {
    let lead = self[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard offset + length <= count else { return nil }
    for index in (offset + 1)..<(offset + length) {
      guard self[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(self[index] & 0x3F)
    }
    // Longer than needed, surrogates (the initialiser refuses them), beyond U+10FFFF.
    if length == 3, value < 0x800 { return nil }
    if length == 4, value < 0x10000 { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
