internal import Testing

@testable internal import ExfilCommand

@Suite struct ReadingProgressTests {
  private func text(
    _ sizes: [(byteCount: UInt64, isPacked: Bool)], _ read: [(Int, Int)], milliseconds: UInt64
  ) -> String {
    var progress = ReadingProgress(sizes)
    for (number, byteCount) in read { progress.add(byteCount: byteCount, ofInput: number) }
    return progress.text(afterNanoseconds: milliseconds * 1_000_000)
  }

  @Test func `tells bytes, share, rate and what is left`() {
    let sizes: [(byteCount: UInt64, isPacked: Bool)] = [(400_000_000, false), (600_000_000, false)]
    #expect(
      text(sizes, [(0, 250_000_000)], milliseconds: 500)
        == "250 MB read  25 %  500 MB/s  about 1s left")
    #expect(
      text(sizes, [(0, 100_000_000)], milliseconds: 10_000)
        == "100 MB read  10 %  10 MB/s  about 1m30s left")
    #expect(text(sizes, [(0, 100)], milliseconds: 100) == "100 B read  0 %")
  }

  @Test func `a packed input has more text than bytes, and no share is over 99 %`() {
    #expect(text([(100, true)], [(0, 300)], milliseconds: 100) == "300 B read  50 %")
    #expect(text([(100, true)], [(0, 9000)], milliseconds: 100) == "9 KB read  99 %")
  }

  @Test func `without sizes there is no share, and an unknown input is no mistake`() {
    #expect(text([(0, false)], [(0, 1000), (7, 1000)], milliseconds: 1000) == "2 KB read  2 KB/s")
  }
}
