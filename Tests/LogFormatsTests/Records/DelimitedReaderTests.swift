import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Separated values are read by an index of their block, and must come to what reading them by their quotes
/// does; so must what is told of a record before there is an event.
struct DelimitedReaderTests {
  static let names = ConformanceFolder.names.filter { name in
    guard let folder = try? ConformanceFolder(name),
      case .records(let plan) = folder.format.layout
    else { return false }
    return plan.declaration.syntax == .csv || plan.declaration.syntax == .tsv
  }

  /// A sample with some of its cells in quotes, and some bytes more or less.
  private static func varied(_ sample: [UInt8], _ turn: Int, _ random: inout SeededRandom)
    -> [UInt8]
  {
    let tabs = sample.count(where: { $0 == 0x09 })
    let separator: UInt8 = tabs > sample.count(where: { $0 == 0x2C }) ? 0x09 : 0x2C
    var bytes: [UInt8] = []
    var lines = sample.split(separator: 0x0A, omittingEmptySubsequences: false)
    // Many lines are looked at together.
    if turn % 6 == 5 {
      let short = lines.filter { $0.count < 200 }
      lines += (0..<100).map { _ in short.randomElement(using: &random) ?? [] }
    }
    for line in lines {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
        let isBare = !cell.contains(0x22) && cell.last != 0x0D
        let isQuoted = isBare && turn % 3 > 0 && Int.random(in: 0...turn % 3, using: &random) > 0
        return isQuoted ? [0x22] + Array(cell) + [0x22] : Array(cell)
      }
      bytes += cells.joined(separator: [separator])
      bytes.append(0x0A)
    }
    let signs = Array("\"\"\"\",\t\n\r\0 -".utf8)
    for _ in 0..<(turn < 3 ? 0 : Int.random(in: 1...6, using: &random)) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      if Bool.random(using: &random) {
        bytes.remove(at: place)
      } else {
        bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
      }
    }
    return bytes
  }

  @Test func `there are samples with and without a header`() { #expect(Self.names.count >= 5) }

  /// The first lines of a sample: some have hundreds.
  private static func front(of sample: [UInt8]) -> [UInt8] {
    guard sample.count > 4_000, let end = sample[4_000...].firstIndex(of: 0x0A) else {
      return sample
    }
    return Array(sample[...end])
  }

  @Test(arguments: names, 0..<8)
  func `an index changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    let front = Self.front(of: folder.sample)
    var random = SeededRandom(seed: seed)
    for turn in 0..<30 {
      let bytes = Self.varied(front, turn, &random)
      let plain = SkimmingSink.reading(bytes, folder.format, usesIndex: false)
      let quick = SkimmingSink.reading(bytes, folder.format, usesIndex: true)
      #expect(quick.calls == plain.calls, "seed \(seed), turn \(turn)")
      #expect(quick.differences == [], "seed \(seed), turn \(turn)")
      // Whatever is passed by its early fields alone is an event that would have been taken.
      let passing = SkimmingSink.reading(bytes, folder.format, usesIndex: true, passesEvery: 2)
      #expect(passing.hasPassed(plain.calls), "seed \(seed), turn \(turn)")
    }
  }

  private static let header = "日時,種別,ユーザー名,操作,パス,サイズ,ドライブ,シリアル,文書,枚数\n"

  @Test func `ordinary records are told of before there is an event`() throws {
    let folder = try ConformanceFolder("csv")
    let lines = (10..<60).map { "2026/10/12 09:31:\($0),ファイル,sato,コピー,E:\\a.xlsx,12,USB,,,\n" }
    let text = Self.header + lines.joined()
    let sink = SkimmingSink.reading(Array(text.utf8), folder.format, usesIndex: true)
    #expect(sink.calls.count == 51 && sink.differences == [])
    #expect(sink.siftedCount == 49, "together, all but the first, whose date is not known yet")
    let long = text.replacing("sato", with: "sato.taro@example.co.jp")
    let other = SkimmingSink.reading(Array(long.utf8), folder.format, usesIndex: true)
    #expect(other.calls.count == 51 && other.differences == [])
    #expect(other.siftedCount == 49, "users of more than 16 bytes are told, too")
    // With numbers that are too long for it they are told one by one.
    let large = text.replacing(",12,USB", with: ",1234567890123,USB")
    let single = SkimmingSink.reading(Array(large.utf8), folder.format, usesIndex: true)
    #expect(single.calls.count == 51 && single.differences == [])
    #expect(single.siftedCount == 0)
    #expect(single.earlyCount == 22, "until it has shown not to pay, for nobody is passed")
  }

  @Test(arguments: 0..<40)
  func `times of many records are those of each`(seed: UInt64) throws {
    let folder = try ConformanceFolder("csv")
    var random = SeededRandom(seed: seed)
    let dates = ["2026/10/12", "2026/10/13", "2026/02/30", "2026/1/3", "1969/12/31", ""]
    let clocks = ["09:31:", "09:32:", "23:59:", "24:00:", "9:31:", " 09:31:", "09:31;"]
    func pick(_ texts: [String]) -> String {
      // Mostly the first, as in a log.
      Bool.random(using: &random) ? texts[0] : texts.randomElement(using: &random) ?? ""
    }
    let lines = (0..<150).map { _ in
      let seconds = ["00", "01", "59", "60", "6a", "7", "123"].randomElement(using: &random) ?? ""
      return "\(pick(dates)) \(pick(clocks))\(seconds),ファイル,sato,コピー,E:\\a.xlsx,12,USB,,,\n"
    }
    let bytes = Array((Self.header + lines.joined()).utf8)
    let plain = SkimmingSink.reading(bytes, folder.format, usesIndex: false)
    let quick = SkimmingSink.reading(bytes, folder.format, usesIndex: true)
    #expect(quick.calls == plain.calls, "seed \(seed)")
    #expect(quick.differences == [], "seed \(seed)")
  }
}
