internal import Foundation
internal import Testing

/// The law under random cutting, shuffling, packing, naming, workers and memory.
@Suite struct RandomLawTests {
  /// What `EXFIL_LAW_SEED` says, else a new one for each run; a failure names it.
  private static let seed =
    ProcessInfo.processInfo.environment["EXFIL_LAW_SEED"].flatMap { UInt64($0) }
    ?? UInt64.random(in: 0..<1_000_000)

  /// Whether all times are moved to the full hour, so that nothing but the lines orders them.
  @Test(arguments: [false, true]) func `the same lines give the same findings`(
    sameTimes: Bool
  ) throws {
    var random = SeededRandom(seed: Self.seed)
    var logs = try SampleLogs().logs
    // Two more stretches of file servers' logs: a listing, and one where opens are all there is.
    for server in ["fs01", "fs02"] {
      logs.append(
        SampleLogs.Log(
          name: "opens-\(server)", lines: SampleLogs.opens(on: server).map { Array($0.utf8) }))
    }
    for index in logs.indices {
      if sameTimes { logs[index].lines = logs[index].lines.map(Self.atFullHour) }
      // Lines that stand twice are two events, in one file or in two.
      for _ in 0..<(logs[index].lines.count / 20) {
        if let line = logs[index].lines.randomElement(using: &random) {
          logs[index].lines.insert(line, at: Int.random(in: 0...40, using: &random))
        }
      }
    }
    let folder = try TemporaryFolder()
    for log in logs { try write(log.text, to: "whole/\(log.name)", in: folder) }
    let whole = try SampleScan(["whole"], in: folder)
    #expect(!whole.report.isEmpty)
    for round in 0..<2 {
      for log in logs { try scatter(log, into: "round\(round)", of: folder, &random) }
      var options = ["--jobs", String([1, 2, 3, 8].randomElement(using: &random) ?? 1)]
      if Bool.random(using: &random) { options += ["--memory", "1MB"] }
      whole.expectSame(
        as: try SampleScan(["round\(round)"], options, in: folder),
        "EXFIL_LAW_SEED=\(Self.seed), round \(round), same times \(sameTimes), \(options)")
    }
  }

  /// Puts the lines of a log into files: in stretches, dealt out, or shuffled and dealt out.
  private func scatter(
    _ log: SampleLogs.Log, into name: String, of folder: TemporaryFolder,
    _ random: inout SeededRandom
  ) throws {
    let count = Int.random(in: 1...6, using: &random)
    var parts = [[UInt8]](repeating: [], count: count)
    let way = Int.random(in: 0..<3, using: &random)
    let lines = way == 2 ? log.lines.shuffled(using: &random) : log.lines
    for (index, line) in lines.enumerated() {
      let part =
        way == 0 ? index * count / lines.count : Int.random(in: 0..<count, using: &random)
      parts[part] += line
    }
    for var part in parts {
      // A file need not end in a line feed.
      if Bool.random(using: &random), !part.isEmpty { part.removeLast() }
      if Bool.random(using: &random) {
        let cuts = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
          Int.random(in: 0...part.count, using: &random)
        }
        part = GzipText.members(part, cutAt: cuts)
      }
      let file = String(random.next(), radix: 16)
      try write(part, to: "\(name)/\(random.next() % 4)/\(file)", in: folder)
    }
  }

  /// Zeroes what is below the hour in an RFC 3339 stamp, or below a thousand seconds in an epoch.
  private static func atFullHour(_ line: [UInt8]) -> [UInt8] {
    var line = line
    let isStamp = line[10] == UInt8(ascii: "T")
    let zeroed = isStamp ? [14, 15, 17, 18] + Array(20..<26) : [7, 8, 9] + Array(11..<14)
    for index in zeroed where index < line.count { line[index] = UInt8(ascii: "0") }
    return line
  }

  private func write(_ text: [UInt8], to name: String, in folder: TemporaryFolder) throws {
    let file = folder.url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text).write(to: file)
  }
}
