import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Lines in columns are read by an index of their block, and must come to what reading them byte by byte does.
struct ColumnReaderTests {
  static let names = ConformanceFolder.names.filter { name in
    if name == "cisco_wsa" { return true }
    let isInColumns = ["w3c", "zeek_", "proxysg"].contains { name.hasPrefix($0) }
    return isInColumns && !name.hasSuffix("_json")
  }

  @Test func `there are samples of every syntax in columns`() { #expect(Self.names.count >= 9) }

  @Test(arguments: names, 0..<8)
  func `an index changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    let (format, sample) = (folder.format, folder.sample)
    var random = SeededRandom(seed: seed)
    let signs = Array("\"\"\t  \n\r#-\\\0".utf8)
    for turn in 0..<30 {
      var bytes = sample
      // Many lines are looked at together; of records with a user.
      if turn % 6 == 5 {
        let lines = sample.split(separator: 0x0A)
        for _ in 0..<80 { bytes += (lines.randomElement(using: &random) ?? []) + [0x0A] }
      }
      for _ in 0..<(turn == 0 ? 0 : Int.random(in: 1...6, using: &random)) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes.remove(at: place)
        } else {
          bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let plain = SkimmingSink.reading(bytes, format, usesIndex: false)
      let quick = SkimmingSink.reading(bytes, format, usesIndex: true)
      #expect(quick.calls == plain.calls, "seed \(seed), turn \(turn)")
      #expect(quick.differences == [], "seed \(seed), turn \(turn)")
      let passing = SkimmingSink.reading(bytes, format, usesIndex: true, passesEvery: 1)
      #expect(passing.hasPassed(plain.calls), "seed \(seed), turn \(turn)")
    }
  }
}
