internal import ByteScan

/// Names of hosts in the one form in which they are compared.
///
/// That form is lower case, without scheme, user, port, path and trailing dots; labels that are not
/// ASCII are A-labels (`xn--…`). Addresses are recognised and written one way.
package enum Domain {
  /// What a normalised text is.
  package enum Form: Hashable, Sendable { case empty, name, address }

  /// Replaces the contents of `normalised` by the normal form of a host as a log writes it.
  ///
  /// The host is what stands after the last `@`, so `https://corp.jp@evil.com/` is `evil.com`. Bytes
  /// that are not UTF-8 stay. Normalising twice changes nothing.
  ///
  /// - Complexity: O(*n*); no allocation for plain lower-case names once the buffer has grown.
  @discardableResult
  package static func normalise(_ bytes: Span<UInt8>, into normalised: inout [UInt8]) -> Form {
    normalised.removeAll(keepingCapacity: true)
    if isPlain(bytes) {
      normalised.append(copying: bytes)
      return form(of: bytes)
    }
    let host = hostRange(in: bytes)
    if let address = IPAddress(bytes.extracting(host)) {
      normalised.append(contentsOf: address.text.utf8)
      return .address
    }
    var folded: [UInt8] = []
    TextFolding.fold(bytes.extracting(host), into: &folded)
    appendLabels(of: folded, to: &normalised)
    while normalised.last == UInt8(ascii: ".") { normalised.removeLast() }
    return form(of: normalised.span)
  }

  /// Returns the normal form of a host.
  package static func normalised(_ text: String) -> String {
    var normalised: [UInt8] = []
    normalise(Array(text.utf8).span, into: &normalised)
    return String(decoding: normalised, as: UTF8.self)
  }

  /// Returns whether a normalised host is an address.
  package static func isAddress(_ host: Span<UInt8>) -> Bool { form(of: host) == .address }

  /// Returns whether a host is a domain or lies below it; both are normalised.
  ///
  /// Only whole labels count: `evil-acme.jp` is not below `acme.jp`. An address is below nothing.
  package static func isEqualOrSubdomain(_ host: Span<UInt8>, of domain: Span<UInt8>) -> Bool {
    guard domain.count > 0, host.count >= domain.count else { return false }
    let start = host.count - domain.count
    guard host.extracting(start..<host.count).hasSameBytes(as: domain) else { return false }
    return start == 0 || (host[start - 1] == UInt8(ascii: ".") && !isAddress(host))
  }

  /// Returns a normalised name as people read it, with its A-labels decoded.
  package static func unicodeText(of name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).map { label in
      guard label.hasPrefix("xn--"), let scalars = Punycode.decode(Array(label.utf8.dropFirst(4)))
      else { return String(label) }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }.joined(separator: ".")
  }

  private static func form(of bytes: Span<UInt8>) -> Form {
    guard bytes.count > 0 else { return .empty }
    // Addresses of version 4 end in a digit, those of version 6 hold a colon.
    let mayBeAddress =
      bytes[bytes.count - 1].isAsciiDigit || bytes.firstOffset(of: UInt8(ascii: ":")) != nil
    return mayBeAddress && IPAddress(bytes) != nil ? .address : .name
  }

  /// Returns whether the bytes are letters, digits, `-`, `_` and dots in normal form already.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0, bytes[bytes.count - 1] != UInt8(ascii: ".") else { return false }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        continue
      default: return false
      }
    }
    return true
  }

  /// Returns where the host stands in `scheme://user@host:port/path` or any part of that.
  private static func hostRange(in bytes: Span<UInt8>) -> Range<Int> {
    var start = bytes.firstOffset(of: Array("://".utf8).span).map { $0 + 3 } ?? 0
    var end = start
    // Browsers take a backslash for a slash.
    while end < bytes.count, !isHostEnd(bytes[end]) { end += 1 }
    if let at = bytes.extracting(0..<end).lastOffset(of: UInt8(ascii: "@"), before: end),
      at >= start
    {
      start = at + 1
    }
    while start < end, bytes[start].isBlank { start += 1 }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    if IPAddress(bytes.extracting(start..<end)) != nil { return start..<end }
    var digits = end
    while digits > start, bytes[digits - 1].isAsciiDigit { digits -= 1 }
    if digits > start, bytes[digits - 1] == UInt8(ascii: ":") { end = digits - 1 }
    return start..<end
  }

  private static func isHostEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): true
    default: false
    }
  }

  private static func appendLabels(of folded: [UInt8], to normalised: inout [UInt8]) {
    // A host that is not UTF-8 has no A-labels; nothing may be guessed into it.
    guard folded.contains(where: { $0 >= 0x80 }),
      let text = String(validating: folded, as: UTF8.self)
    else {
      normalised.append(contentsOf: folded)
      return
    }
    var label: [Unicode.Scalar] = []
    func flush(into normalised: inout [UInt8]) {
      let start = normalised.count
      if label.allSatisfy(\.isASCII) {
        normalised.append(contentsOf: label.map { UInt8(truncatingIfNeeded: $0.value) })
      } else {
        normalised.append(contentsOf: "xn--".utf8)
        if !Punycode.encode(label, into: &normalised) {
          normalised.removeLast(normalised.count - start)
          for scalar in label {
            normalised.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
          }
        }
      }
      label.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      // Folding has made the other two full stops of IDNA one of these.
      if scalar == "." || scalar == "。" {
        flush(into: &normalised)
        normalised.append(UInt8(ascii: "."))
      } else {
        label.append(scalar)
      }
    }
    flush(into: &normalised)
  }
}
