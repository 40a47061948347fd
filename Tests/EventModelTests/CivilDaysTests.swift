internal import EventModel
internal import Testing

@Suite struct CivilDaysTests {
  @Test func `stretches that touch are one`() {
    #expect(CivilDays([5...6, 1...2, 3...4]).stretches == [1...6])
    #expect(CivilDays([1...2, 4...5, 1...9]).stretches == [1...9])
    #expect(CivilDays([4...5, 1...2]).stretches == [1...2, 4...5])
    #expect(CivilDays().isEmpty && CivilDays().dates.isEmpty)
  }

  @Test func `days are those of the zone`() throws {
    let tokyo = try CivilZone(named: "Asia/Tokyo")
    let days = CivilDays(
      from: Timestamp(microseconds: 1_791_730_799_999_999),
      to: Timestamp(microseconds: 1_791_730_800_000_000), in: tokyo)
    #expect(days.dates.map { "\($0.first.text) \($0.last.text)" } == ["2026-10-11 2026-10-12"])
    #expect(days.count == 2)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `agrees with sets of single days`(seed: UInt64) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random % UInt64(bound))
    }
    func made() -> (CivilDays, Set<Int>) {
      let parts = (0..<next(5)).map { _ in
        let start = next(30) - 10
        return start...(start + next(6))
      }
      return (CivilDays(parts), Set(parts.flatMap { Array($0) }))
    }
    let (a, setA) = made()
    let (b, setB) = made()
    func days(_ days: CivilDays) -> Set<Int> { Set(days.stretches.flatMap { Array($0) }) }
    #expect(days(a) == setA && a.count == setA.count, "seed \(seed)")
    #expect(days(a.union(b)) == setA.union(setB), "seed \(seed)")
    #expect(days(a.intersection(b)) == setA.intersection(setB), "seed \(seed)")
    #expect(days(a.subtracting(b)) == setA.subtracting(setB), "seed \(seed)")
  }
}
