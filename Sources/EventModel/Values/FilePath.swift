internal import ByteScan

/// Paths of Windows, Unix and servers alike: `\` and `/` are one.
package enum FilePath {
  /// Returns whether a byte separates the parts of a path.
  package static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
  }

  /// Returns where the last part of a path stands; separators at the end do not count.
  package static func nameRange(in path: Span<UInt8>) -> Range<Int> {
    var end = path.count
    while end > 0, isSeparator(path[end - 1]) { end -= 1 }
    var start = end
    while start > 0, !isSeparator(path[start - 1]) { start -= 1 }
    return start..<end
  }

  /// Returns where the extension of a name stands, without its dot; `nil` if there is none.
  ///
  /// A dot at the front makes a hidden file and no extension.
  package static func extensionRange(in name: Span<UInt8>) -> Range<Int>? {
    guard let dot = name.lastOffset(of: UInt8(ascii: "."), before: name.count), dot > 0,
      dot + 1 < name.count
    else { return nil }
    return (dot + 1)..<name.count
  }

  /// Returns whether a path is a folder or lies below it; both are folded by the caller.
  ///
  /// Only whole parts count: `\\fs01\顧客2` is not inside `\\fs01\顧客`.
  package static func isInside(_ path: Span<UInt8>, folder: Span<UInt8>) -> Bool {
    var count = folder.count
    while count > 0, isSeparator(folder[count - 1]) { count -= 1 }
    guard folder.count > 0, path.count >= count else { return false }
    for index in 0..<count where path[index] != folder[index] {
      guard isSeparator(path[index]), isSeparator(folder[index]) else { return false }
    }
    return path.count == count || isSeparator(path[count])
  }
}
