/// The escapes of URLs.
enum PercentEncoding {
  /// Undoes `%XX` (RFC 3986, section 2.1) in place; what is no escape stays as it is.
  ///
  /// - Complexity: O(*n*).
  static func undo(in bytes: inout [UInt8]) {
    var end = 0
    var offset = 0
    while offset < bytes.count {
      var byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "%"), offset + 1 < bytes.count,
        let high = SquidText.hexDigit(bytes[offset]),
        let low = SquidText.hexDigit(bytes[offset + 1])
      {
        byte = high << 4 | low
        offset += 2
      }
      bytes[end] = byte
      end += 1
    }
    bytes.removeLast(bytes.count - end)
  }
}
