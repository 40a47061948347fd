import Testing

@testable import People

struct TrimmingTests {
  @Test(arguments: 0..<20) func `trims as looking at every character does`(seed: UInt64) {
    var random = RandomLetters(state: seed)
    // Among them an ideographic space, a combining mark, a joiner and letters of every width.
    let pieces = [
      "a", "9", " ", "\t", "\u{3000}", "社", "員", "ア", "\u{0301}", "\u{200D}", "é", "が", "👩",
    ]
    for _ in 0..<500 {
      let text = (0..<Int(random.next() % 6)).map { _ in
        pieces[Int(random.next() % UInt64(pieces.count))]
      }.joined()
      #expect(text.trimmed == trimmedByCharacters(text), "seed \(seed): \(text.debugDescription)")
    }
  }
}

/// The naive twin.
private func trimmedByCharacters(_ text: String) -> String {
  var characters = Array(text)
  while characters.first?.isWhitespace == true { characters.removeFirst() }
  while characters.last?.isWhitespace == true { characters.removeLast() }
  return String(characters)
}
