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

  private static func calls(_ bytes: [UInt8], _ format: LogFormat, usesIndex: Bool) -> [String] {
    guard case .records(let plan) = format.layout else { return ["no records"] }
    var reader = RecordReader(
      plan, named: format.name, timezone: format.timezone ?? .utc, wanted: .all)
    reader.usesIndex = usesIndex
    var sink = RecordingSink()
    sink.fields = Field.allCases
    _ = reader.read(bytes.span, firstLine: 1, isLast: true, into: &sink)
    return sink.calls
  }

  @Test func `there are samples of every syntax in columns`() { #expect(Self.names.count >= 9) }

  @Test(arguments: names, 0..<20)
  func `an index changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    let (format, sample) = (folder.format, folder.sample)
    var random = SeededRandom(seed: seed)
    let signs = Array("\"\"\t  \n\r#-\\\0".utf8)
    for turn in 0..<30 {
      var bytes = sample
      for _ in 0..<(turn == 0 ? 0 : Int.random(in: 1...6, using: &random)) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes.remove(at: place)
        } else {
          bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
        }
      }
      let plain = Self.calls(bytes, format, usesIndex: false)
      #expect(Self.calls(bytes, format, usesIndex: true) == plain, "seed \(seed), turn \(turn)")
    }
  }
}
