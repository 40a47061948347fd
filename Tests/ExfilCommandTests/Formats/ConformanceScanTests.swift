internal import Detection
internal import Foundation
internal import Testing

/// What every format must keep, however its lines are stored: `Conformance/README.md`.
@Suite struct ConformanceScanTests {
  @Test(arguments: FormatSample.names) func `the account balances, and there are events`(
    _ name: String
  ) throws {
    let reading = try FormatSample(name).read(FormatSample(name).text)
    #expect(reading.balances)
    #expect(!reading.events.isEmpty, "a sample without any event shows little")
    let expected = FormatSample.root.appending(path: "\(name)/events.jsonl")
    let text = reading.events.map { $0 + "\n" }.joined()
    guard FileManager.default.fileExists(atPath: expected.path) else { return }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try text.write(to: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)/events.jsonl; read the diff, then run again without RECORD")
      return
    }
    #expect(try String(contentsOf: expected, encoding: .utf8) == text)
  }

  @Test(arguments: FormatSample.someNames) func `blocks, workers and packing change nothing`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    // The first block tells the format, so it holds the sample once.
    let once = sample.text + (sample.text.last == 0x0A ? [] : [0x0A])
    let text = Array(repeatElement(once, count: 5).joined())
    let plain = try sample.read(text)
    var others = [("gzip", try sample.read(GzipText.members(text, cutAt: [once.count / 3, 7])))]
    for (jobs, byteCount) in [(1, once.count + 1), (3, once.count + 40), (3, 1 << 20)] {
      others.append(
        (
          "\(jobs) jobs, blocks of \(byteCount)",
          try sample.read(text, jobs: jobs, blockByteCount: byteCount)
        ))
    }
    for (what, other) in others {
      #expect(other.balances && other.fates == plain.fates, "\(name), \(what)")
      #expect(other.events == plain.events, "\(name), \(what)")
    }
  }

  @Test(arguments: FormatSample.someNames) func `marks and encodings change nothing`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    let plain = try sample.read(sample.text)
    var stored = [("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + sample.text)]
    if sample.isText {
      for encoding in ["UTF-16LE", "UTF-16BE", "UTF-16", "CP932"] {
        // Not every character is in CP932.
        if let bytes = try? IconvText.encode(sample.text, into: encoding) {
          stored.append((encoding, bytes))
        } else {
          #expect(encoding == "CP932")
        }
      }
    }
    for (encoding, bytes) in stored {
      let other = try sample.read(bytes)
      #expect(other.balances && other.fates == plain.fates, "\(name) in \(encoding)")
      // Of lines of one second a hash of their bytes tells which begins a record.
      #expect(
        other.eventsAnywhere.sorted() == plain.eventsAnywhere.sorted(), "\(name) in \(encoding)")
    }
  }

  @Test(arguments: FormatSample.names) func `carriage returns before line feeds change nothing`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    guard !sample.text.contains(0x0D) else { return }
    let bytes = sample.text.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    let (plain, other) = (try sample.read(sample.text), try sample.read(bytes))
    #expect(other.fates == plain.fates, "\(name)")
    // A line feed in quotes is part of a value, and so is what stands before it.
    #expect(other.events.map { $0.replacing("\\r\\n", with: "\\n") } == plain.events, "\(name)")
  }

  @Test(arguments: FormatSample.names) func `an empty file is empty`(_ name: String) throws {
    let reading = try FormatSample(name).read([])
    #expect(reading.balances && reading.events.isEmpty && reading.account.lines.lines == 0)
    #expect(reading.account.codes == ["empty_content"])
  }

  @Test(arguments: FormatSample.someNames) func `a torn last line costs nothing but itself`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    let plain = try sample.read(sample.text)
    let unended = Array(sample.text.reversed().drop { $0 == 0x0A }.reversed())
    let whole = try sample.read(unended)
    #expect(whole.balances && whole.events == plain.events)
    let lastLine = unended.lastIndex(of: 0x0A).map { unended.count - $0 } ?? unended.count
    for byteCount in [1, lastLine / 2, lastLine - 2] where byteCount > 0 {
      let torn = try sample.read(unended.dropLast(byteCount))
      #expect(torn.balances, "\(name) without its last \(byteCount) bytes")
      #expect(torn.events.count >= plain.events.count - 1)
    }
  }

  @Test(arguments: FormatSample.names) func `runs of NUL are told, and cost nothing else`(
    _ name: String
  ) throws {
    let sample = try FormatSample(name)
    let plain = try sample.read(sample.text)
    let hole = [UInt8](repeating: 0, count: 4096) + [0x0A]
    let end = sample.text.last == 0x0A ? [] : [UInt8(0x0A)]
    let holed = try sample.read(hole + sample.text + end + hole)
    #expect(holed.balances && holed.eventsAnywhere == plain.eventsAnywhere, "\(name)")
    let known = plain.account.lines.rejected["nul_run"] ?? 0
    #expect(holed.account.lines.rejected["nul_run"] == known + 2, "\(name): \(holed.fates)")
  }
}
