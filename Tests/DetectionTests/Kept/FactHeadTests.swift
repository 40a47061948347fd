import Testing

@testable import Detection

@Suite("Heads of kept facts") struct FactHeadTests {
  private func head(_ subject: [UInt8], tallies: [UInt8]?) -> FactHead {
    var kept = KeptRecords(subject: subject)
    kept.count = 3
    kept.times = -5...7
    var head = FactHead(of: kept, reach: .max, tallies: tallies)
    (head.part, head.offset) = (9, 2)
    return head
  }

  @Test("What is kept comes back, and what is not wanted is passed over") func keeping() {
    let heads = [
      head([0], tallies: nil), head([1, 65], tallies: []), head([0, 66, 67], tallies: [1, 2, 3]),
    ]
    var all = FactHeads()
    for head in heads { all.append(head) }
    #expect(all.count == 3)
    var read: [FactHead] = []
    #expect(FactHeads.forEach(in: all.kept, where: { _ in true }) { read.append($0) })
    #expect(read == heads)
    #expect(read[0].until == .max)
    read = []
    let wanted = FactHead.hash(of: [1, 65])
    #expect(
      FactHeads.forEach(in: all.kept, where: { $0.subjectHash == wanted }) { read.append($0) })
    #expect(read == [heads[1]])
  }

  @Test("No byte can be another one") func damage() {
    var all = FactHeads()
    all.append(head([0, 65], tallies: [1]))
    for index in all.kept.indices {
      var bytes = all.kept
      bytes[index] ^= 1
      #expect(!FactHeads.forEach(in: bytes, where: { _ in true }) { _ in })
    }
    #expect(!FactHeads.forEach(in: [1, 2], where: { _ in true }) { _ in })
  }
}
