internal import RuleLanguage
internal import Testing

/// Which values a range of a sweep stands for.
@Suite struct SweepRangeTests {
  /// What is written, and the values as rules write them.
  static let ranges = [
    ("100MB..2GB", "100MB 200MB 500MB 1GB 2GB"),
    ("300MB..700MB", "300MB 350MB 400MB 450MB 500MB 550MB 600MB 650MB 700MB"),
    ("100MB..500MB step 150MB", "100MB 250MB 400MB 500MB"),
    ("5..50", "5 10 20 50"),
    ("5..20", "5 6 8 10 12 14 16 18 20"),
    ("0..10", "0 1 2 3 4 5 6 7 8 9 10"),
    ("1..2 in 5", "1 2"),
    ("10..100 in 4", "10 40 70 100"),
    ("1h..24h step 8h", "1h 9h 17h 24h"),
    ("10m..1d", "10m 30m 1h 2h 4h 8h 12h 24h"),
    ("１０ＭＢ..２０ＭＢ　in 2", "10MB 20MB"),
  ]

  @Test(arguments: ranges) func `a range is read`(_ text: String, _ values: String) throws {
    let range = try SweepRange(parsing: text)
    #expect(range.amounts.map { range.text(of: $0) }.joined(separator: " ") == values)
  }

  @Test(arguments: [
    "", "5", "..", "5..", "5..x", "5..5", "9..5", "1MB..2h", "1..9 step", "1..9 step 0",
    "1..9 step 1MB", "1..9 in 1", "1..9 in 101", "1..1000 step 1", "1..9 by 2", "-5..5", "0.5..2",
  ]) func `what is no range is refused`(_ text: String) {
    #expect(throws: SweepMistake.self) { try SweepRange(parsing: text) }
  }

  @Test func `a value between the others joins them, once`() throws {
    var range = try SweepRange(parsing: "100MB..300MB in 3")
    for amount: Int64 in [150_000_000, 150_000_000, 300_000_000, 400_000_000, 1] {
      range.include(amount)
    }
    #expect(range.amounts == [100_000_000, 150_000_000, 200_000_000, 300_000_000])
  }
}
