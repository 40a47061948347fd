extension String {
  /// Creates text from the bytes of a log: a byte that is not UTF-8 becomes the characters `\xNN`.
  ///
  /// Names that differ stay different, where the replacement character would make them one.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package init(logBytes bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self = text
      return
    }
    self = ""
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let encoded):
        unicodeScalars.append(Unicode.UTF8.decode(encoded))
        offset += encoded.count
      case .error(let length):
        for byte in bytes[offset..<(offset + length)] {
          append(byte < 16 ? "\\x0" : "\\x")
          append(String(byte, radix: 16))
        }
        offset += length
      case .emptyInput: return
      }
    }
  }
}
