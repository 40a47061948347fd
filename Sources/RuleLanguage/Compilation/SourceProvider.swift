/// Why a file could not be had.
package struct SourceError: Error, Hashable, Sendable {
  /// In plain words, such as `no such file`.
  package var reason: String
  package init(reason: String) { self.reason = reason }
}

/// Whether a file can be relied on to be what its author wrote.
package enum FileStanding: Hashable, Sendable {
  case sound
  /// Anyone on the machine can change the file, or put another one in its place.
  case changeableByAnyone
  /// It is a device, a pipe or a socket.
  case special
}

/// Where rule files and list files come from.
package protocol SourceProvider {
  /// Returns the contents of a file.
  ///
  /// - Throws: ``SourceError`` with the reason; an empty file is no error.
  func contents(ofFile path: String) throws(SourceError) -> [UInt8]

  /// Returns what two paths to the same file have in common.
  func identity(ofFile path: String) -> String

  /// Returns what is to be thought of a file, before it is read.
  func standing(ofFile path: String) -> FileStanding
}

extension SourceProvider {
  /// Returns the path itself: files of other names are other files.
  package func identity(ofFile path: String) -> String { path }

  /// Returns that all is well.
  package func standing(ofFile path: String) -> FileStanding { .sound }
}

/// Returns the path of a file named in another one: relative to that file, unless absolute.
func resolvedPath(_ name: String, relativeTo using: String) -> String {
  guard !name.hasPrefix("/"), let slash = using.lastIndex(of: "/") else {
    return normalizedPath(name)
  }
  return normalizedPath(using[...slash] + name)
}

/// Returns a path without `.` and, where something stands before it, `..`.
package func normalizedPath(_ path: some StringProtocol) -> String {
  let path = String(path)
  if isNormalized(path.utf8.span) { return path }
  var parts: [Substring] = []
  for part in path.split(separator: "/", omittingEmptySubsequences: true) {
    if part == "." { continue }
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  var normalized = path.hasPrefix("/") ? "/" : ""
  for (index, part) in parts.enumerated() {
    if index > 0 { normalized += "/" }
    normalized += String(part)
  }
  return normalized
}

/// Whether a path is sure to have neither empty parts nor ones that begin with a dot; most are.
private func isNormalized(_ path: Span<UInt8>) -> Bool {
  var isAtStart = false
  for index in path.indices {
    let byte = path[index]
    // Behind a slash a mark would be one character with it.
    if isAtStart || index == 0, byte == UInt8(ascii: ".") || byte >= 0x80 { return false }
    if isAtStart, byte == UInt8(ascii: "/") { return false }
    isAtStart = byte == UInt8(ascii: "/")
  }
  return !isAtStart || path.count == 1
}
