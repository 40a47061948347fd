internal import EventModel
internal import Reports
internal import Testing

@testable internal import ExfilCommand

@Suite struct ArgumentTextTests {
  @Test(
    arguments: [
      Array("access.log".utf8), Array("顧客名簿.log".utf8), [0x8E, 0x52, 0x2E, 0x6C, 0x6F, 0x67], [],
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], Array("\u{F78E}".utf8),
      [0xEF, 0x9E], [0xFF], Array("a\nb\u{1B}".utf8), Array("が".utf8), Array("か\u{3099}".utf8),
      [0x65, 0xCC, 0x81], Array("\u{F701}\u{F77F}".utf8),
    ] as [[UInt8]]) func `every argument comes back as it was`(_ bytes: [UInt8])
  {
    #expect(ArgumentText.bytes(of: ArgumentText.text(of: bytes)) == bytes)
  }

  @Test(arguments: 0..<200) func `so do random bytes`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<64).map { _ -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
    #expect(ArgumentText.bytes(of: ArgumentText.text(of: bytes)) == bytes, "seed \(seed)")
  }

  @Test func `plain text stays readable and odd bytes are shown harmlessly`() {
    #expect(ArgumentText.text(of: Array("--rules=顧客".utf8)) == "--rules=顧客")
    let odd = ArgumentText.text(of: [0x8E, 0x52, 0x1B, 0x0A])
    #expect(ArgumentText.visible(odd) == #"\x8eR\x1b\x0a"#)
    #expect(ArgumentText.visibleLines("a\n" + odd) == "a\n" + #"\x8eR\x1b"# + "\n")
  }
}

@Suite struct QuantityArgumentTests {
  @Test(arguments: [
    ("256MB", 256_000_000), ("1GiB", 1 << 30), ("10KB", 10_000), ("7B", 7),
    ("2TB", 2_000_000_000_000),
  ]) func `reads sizes`(_ text: String, _ byteCount: Int) {
    #expect(QuantityArguments.byteCount(text) == .success(byteCount))
  }

  @Test(arguments: ["", "MB", "256", "5Mb", "5mb", "-5MB", "1.5GB", "5 MB", "99999999999TB", "５MB"])
  func `refuses what is no size`(_ text: String) {
    guard case .failure(let mistake) = QuantityArguments.byteCount(text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(!mistake.text.isEmpty)
  }

  @Test(
    arguments: [
      ("60d", 60 * 86_400), ("24h", 86_400), ("1h30m", 5400), ("2w", 1_209_600), ("90s", 90),
    ] as [(String, Int64)]) func `reads durations`(_ text: String, _ seconds: Int64)
  {
    #expect(QuantityArguments.microseconds(text) == seconds * 1_000_000)
  }

  @Test(arguments: ["", "60", "d", "30m1h", "1h1h", "1y", "-1d", "99999999999999w", "1d "])
  func `refuses what is no duration`(_ text: String) {
    #expect(QuantityArguments.microseconds(text) == nil)
  }
}

@Suite struct TimeBoundTests {
  private let tokyo = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")
  private let newest = Timestamp(microseconds: 1_791_851_467_000_000)

  @Test(
    arguments: [
      ("2026-10-12", 1_791_730_800_000_000), ("2026-10-12T09:31", 1_791_765_060_000_000),
      ("2026-10-12 09:31:07", 1_791_765_067_000_000),
      ("2026-10-12T09:31:07.25", 1_791_765_067_250_000),
      ("2026-10-12T00:31:07Z", 1_791_765_067_000_000),
      ("2026-10-12T09:31:07+09:00", 1_791_765_067_000_000),
      ("2026-10-11T20:31:07.000-04:00", 1_791_765_067_000_000), ("1d", 1_791_765_067_000_000),
    ] as [(String, Int64)]) func `names a moment`(_ text: String, _ microseconds: Int64) throws
  {
    let bound = try #require(TimeBound(text))
    #expect(bound.moment(in: tokyo, newestEvent: newest)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-29", "2026-1-1", "2026-10-12T", "2026-10-12T24:00",
    "2026-10-12T09", "2026-10-12T09:31:60", "2026-10-12T09:31+9", "2026-10-12T09:31:07.Z",
    "yesterday", "2026-10-12T09:31 ", "２０２６-10-12",
  ]) func `refuses what is none`(_ text: String) {
    #expect(TimeBound(text) == nil)
  }

  @Test func `a duration needs an event to count back from`() {
    #expect(TimeBound("60d")?.moment(in: tokyo, newestEvent: nil) == nil)
  }
}
