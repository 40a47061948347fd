/// The bytes that some programs put before a text to tell its encoding.
enum ByteOrderMark {
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The encoding that the first bytes of a stream tell.
  static func encoding(of prefix: [UInt8]) -> FileLedger.Encoding {
    if prefix.starts(with: utf8) { return .utf8WithMark }
    if prefix.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if prefix.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return .utf8
  }
}
