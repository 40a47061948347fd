import EventModel
import Testing

@testable import People

struct IdentityTests {
  private let directory: PeopleDirectory

  init() throws {
    let people = try roster(
      """
      id,login,email,aliases,romaji,hosts
      e1001,yamada,yamada@mail.example.org;y.private@gmail.com,やまだ,Yamada Hanako,PC-01;shared
      e1002,Kato;adm-kato,kato@example.co.jp,,Kato Ken,pc-02.corp.example
      e1003,sato,sato@example.co.jp,さとう;dup,,shared
      e1004,sato.j,,dup,,pc-04.a.example
      e1005,ｽｽﾞｷ,,,,pc-04.b.example
      """)
    directory = PeopleDirectory(
      roster: people, companyDomains: CompanyDomains(["example.co.jp"]))
  }

  private func resolve(_ identity: String) -> String {
    switch directory.resolve(Array(identity.utf8).span) {
    case .person(let index): directory.people[index].id
    case .unknown(let folded): "?" + String(decoding: folded, as: UTF8.self)
    case .ambiguous(let folded): "!" + String(decoding: folded, as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("yamada", "e1001"), ("E1001", "e1001"), ("YAMADA", "e1001"), ("ｙａｍａｄａ", "e1001"),
    (" yamada　", "e1001"), ("やまだ", "e1001"), ("EXAMPLE\\yamada", "e1001"),
    ("EXAMPLE\\\\\\\\yamada", "e1001"), ("A\\B\\yamada", "e1001"),
    ("yamada@example.co.jp", "e1001"),
    ("yamada@EXAMPLE.CO.JP.", "e1001"), ("yamada@sub.example.co.jp", "e1001"),
    ("CORP\\yamada@example.co.jp", "e1001"), ("yamada@mail.example.org", "e1001"),
    ("kato@mail.example.org", "e1002"), ("Kato", "e1002"), ("adm-kato", "e1002"),
    ("y.private@gmail.com", "e1001"),
    // gmail.com is among the roster's e-mail domains, but nobody is named this there.
    ("nobody@gmail.com", "?nobody@gmail.com"),
    ("yamada@yahoo.example", "?yamada@yahoo.example"),
    ("yamada@evilexample.co.jp", "?yamada@evilexample.co.jp"),
    ("EXAMPLE\\ghost", "?example\\ghost"), ("Ghost", "?ghost"), ("PC-01$", "?pc-01$"),
    ("dup", "!dup"), ("CORP\\DUP", "!corp\\dup"), ("dup@example.co.jp", "!dup@example.co.jp"),
    ("さとう", "e1003"), ("sato", "e1003"), ("sato.j", "e1004"), ("スズキ", "e1005"), ("", "?"),
    ("\\", "?\\"), ("@example.co.jp", "?@example.co.jp"),
  ])
  func `an identity means a person, nobody or several`(identity: String, expected: String) {
    #expect(resolve(identity) == expected)
  }

  @Test func `a stranger's domain does not make them ours`() throws {
    let people = try roster("id,login,email\ne1,yamada,yamada@example.co.jp")
    let directory = PeopleDirectory(roster: people)
    func person(_ identity: String) -> Int? { directory.resolve(Array(identity.utf8).span).person }
    #expect(person("yamada@example.co.jp") == 0)
    #expect(person("yamada@gmail.com") == nil)
    let stranger = PeopleDirectory().resolve(Array("X".utf8).span)
    #expect(stranger == .unknown(Array("x".utf8)))
  }

  @Test(
    arguments: [
      ("PC-01", 0), ("pc-01.corp.example", 0), ("pc-02", 1), ("PC-02.corp.example", 1),
      ("pc-02.other.example", nil), ("pc-04", nil), ("pc-04.b.example", 4), ("shared", nil),
      ("10.0.0.1", nil), ("", nil),
    ] as [(String, Int?)])
  func `a computer is its owner's`(host: String, expected: Int?) {
    let owner = directory.owner(ofHost: Array(host.utf8).span)
    #expect(owner == expected)
  }

  @Test(arguments: [
    ("yamada@example.co.jp", "person"), ("y.private@gmail.com", "person"),
    ("info@example.co.jp", "unknown"), ("someone@gmail.com", "nil"), ("", "nil"),
  ])
  func `a sender counts if the roster or the company has it`(sender: String, expected: String) {
    let found =
      switch directory.resolveSender(Array(sender.utf8).span) {
      case .person?: "person"
      case .unknown?: "unknown"
      case .ambiguous?: "ambiguous"
      case nil: "nil"
      }
    #expect(found == expected)
  }

  @Test(arguments: [
    ("tanakataro", true), ("taro.tanaka", true), ("TARO_TANAKA", true), ("t.tanaka", true),
    ("tarot", true), ("tanaka-t", true), ("taro.tanaka1985", true), ("ttaro", true),
    ("ｔａｒｏ．ｔａｎａｋａ", true), ("tarō.tanaka", true), ("taro.tanaka+work", true),
    ("tanaka", false), ("taro", false), ("tt", false), ("tanakatanaka", false),
    ("tarotanakas", false),
    ("suzuki.taro", false), ("xtanaka", false), ("", false), ("123", false),
    ("田中tarotanaka", false),
  ])
  func `a local part resembles a name`(local: String, expected: Bool) {
    for romaji in ["Tanaka Taro", "TARO, Tanaka", "Tarō　TANAKA"] {
      let matches = RomajiName(romaji).matches(Array(local.utf8).span)
      #expect(matches == expected, "\(romaji)")
    }
  }

  @Test func `resembling agrees with all rows of parts written out`() {
    let names = [["tanaka", "taro"], ["li", "wei"], ["anna", "maria", "ito"], ["ota", "o"]]
    var random = RandomLetters(state: 5)
    for parts in names {
      var rows: Set<String> = []
      func extend(_ row: String, _ used: Set<Int>, _ hasWhole: Bool) {
        if used.count >= 2, hasWhole, row.count >= 3 { rows.insert(row) }
        for (index, part) in parts.enumerated() where !used.contains(index) {
          extend(row + part, used.union([index]), hasWhole || part.count > 1)
          extend(row + String(part.prefix(1)), used.union([index]), hasWhole)
        }
      }
      extend("", [], false)
      let name = RomajiName(parts.joined(separator: " "))
      for row in rows {
        let matches = name.matches(Array(row.utf8).span)
        #expect(matches, "\(row)")
      }
      for _ in 0..<2000 {
        let letters = (0..<Int.random(in: 3...9, using: &random)).map { _ in
          parts.joined().randomElement(using: &random) ?? "a"
        }
        let text = String(letters)
        let matches = name.matches(Array(text.utf8).span)
        #expect(matches == rows.contains(text), "\(text)")
      }
    }
  }

  @Test func `nobody resembles a person without a romaji name`() {
    let resembles = directory.resembles(Array("sato".utf8).span, person: 2)
    #expect(resembles == nil)
    let own = directory.resembles(Array("yamada.hanako".utf8).span, person: 0)
    #expect(own == true)
  }
}

/// A small seeded generator, so that a failure can be repeated.
struct RandomLetters: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
