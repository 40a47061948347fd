import ByteScan
import Testing

@testable import EventModel

struct CivilDateParsingTests {
  @Test(arguments: [
    "2026-04-01", "2026/4/1", "2026/04/01", "2024-02-29", "2025-02-29", "2026-4-1", "2026-04/01",
    "2026/04-01", "2026-04-01-", "-2026-04-01", "2026--01", "2026-04-", "20260401", "02026-04-01",
    "2026-004-01", "0000-01-01", "2026-13-01", "2026-00-10", "2026-04-00", "", "-", "//",
    "２０２６-04-01",
  ])
  func `reads the dates that splitting reads`(text: String) {
    #expect(CivilDate(parsing: text) == splitDate(text))
  }

  @Test(arguments: 0..<20) func `reads random texts as splitting does`(seed: UInt64) {
    var random = SeededRandom(state: seed)
    let pieces = ["2026", "4", "04", "1", "31", "-", "/", "0", "", "a"]
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 3...7, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      #expect(CivilDate(parsing: text) == splitDate(text), "seed \(seed): \(text)")
    }
  }
}

/// The naive twin: splits the text, then looks at its parts.
private func splitDate(_ text: String) -> CivilDate? {
  let separator: Character = text.contains("/") ? "/" : "-"
  let parts = text.split(separator: separator, omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0].count == 4 else { return nil }
  for part in parts.dropFirst() {
    guard part.count == 2 || (part.count == 1 && separator == "/") else { return nil }
  }
  let numbers = parts.compactMap { part in
    part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
  }
  guard numbers.count == 3, numbers[0] > 0, 1...12 ~= numbers[1],
    1...CivilDate.dayCount(ofMonth: numbers[1], year: numbers[0]) ~= numbers[2]
  else { return nil }
  return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
}
