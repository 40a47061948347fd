internal import ByteScan

/// Where the host and the path of a request target stand.
struct UrlParts: Equatable {
  /// The host without user, port and trailing dot; brackets of an IPv6 address are left off.
  var host: Range<Int>?
  /// The path without query and fragment.
  var path: Range<Int>?

  /// Finds the parts of `http://user@host:port/path?query`, or of `host:port` after CONNECT.
  ///
  /// The host stands after the *last* `@` of the authority: what stands before is a user name,
  /// however much it looks like a host.
  ///
  /// - Complexity: O(*n*) in the bytes of the target.
  init(
    _ block: Span<UInt8>, target: Range<Int>, isAuthority: Bool, wantsPath: Bool = true
  ) {
    var start = target.lowerBound
    let end = target.upperBound
    if !isAuthority {
      if let colon = Self.schemeEnd(block, target) {
        start = colon + 3
      } else if !Self.endsInPort(block, target) {
        return
      }
    }
    var authorityEnd = start
    var hostStart = start
    while authorityEnd < end {
      let byte = block[authorityEnd]
      // Browsers take a backslash for a slash.
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        || byte == UInt8(ascii: "\\")
      {
        break
      }
      if byte == UInt8(ascii: "@") { hostStart = authorityEnd + 1 }
      authorityEnd += 1
    }
    host = Self.host(block, hostStart..<authorityEnd)
    guard wantsPath, authorityEnd < end, block[authorityEnd] == UInt8(ascii: "/") else { return }
    let pathEnd = block.nearOffset(
      of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: authorityEnd, to: end)
    path = authorityEnd..<pathEnd
  }

  /// Whether a target without scheme is `host:port`, as CONNECT has it, in a layout without method.
  private static func endsInPort(_ block: Span<UInt8>, _ target: Range<Int>) -> Bool {
    var offset = target.upperBound
    while offset > target.lowerBound, block[offset - 1].isAsciiDigit { offset -= 1 }
    guard offset < target.upperBound, offset - 1 > target.lowerBound,
      block[offset - 1] == UInt8(ascii: ":")
    else { return false }
    let isBracketed = block[target.lowerBound] == UInt8(ascii: "[")
    for place in target.lowerBound..<(offset - 1) {
      let byte = block[place]
      if byte == UInt8(ascii: "/") || (byte == UInt8(ascii: ":") && !isBracketed) { return false }
    }
    return true
  }

  /// Returns the offset of `://`, if only a scheme stands before it.
  private static func schemeEnd(_ block: Span<UInt8>, _ target: Range<Int>) -> Int? {
    var offset = target.lowerBound
    while offset + 2 < target.upperBound {
      let byte = block[offset]
      if byte == UInt8(ascii: ":") {
        let isScheme =
          offset > target.lowerBound && block[offset + 1] == UInt8(ascii: "/")
          && block[offset + 2] == UInt8(ascii: "/")
        return isScheme ? offset : nil
      }
      let isSchemePart =
        byte.asciiLowercased &- 0x61 < 26 || byte.isAsciiDigit || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      if !isSchemePart { return nil }
      offset += 1
    }
    return nil
  }

  private static func host(_ block: Span<UInt8>, _ authority: Range<Int>) -> Range<Int>? {
    var start = authority.lowerBound
    var end = authority.upperBound
    if start < end, block[start] == UInt8(ascii: "[") {
      start += 1
      var close = start
      while close < end, block[close] != UInt8(ascii: "]") { close += 1 }
      return close > start && close < end ? start..<close : nil
    }
    var portStart = end
    while portStart > start, block[portStart - 1].isAsciiDigit { portStart -= 1 }
    if portStart > start, block[portStart - 1] == UInt8(ascii: ":") { end = portStart - 1 }
    if end > start, block[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return end > start ? start..<end : nil
  }
}
