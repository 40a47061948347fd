internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// List files, read in one go over their bytes, against the same files read value by value.
@Suite struct ListFileTests {
  private func entries(of type: ListType, _ text: String) -> [ValueList.Entry]? {
    let sources = MemorySources([
      "a.exfil": "exfil 1\nlist x of \(type.rawValue) from \"x.list\"\n", "x.list": text,
    ])
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    return compilation.program.map { Array($0.lists[0].entries) }
  }

  private static let pieces = [
    "a", "b-c", "d_e", ".", "..", "example", "co.jp", "日本", "ﾘｽﾄ", "-", "_", "\\", "/", "@",
    "10.0.0.1", "2001:db8::/32", "2026-03-31", "xn--wgv71a", "é", "\u{3000}", "#", "*", "until",
    "1",
  ]

  @Test(arguments: 0..<400)
  func `a comment after each value changes nothing`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for type in ListType.allCases {
      let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          Self.pieces.randomElement(using: &random) ?? ""
        }.joined()
      }
      // A line with a comment takes the long way, text by text.
      let ends = ["\n", "\r\n", "\n\n", "\n  # so\n"]
      var plain = ""
      var long = ""
      for value in values {
        let end = ends.randomElement(using: &random) ?? "\n"
        plain += value + end
        long += "  " + value + " # so" + end
      }
      #expect(entries(of: type, plain) == entries(of: type, long), "seed \(seed): \(plain)")
    }
  }

  @Test func `lines are what they say`() throws {
    let text = "\u{FEFF}b.example\r\n\n# none\n A.Example. \nc.example until 2026-03-31 by \"x\"\nd"
    let found = try #require(entries(of: .domain, text))
    #expect(found.map(\.value) == ["b.example", "A.Example.", "c.example", "d"])
    #expect(found.map { $0.endsAt != nil } == [false, false, true, false])
  }

  @Test(arguments: [
    ("a..b", false), (".a", false), ("a.", true), (".", false), ("a_b-c.d", true), ("a b", false),
    (String(repeating: "a", count: 63) + ".jp", true),
    (String(repeating: "a", count: 64) + ".jp", false),
    ("jp." + String(repeating: "a", count: 64), false), ("a.b.", true), ("a.b..", false),
    ("日本語.jp", true), ("http://a.jp", false), ("a.jp:80", false), ("ａ.jp", true),
  ])
  func `a domain is a domain`(_ text: String, isDomain: Bool) {
    #expect((entries(of: .domain, text + "\n") != nil) == isDomain)
  }
}
