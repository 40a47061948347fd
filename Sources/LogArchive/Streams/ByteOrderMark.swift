/// The bytes that some programs put before a text to tell its encoding.
enum ByteOrderMark {
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The encoding that the first bytes of a stream tell.
  static func encoding(of prefix: [UInt8]) -> TextEncoding {
    if prefix.starts(with: utf8) { return .utf8WithMark }
    if prefix.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if prefix.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return unmarkedUTF16(prefix) ?? .utf8
  }

  /// UTF-16 without a mark: of its units, those of ASCII have a zero as one byte, always the same one.
  ///
  /// No text in any other encoding has zeros; a hole of zeros, as a loss of power leaves it, has
  /// units of two.
  private static func unmarkedUTF16(_ prefix: [UInt8]) -> TextEncoding? {
    var (little, big) = (0, 0)
    for at in stride(from: 0, to: prefix.count - 1, by: 2) {
      switch (prefix[at] == 0, prefix[at + 1] == 0) {
      case (true, true): return nil
      case (false, true): little += 1
      case (true, false): big += 1
      case (false, false): break
      }
    }
    let least = max(4, prefix.count / 8)
    if little >= least, little > 8 * big { return .utf16LittleEndian }
    if big >= least, big > 8 * little { return .utf16BigEndian }
    return nil
  }
}
