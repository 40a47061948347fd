import ByteScan
import EventModel
import Foundation
import Testing

@testable import LogFormats

/// Whatever is done to a log, its readers end, and account for each of its lines.
///
/// The texts that are damaged are the corpus: all samples of `Conformance`, and what was found there before.
/// `EXFIL_FORMAT_FUZZ_COUNT` texts are tried for each folder, from the seed `EXFIL_FORMAT_FUZZ_SEED` on, and
/// more of them until `EXFIL_FORMAT_FUZZ_SECONDS` have passed: that many a format, whatever the machine. The
/// text at hand stands in `exfil-damage-FOLDER` in the folder for temporary files until it has been
/// read well, so that it survives a crash: put it into `Conformance/FOLDER/found`, which is read by every run.
struct FormatDamageTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["EXFIL_FORMAT_FUZZ_COUNT"].flatMap { Int($0) } ?? 50
  private static let seconds = environment["EXFIL_FORMAT_FUZZ_SECONDS"].flatMap { Int($0) } ?? 0
  private static let firstSeed =
    environment["EXFIL_FORMAT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  private static let samples: [[UInt8]] = ConformanceFolder.names.compactMap {
    try? ConformanceFolder($0).sample
  }

  @Test(arguments: ConformanceFolder.names)
  func `every line of a damaged log is accounted for`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    let corpus = [folder.sample] + (try folder.found)
    let kept = FileManager.default.temporaryDirectory.appending(path: "exfil-damage-\(name)")
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var seed = Self.firstSeed
    while seed < Self.firstSeed + UInt64(Self.count) || ContinuousClock.now < end {
      defer { seed += 1 }
      var damage = DamagedText(seed: seed, others: Self.samples)
      let text = damage.damaged(corpus[Int(seed) % corpus.count])
      try Data(text).write(to: kept)
      let reading = DamagedReading(of: text, in: folder, blockByteCount: damage.blockByteCount())
      guard let fault = reading.fault() else { continue }
      Issue.record(
        "EXFIL_FORMAT_FUZZ_SEED=\(seed) EXFIL_FORMAT_FUZZ_COUNT=1: \(fault); the text is \(kept.path)"
      )
      return
    }
    try FileManager.default.removeItem(at: kept)
  }

  @Test(arguments: ConformanceFolder.names)
  func `what was found once stays right`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    for (index, text) in try ([folder.sample] + folder.found).enumerated() {
      for blockByteCount in [1, 50, 333] {
        let reading = DamagedReading(of: text, in: folder, blockByteCount: blockByteCount)
        #expect(reading.fault() == nil, "text \(index) of \(name)")
      }
    }
  }

  @Test func `the same seed damages alike, another one otherwise`() throws {
    let text = try ConformanceFolder("squid").sample
    func damaged(_ seed: UInt64) -> [UInt8] {
      var damage = DamagedText(seed: seed, others: Self.samples)
      return damage.damaged(text)
    }
    #expect(damaged(1) == damaged(1))
    #expect(Set((0..<50).map(damaged)).count > 45)
  }
}
