import EventModel
import Testing

@testable import LogFormats

/// What a map says does not depend on what it was asked before.
struct WordMapsTests {
  @Test(arguments: 0..<20) func `a remembered meaning is the one that is looked up`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters = Array("abコピー")
    let words = (0..<40).map { _ in
      String((0..<(random.next() % 12)).map { _ in letters[Int(random.next() % 5)] })
    }
    var maps = WordMaps()
    for map in 0..<3 {
      let entries = words.shuffled(using: &random).prefix(12).map { word in
        (word, random.next() % 4 == 0 ? RecordDeclaration.Meaning.ignored : .word("w\(word.count)"))
      }
      let unique = Dictionary(entries, uniquingKeysWith: { first, _ in first }).sorted {
        $0.key < $1.key
      }
      _ = maps.add(
        RecordDeclaration.Mapping(
          unique.map { (value: $0.key, meaning: $0.value) }, otherwise: map == 1 ? .missing : nil)
      ) { UInt8($0.dropFirst()) }
    }
    for _ in 0..<500 {
      let (word, map) = (
        Array((words.randomElement(using: &random) ?? "").utf8), Int(random.next() % 3)
      )
      let expected = maps.look(for: word.span, in: map)
      #expect(maps.meaning(of: word.span, in: map) == expected, "seed \(seed): \(word), map \(map)")
    }
  }
}
