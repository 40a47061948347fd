import EventModel
import Testing

@testable import LogFormats

/// Records that are taken apart line by line are looked at together, and must come to what reading each by
/// itself does.
struct RecordChunkTests {
  static let names = ConformanceFolder.names.filter { name in
    guard let folder = try? ConformanceFolder(name),
      case .records(let plan) = folder.format.layout
    else { return false }
    switch plan.declaration.syntax {
    case .csv, .tsv, .w3c, .zeek, .columns: return false
    case .keyValue, .cef, .leef, .json, .apache, .nginx: return true
    }
  }

  @Test func `there are samples of most syntaxes`() { #expect(Self.names.count >= 8) }

  @Test(arguments: names, 0..<4)
  func `looking at many records changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    var random = SeededRandom(seed: seed)
    let lines = folder.sample.split(separator: 0x0A, omittingEmptySubsequences: false)
    let signs = Array("\"\"=\t  \n\r{}0:-\\\0".utf8)
    for turn in 0..<20 {
      var bytes = folder.sample
      for _ in 0..<(turn % 3 == 2 ? 150 : 0) {
        bytes += (lines.randomElement(using: &random) ?? []) + [0x0A]
      }
      for _ in 0..<(turn == 0 ? 0 : Int.random(in: 1...6, using: &random)) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes.remove(at: place)
        } else {
          bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let plain = SkimmingSink.reading(bytes, folder.format, usesIndex: false)
      let quick = SkimmingSink.reading(bytes, folder.format, usesIndex: true)
      #expect(quick.calls == plain.calls, "seed \(seed), turn \(turn)")
      #expect(quick.differences == [], "seed \(seed), turn \(turn)")
      let passing = SkimmingSink.reading(bytes, folder.format, usesIndex: true, passesEvery: 1)
      #expect(passing.hasPassed(plain.calls), "seed \(seed), turn \(turn)")
    }
  }
}
