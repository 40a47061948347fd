/// Returns whether a text equals a pattern in which `*` is any run of characters and `?` is one.
///
/// Both are UTF-8 and folded alike; `?` takes a whole Unicode scalar. The last `*` alone is tried
/// again, so there is no exponential case.
///
/// - Complexity: O(*n* · *m*) at worst, O(*n* + *m*) for patterns without repeated near-misses.
func globMatches(_ text: Span<UInt8>, _ pattern: Span<UInt8>) -> Bool {
  var at = 0
  var mark = 0
  var star: Int?
  var retry = 0
  while at < text.count {
    if mark < pattern.count, pattern[mark] == UInt8(ascii: "*") {
      star = mark
      retry = at
      mark += 1
    } else if mark < pattern.count, pattern[mark] == UInt8(ascii: "?") {
      at = endOfScalar(at, in: text)
      mark += 1
    } else if mark < pattern.count, pattern[mark] == text[at] {
      at += 1
      mark += 1
    } else if let star {
      retry = endOfScalar(retry, in: text)
      at = retry
      mark = star + 1
    } else {
      return false
    }
  }
  while mark < pattern.count, pattern[mark] == UInt8(ascii: "*") { mark += 1 }
  return mark == pattern.count
}

/// Returns the offset after the UTF-8 scalar that starts at `offset`.
private func endOfScalar(_ offset: Int, in text: Span<UInt8>) -> Int {
  var end = offset + 1
  while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
  return end
}
