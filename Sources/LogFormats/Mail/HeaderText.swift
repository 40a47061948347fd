internal import ByteScan
internal import SystemBoundary

/// Undoes how Postfix writes a header of several lines into one log line.
enum HeaderText {
  /// Returns the text with its folds made blanks.
  ///
  /// Postfix writes each control byte as `?`, so a fold shows as `;? filename=` or `?=? =?UTF-8…`.
  /// A question mark elsewhere may belong to the text and stays.
  static func unfolded(_ text: Span<UInt8>) -> [UInt8] {
    var unfolded: [UInt8] = []
    unfolded.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte == UInt8(ascii: "?"), isFold(text, at: offset, after: unfolded) {
        offset += 1
        // A tab after the line end is a control byte too.
        if offset < text.count, text[offset] == UInt8(ascii: "?") { offset += 1 }
        unfolded.append(0x20)
        continue
      }
      unfolded.append(byte)
      offset += 1
    }
    return unfolded
  }

  private static func isFold(_ text: Span<UInt8>, at offset: Int, after before: [UInt8]) -> Bool {
    guard offset + 1 < text.count else { return false }
    let next = text[offset + 1]
    guard next == 0x20 || next == UInt8(ascii: "?") else { return false }
    guard let last = before.last else { return false }
    if last == UInt8(ascii: ";") || last == UInt8(ascii: "\"") { return true }
    return last == UInt8(ascii: "=") && before.dropLast().last == UInt8(ascii: "?")
  }
}

/// Brings named character sets into UTF-8; the one place that knows the converter.
enum MailCharset {
  /// Returns the text as UTF-8, as far as its characters are whole.
  ///
  /// A log cuts texts anywhere, so a torn character at the end is left off. Text of an unknown
  /// character set is returned as it is.
  static func decode(_ bytes: [UInt8], charset: [UInt8]) -> [UInt8] {
    let name = String(decoding: charset, as: UTF8.self).lowercased()
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii", "": return wholeCharacters(bytes)
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji", "cp932":
      return converted(bytes, from: "CP932")
    case "euc-jp", "eucjp", "x-euc-jp": return converted(bytes, from: "EUC-JP-MS")
    default:
      // The name goes to the C library, so only what names of character sets are made of may pass.
      guard name.utf8.allSatisfy({ $0.isAsciiDigit || $0 &- 0x61 < 26 || "-_".utf8.contains($0) })
      else { return bytes }
      return converted(bytes, from: name.uppercased())
    }
  }

  private static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8] {
    var end = bytes.count
    // Each try either succeeds or ends earlier, where the first broken character stands.
    while end > 0 {
      do throws(TranscodeError) {
        return try Transcoder.transcode(bytes.span.extracting(0..<end), from: charset)
      } catch {
        guard case .invalid(let byteOffset) = error, byteOffset < end else { return bytes }
        end = byteOffset
      }
    }
    return []
  }

  /// Leaves off an UTF-8 character that is cut at the end.
  private static func wholeCharacters(_ bytes: [UInt8]) -> [UInt8] {
    var end = bytes.count
    var continuations = 0
    while end > 0, continuations < 3, bytes[end - 1] & 0xC0 == 0x80 {
      end -= 1
      continuations += 1
    }
    guard end > 0, bytes[end - 1] >= 0xC0 else { return bytes }
    let lead = bytes[end - 1]
    let wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    return continuations == wanted ? bytes : Array(bytes[..<(end - 1)])
  }
}
