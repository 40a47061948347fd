import EventModel
import Testing

@testable import LogFormats

/// Records in syslog lines that are looked at together come to what each line by itself does.
struct SyslogRecordTests {
  /// Samples of syslog files, and of files whose lines may stand in one.
  private static let folders = [
    "palo_alto_cef", "palo_alto_leef", "palo_alto_firewall_cef", "palo_alto_firewall_leef",
    "zscaler_cef", "forcepoint", "sophos_firewall", "cisco_wsa_in_syslog", "cisco_asa", "openssh",
  ]

  /// A line with a year, so that no other line says which one it was written in.
  private static func dated(_ line: [UInt8]) -> [UInt8] {
    let start = SyslogLine.afterPriority(line.span, 0..<line.count)
    guard start + 15 < line.count, line[start + 3] == 0x20, line[start + 9] == 0x3A else {
      return line
    }
    let clock = String(decoding: line[(start + 7)..<(start + 15)], as: UTF8.self)
    return line[..<start] + Array("2026-10-12T\(clock)+09:00".utf8) + line[(start + 15)...]
  }

  /// Lines of several samples, some of them as many in a row as a source writes in one second.
  private static func lines(_ random: inout SeededRandom) throws -> [[UInt8]] {
    let all = try folders.shuffled(using: &random).prefix(4).map { name in
      try ConformanceFolder(name).sample.split(separator: 0x0A).map { dated(Array($0)) }
    }
    // What cannot be taken for a file of anything else.
    var lines = try ConformanceFolder("openssh").sample.split(separator: 0x0A).map {
      dated(Array($0))
    }
    while lines.count < 150 {
      let sample = all[Int(random.next() % UInt64(all.count))]
      let run = random.next() % 3 == 0 ? sample.count : 1
      let first = Int(random.next() % UInt64(sample.count))
      for place in 0..<run { lines.append(sample[(first + place) % sample.count]) }
      if random.next() % 3 == 0, let last = lines.last {
        lines += [[UInt8]](repeating: last, count: Int(random.next() % 80))
      }
      if random.next() % 16 == 0 { lines.append([]) }
    }
    let signs = Array("\"\"=|\\ <>:-%\0\t".utf8)
    for _ in 0..<Int(random.next() % 12) {
      let line = Int(random.next() % UInt64(lines.count))
      guard !lines[line].isEmpty else { continue }
      let place = Int(random.next() % UInt64(lines[line].count))
      if Bool.random(using: &random) {
        lines[line].remove(at: place)
      } else {
        lines[line].insert(signs.randomElement(using: &random) ?? 0, at: place)
      }
    }
    return lines
  }

  @Test(arguments: 0..<12) func `looking at many records changes nothing`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = try Self.lines(&random)
    let text = Array(lines.joined(separator: [0x0A]))
    let format = FormatIdentifier().identify(text.span).format
    #expect(format.name == "syslog", "seed \(seed): lines of syslog, taken for \(format.name)")
    let options = LogReaderOptions.tokyo2026
    let alone = lines.flatMap { line -> [String] in
      let bytes = line + [0x0A]
      var (reader, sink) = (LogReader(format, options: options), SkimmingSink(passesEvery: 0))
      _ = reader.read(bytes.span, firstLine: 1, isLast: true, into: &sink)
      return sink.calls
    }
    func together(passesEvery: Int) -> SkimmingSink {
      var (reader, sink) = (
        LogReader(format, options: options), SkimmingSink(passesEvery: passesEvery)
      )
      _ = reader.read(text.span, firstLine: 1, isLast: true, into: &sink)
      return sink
    }
    let whole = together(passesEvery: 0)
    #expect(whole.calls == alone, "seed \(seed)")
    #expect(whole.differences == [], "seed \(seed)")
    #expect(together(passesEvery: 1).hasPassed(alone), "seed \(seed)")
  }

  @Test func `records of syslog are told of before there are events`() throws {
    for name in ["palo_alto_firewall_leef", "zscaler_cef", "forcepoint"] {
      let folder = try ConformanceFolder(name)
      let request = try #require(
        folder.sample.split(separator: 0x0A).first { line in
          let bytes = Array(line)
          var (reader, sink) = (LogReader(folder.format, options: folder.options), RecordingSink())
          _ = reader.read(bytes.span, firstLine: 1, isLast: true, into: &sink)
          return sink.calls.first?.hasPrefix("event web") == true
        })
      let text = Array([[UInt8]](repeating: Array(request), count: 100).joined(separator: [0x0A]))
      var reader = LogReader(folder.format, options: folder.options)
      var sink = SkimmingSink(passesEvery: 1)
      _ = reader.read(text.span, firstLine: 1, isLast: true, into: &sink)
      #expect(sink.siftedCount > 60, "\(name)")
      #expect(sink.calls.count { $0.hasPrefix("passed ") } > 40, "\(name)")
    }
  }
}
