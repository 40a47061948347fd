internal import Testing

@testable internal import Detection

@Suite struct FragmentHeadTests {
  private var heads: [FragmentHead] {
    [(UInt8(1), [UInt64]()), (2, [3, .max])].map { key, messages in
      var kept = KeptRecords(subject: [0, key])
      kept.times = 1...Int64(key)
      return FragmentHead(of: kept, messages: messages, part: 9, offset: Int(key))
    }
  }

  @Test func `heads come back as they were kept`() {
    #expect([FragmentHead](kept: heads.kept) == heads)
    #expect([FragmentHead](kept: [FragmentHead]().kept) == [])
  }

  @Test func `bytes that were changed or cut off are no heads`() {
    let kept = heads.kept
    for place in kept.indices {
      var damaged = kept
      damaged[place] ^= 0x40
      #expect([FragmentHead](kept: damaged) == nil)
      #expect([FragmentHead](kept: Array(kept.prefix(place))) == nil)
    }
  }
}
