internal import ByteScan

/// The spellings of one path that Windows components log, brought to the one that people write.
enum WindowsPath {
  /// Replaces the bytes of a path by its usual spelling.
  ///
  /// `\??\C:\a`, `\\?\C:\a` and `\\.\C:\a` become `C:\a`; `\Device\Mup\fs01\share` and `\\?\UNC\fs01\share`
  /// become `\\fs01\share`. `\Device\HarddiskVolume3\a` stays: no event says which letter it has.
  static func unify(_ path: inout [UInt8]) {
    let (count, isNetwork) = front(path.span)
    guard count > 0 else { return }
    guard isNetwork else { return path.removeFirst(count) }
    // Two of the bytes in front stay, as the backslashes of a server's name.
    path[count - 2] = UInt8(ascii: "\\")
    path[count - 1] = UInt8(ascii: "\\")
    path.removeFirst(count - 2)
  }

  /// How many bytes in front only say how the rest is meant, and whether that begins with a server.
  private static func front(_ text: Span<UInt8>) -> (count: Int, isNetwork: Bool) {
    if text.starts(with: "\\??\\") || text.starts(with: "\\\\?\\") || text.starts(with: "\\\\.\\") {
      let isNetwork = text.extracting(4..<text.count).startsIgnoringAsciiCase(with: "UNC\\")
      return (isNetwork ? 8 : 4, isNetwork)
    }
    let isNetwork = text.startsIgnoringAsciiCase(with: "\\Device\\Mup\\")
    return (isNetwork ? 12 : 0, isNetwork)
  }

  /// Where the path goes on behind its drive: the offset of the backslash after `C:` or
  /// `\Device\HarddiskVolume3`; `nil` if it has neither.
  static func endOfDrive(_ path: Span<UInt8>) -> Int? {
    if path.count >= 2, path[1] == UInt8(ascii: ":"), path[0].asciiLowercased &- 0x61 < 26 {
      return 2
    }
    guard path.startsIgnoringAsciiCase(with: "\\Device\\HarddiskVolume") else { return nil }
    var end = 22
    while end < path.count, path[end].isAsciiDigit { end += 1 }
    return end
  }

  /// Whether the path begins with the name of a server.
  static func isOnServer(_ path: Span<UInt8>) -> Bool { path.starts(with: "\\\\") }
}

extension Span<UInt8> {
  /// Returns whether the bytes begin with an ASCII text when letters are compared without case.
  func startsIgnoringAsciiCase(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting(0..<length).equalsIgnoringAsciiCase(text)
  }

  /// Returns whether the bytes end with an ASCII text when letters are compared without case.
  func endsIgnoringAsciiCase(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting((count - length)..<count).equalsIgnoringAsciiCase(text)
  }
}
