internal import ByteScan

/// The parameters of a header such as `attachment; filename*0*=utf-8''%E9%A1; filename*1*=%A7`.
///
/// Values may be plain, quoted, split and encoded (RFC 2231), or hold encoded words where RFC 2047
/// forbids them and mailers write them all the same. The header may be cut anywhere.
struct HeaderParameters {
  private var parameters: [(name: String, value: [UInt8])] = []

  /// Takes the parameters of an unfolded header apart.
  init(_ header: Span<UInt8>) {
    var offset = 0
    Self.skip(header, &offset) { $0 == UInt8(ascii: ";") }
    while offset < header.count {
      offset += 1
      while offset < header.count, header[offset].isBlank { offset += 1 }
      let start = offset
      Self.skip(header, &offset) { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") }
      let name = String(lossy: header.extracting(start..<offset)).lowercased()
      guard offset < header.count, header[offset] == UInt8(ascii: "=") else { continue }
      offset += 1
      let value = Self.value(header, &offset)
      parameters.append((name.filter { $0 != " " }, value))
      Self.skip(header, &offset) { $0 == UInt8(ascii: ";") }
    }
  }

  private static func skip(
    _ header: Span<UInt8>, _ offset: inout Int, until isEnd: (UInt8) -> Bool
  ) {
    while offset < header.count, !isEnd(header[offset]) { offset += 1 }
  }

  private static func value(_ header: Span<UInt8>, _ offset: inout Int) -> [UInt8] {
    var value: [UInt8] = []
    while offset < header.count, header[offset].isBlank { offset += 1 }
    guard offset < header.count, header[offset] == UInt8(ascii: "\"") else {
      while offset < header.count, header[offset] != UInt8(ascii: ";") {
        value.append(header[offset])
        offset += 1
      }
      while let last = value.last, last.isBlank { value.removeLast() }
      return value
    }
    offset += 1
    while offset < header.count, header[offset] != UInt8(ascii: "\"") {
      if header[offset] == UInt8(ascii: "\\"), offset + 1 < header.count { offset += 1 }
      value.append(header[offset])
      offset += 1
    }
    return value
  }

  /// Returns the decoded text of a parameter as UTF-8, or `nil` if it is not there.
  func text(of name: String) -> [UInt8]? {
    if let extended = parameters.first(where: { $0.name == name + "*" })?.value {
      let (charset, rest) = Self.charset(of: extended)
      return MailCharset.decode(Self.unescaped(rest), charset: charset)
    }
    if let split = splitText(of: name) { return split }
    guard let plain = parameters.first(where: { $0.name == name })?.value else { return nil }
    return EncodedWords.decode(plain.span)
  }

  /// Puts `name*0*=`, `name*1=`, … together, as far as they follow one another.
  private func splitText(of name: String) -> [UInt8]? {
    var charset: [UInt8] = []
    var bytes: [UInt8] = []
    var number = 0
    while true {
      let prefix = "\(name)*\(number)"
      if let encoded = parameters.first(where: { $0.name == prefix + "*" })?.value {
        var rest = encoded[...]
        if number == 0 { (charset, rest) = Self.charset(of: encoded) }
        bytes += Self.unescaped(rest)
      } else if let plain = parameters.first(where: { $0.name == prefix })?.value {
        bytes += plain
      } else {
        break
      }
      number += 1
    }
    return number == 0 ? nil : MailCharset.decode(bytes, charset: charset)
  }

  /// Splits `utf-8'ja'text` into the charset and the text.
  private static func charset(of value: [UInt8]) -> ([UInt8], ArraySlice<UInt8>) {
    let quote = UInt8(ascii: "'")
    guard let first = value.firstIndex(of: quote),
      let second = value[(first + 1)...].firstIndex(of: quote)
    else { return ([], value[...]) }
    return (value[..<first].map(\.asciiLowercased), value[(second + 1)...])
  }

  /// Undoes `%XX`; a torn escape at the end is left off.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%") {
        guard index + 2 < text.endIndex else { break }
        if let high = SquidText.hexDigit(text[index + 1]),
          let low = SquidText.hexDigit(text[index + 2])
        {
          bytes.append(high << 4 | low)
          index += 3
          continue
        }
      }
      bytes.append(text[index])
      index += 1
    }
    return bytes
  }
}
