internal import Testing

@testable internal import People

@Suite struct IdentityTableTests {
  @Test(arguments: [(0, 3), (10, 40), (300, 100), (2_000, 1_500)])
  func `it answers as a dictionary does`(_ count: Int, _ nameCount: Int) {
    var table = IdentityTable()
    table.reserve(count / 3)
    var dictionary: [[UInt8]: Int] = [:]
    var state: UInt64 = 7
    for person in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Int(state >> 33) % nameCount
      // Lengths on both sides of what fits a word or two, and among them the empty name.
      let name = Array(String(repeating: "n\(number)", count: number % 5).utf8)
      table.claim(name.span, for: person / 2)
      dictionary.claim(name, for: person / 2)
    }
    for (name, person) in dictionary {
      let found = table.person(of: name.span)
      #expect(found == person)
    }
    for name in [[], Array("nobody".utf8)] {
      let found = table.person(of: name.span)
      #expect(found == nil)
    }
  }

  @Test func `what is noted first stays`() {
    var table = IdentityTable()
    let name = Array("yamada".utf8)
    let first = table.insert(name.span, for: 3)
    let second = table.insert(name.span, for: 4)
    let found = table.person(of: name.span)
    #expect(first == nil)
    #expect(second == 3)
    #expect(found == 3)
  }
}
