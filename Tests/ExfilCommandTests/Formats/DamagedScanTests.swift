internal import Detection
internal import Foundation
internal import Testing

/// Whatever becomes of a stored file, a run ends, its account balances, and nothing but the bytes decides.
///
/// `EXFIL_FILE_FUZZ_COUNT` files are tried for each folder of `Conformance`, from the seed
/// `EXFIL_FORMAT_FUZZ_SEED` on, and more of them until `EXFIL_FILE_FUZZ_SECONDS` have passed.
@Suite struct DamagedScanTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["EXFIL_FILE_FUZZ_COUNT"].flatMap { Int($0) } ?? 2
  private static let seconds = environment["EXFIL_FILE_FUZZ_SECONDS"].flatMap { Int($0) } ?? 0
  private static let firstSeed =
    environment["EXFIL_FORMAT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: FormatSample.names) func `a damaged file is accounted for`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var seed = Self.firstSeed
    while seed < Self.firstSeed + UInt64(Self.count) || ContinuousClock.now < end {
      defer { seed += 1 }
      var random = SeededRandom(seed: seed)
      let file = try Self.damaged(sample.text, &random)
      let one = try sample.read(file)
      let other = try sample.read(file, jobs: 3)
      let what = "\(name), EXFIL_FORMAT_FUZZ_SEED=\(seed) EXFIL_FILE_FUZZ_COUNT=1"
      #expect(one.balances && other.balances, "\(what)")
      #expect(one.fates == other.fates, "\(what)")
      #expect(one.events == other.events, "\(what)")
    }
  }

  /// A file of some text in some encoding, packed or not, with some bytes that are others.
  private static func damaged(_ text: [UInt8], _ random: inout SeededRandom) throws -> [UInt8] {
    var file = text
    let encoding = ["", "", "UTF-16LE", "UTF-16", "CP932"].randomElement(using: &random) ?? ""
    if !encoding.isEmpty { file = (try? IconvText.encode(file, into: encoding)) ?? file }
    strike(&file, &random)
    // Files are appended to by programs with other settings.
    if Int.random(in: 0..<4, using: &random) == 0 { file += text }
    if Bool.random(using: &random) {
      file = GzipText.members(file, cutAt: [Int.random(in: 0...file.count, using: &random)])
      if Bool.random(using: &random) { strike(&file, &random) }
    }
    return file
  }

  private static func strike(_ file: inout [UInt8], _ random: inout SeededRandom) {
    for _ in 0..<Int.random(in: 0...4, using: &random) where !file.isEmpty {
      let place = Int.random(in: 0..<file.count, using: &random)
      let end = min(file.count, place + Int.random(in: 0...60, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: file[place] = UInt8.random(in: 0...255, using: &random)
      case 1: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: file.removeSubrange(place..<end)
      case 3: file.insert(contentsOf: Array(file[place..<end]), at: place)
      case 4: file.insert(contentsOf: repeatElement(0, count: end - place), at: place)
      default: if Int.random(in: 0..<3, using: &random) == 0 { file.removeSubrange(place...) }
      }
    }
  }
}
