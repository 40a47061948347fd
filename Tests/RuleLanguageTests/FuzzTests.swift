internal import RuleLanguage
internal import Testing

@Suite struct FuzzTests {
  static let rules = """
    exfil 1
    use "std.exfil"
    let big = 50MB
    define out as upload or copy_out where user is departing unless user in watchlist
    format f "x" { kind web squid "%ts" timezone "UTC" sample "1" gives user=a bytes_out=1B }
    rule a.b "題" {
      when web or out or mail
        where (domain in free_mail or not bytes_out > big or bytes_out is missing)
          and tenant is missing
        unless any recipient (domain in free_mail and local resembles user)
      per user, domain within 24h
      if sum(bytes_out) >= 1.5 * sum(bytes_in) and count(where status > 200) > 3
      severity high score 40 add 30 if user.phase = last_week or time in 22:00 .. 05:00
      tags attack.T1567 message "{user} {{x}} {sum(bytes_out)}"
      must alert "t" score 80 {
        given user a-b last_day=2025-04-20 given list free_mail ("x.example")
        day -1 22:00 upload user=a-b domain="a{n}.example" bytes_out=60MB times 2 every 1m
      }
    }
    rule c "題" { first file at least 3 distinct path as x then upload as y per user within 1h
      message "{x.count} {y.domain}" must not alert { 10:00 file path="a" } }
    """

  /// Compiles some bytes beside the prelude and draws what is wrong with them.
  private func compile(_ bytes: [UInt8], _ seed: UInt64) {
    var sources = MemorySources.prelude
    sources.files["fuzz.exfil"] = bytes
    sources.files["lists/tenants.list"] = bytes
    expectSoundDiagnostics(compileRules(roots: ["fuzz.exfil"], provider: sources), "seed \(seed)")
  }

  @Test(arguments: 0..<40) func `random bytes end in diagnostics`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let count = Int.random(in: 0..<400, using: &generator)
    compile((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }, seed)
    let ascii = (0..<count).map { _ in UInt8.random(in: 9...126, using: &generator) }
    compile(Array("exfil 1\n".utf8) + ascii, seed)
  }

  @Test(arguments: 0..<150) func `random words end in diagnostics`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let words = Self.rules.split(whereSeparator: \.isWhitespace)
    let text = (0..<Int.random(in: 1..<200, using: &generator)).map { _ in
      (words.randomElement(using: &generator) ?? "")
        + (Bool.random(using: &generator) ? " " : "\n")
    }
    compile(Array("exfil 1\n".utf8) + Array(text.joined().utf8), seed)
  }

  @Test(arguments: 0..<300) func `broken rules end in diagnostics`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var words = Self.rules.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1..<6, using: &generator) {
      let place = Int.random(in: 0..<words.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: words.remove(at: place)
      case 1: words.insert(words.randomElement(using: &generator) ?? "", at: place)
      case 2: words.swapAt(place, Int.random(in: 0..<words.count, using: &generator))
      default: words[place] = String(words[place].dropLast())
      }
    }
    compile(Array(words.joined(separator: " ").utf8), seed)
  }

  @Test func `every beginning of a rule file ends in diagnostics`() {
    let bytes = Array(Self.rules.utf8)
    for count in stride(from: 0, to: bytes.count, by: 7) { compile(Array(bytes[..<count]), 0) }
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = bytes
    let whole = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(!whole.hasErrors, "\(whole.renderedDiagnostics())")
  }

  @Test func `deep nesting and long chains cost neither the stack nor much time`() {
    let depth = 20_000
    let openings: [(String, String)] = [
      ("(", ")"), ("not ", ""), ("any recipient (", ")"), ("sum(bytes_out where ", ")"),
      ("count(where count(where ", "))"),
    ]
    for (open, close) in openings {
      let text =
        "exfil 1\ndefine a as mail where " + String(repeating: open, count: depth) + "size > 1B"
        + String(repeating: close, count: depth)
      compile(Array(text.utf8), 0)
    }
    var chain = "exfil 1\ndefine d0 as web where status = 1\n"
    var doubling = "exfil 1\ndefine d0 as web where status = 1\ndefine e0 as web where status = 2\n"
    for index in 1..<2_000 {
      chain += "define d\(index) as d\(index - 1)\n"
      doubling += "define d\(index) as d\(index - 1) or e\(index - 1) where status > \(index)\n"
      doubling += "define e\(index) as e\(index - 1) or d\(index - 1) where status < \(index)\n"
    }
    compile(Array(chain.utf8), 0)
    compile(Array(doubling.utf8), 0)
    let wide = (0..<20_000).map { "status = \($0)" }.joined(separator: " or ")
    compile(Array("exfil 1\ndefine a as web where \(wide)\n".utf8), 0)
  }

  @Test func `a file that is no rule file has a bounded number of mistakes`() {
    var sources = MemorySources([:])
    sources.files["a.exfil"] = Array(String(repeating: "rule\n", count: 5_000).utf8)
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(compilation.diagnostics.count == 201)
    #expect(compilation.diagnostics.last?.code == .tooMany)
  }

  @Test func `mistakes of meaning everywhere are bounded, and take little time`() {
    var text = "exfil 1\n"
    for index in 0..<1_500 {
      if index < 300 { text += "list sites\(index) of domain = (\"a.example\")\n" }
      text += "define d\(index) as web where domain in sitse\(index)x and statu = 1\n"
    }
    let compilation = compileRules(
      roots: ["a.exfil"], provider: MemorySources(["a.exfil": text]))
    #expect(compilation.program == nil)
    #expect((1_000..<1_010).contains(compilation.diagnostics.count))
    #expect(compilation.diagnostics.contains { $0.code == .tooMany })
  }
}
