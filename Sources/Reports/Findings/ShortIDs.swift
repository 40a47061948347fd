internal import Detection

/// How ids of findings are shown: by so many of their first digits as tell those of a report apart.
struct ShortIDs {
  private let digitCount: Int
  /// Fewer digits are shown of no id.
  private static let leastDigitCount = 8

  /// Finds out how many digits tell findings apart.
  ///
  /// - Complexity: O(*n* log *n*) in the findings.
  init(of findings: [Finding]) {
    let ids = findings.map(\.id).sorted()
    var count = Self.leastDigitCount
    for (id, next) in zip(ids, ids.dropFirst()) where id != next {
      count = max(count, zip(id, next).prefix { $0 == $1 }.count + 1)
    }
    digitCount = count
  }

  /// Returns the first digits of an id, after the word that names it.
  func shortened(_ id: String) -> String {
    id.isEmpty ? "" : "id \(VisibleText.of(String(id.prefix(digitCount))))"
  }
}
