package import SystemBoundary

/// A shell-like pattern over the bytes of paths: `*` is any bytes, `?` is any one byte.
///
/// A pattern without a slash is held against the last component, one with a slash against the
/// whole path, where `*` also crosses slashes.
package struct PathGlob: Hashable, Sendable {
  private let pattern: [UInt8]
  private let matchesWholePath: Bool

  /// Creates a pattern; every sequence of bytes is one.
  package init(_ pattern: [UInt8]) {
    self.pattern = pattern
    matchesWholePath = pattern.contains(UInt8(ascii: "/"))
  }

  /// Creates a pattern from text.
  package init(_ pattern: String) { self.init(Array(pattern.utf8)) }

  /// Returns whether the pattern fits a path.
  ///
  /// - Complexity: O(*n* · *m*) in the bytes of path and pattern, whatever the pattern.
  package func matches(_ path: RawPath) -> Bool {
    let text = matchesWholePath ? path.bytes : path.lastComponent
    let star = UInt8(ascii: "*")
    var patternAt = 0
    var textAt = 0
    // Where to go on when a match fails: only the last star can be asked to take one byte more.
    var retry: (pattern: Int, text: Int)?
    while textAt < text.count {
      if patternAt < pattern.count && pattern[patternAt] == star {
        patternAt += 1
        retry = (patternAt, textAt)
      } else if patternAt < pattern.count
        && (pattern[patternAt] == UInt8(ascii: "?") || pattern[patternAt] == text[textAt])
      {
        patternAt += 1
        textAt += 1
      } else if let last = retry {
        patternAt = last.pattern
        textAt = last.text + 1
        retry = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[patternAt...].allSatisfy { $0 == star }
  }
}
