/// Why a file could not be had.
package struct SourceError: Error, Hashable, Sendable {
  /// In plain words, such as `no such file`.
  package var reason: String
  package init(reason: String) { self.reason = reason }
}

/// Where rule files and list files come from.
package protocol SourceProvider {
  /// Returns the contents of a file.
  ///
  /// - Throws: ``SourceError`` with the reason; an empty file is no error.
  func contents(ofFile path: String) throws(SourceError) -> [UInt8]

  /// Returns what two paths to the same file have in common.
  func identity(ofFile path: String) -> String
}

extension SourceProvider {
  /// Returns the path itself: files of other names are other files.
  package func identity(ofFile path: String) -> String { path }
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
  var parts: [Substring] = []
  for part in String(path).split(separator: "/", omittingEmptySubsequences: true) {
    if part == "." { continue }
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
