internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// How a rule is laid out, and what a Japanese keyboard makes of its signs, must not matter.
@Suite struct LayoutTests {
  static let rules = """
    exfil 1
    use "std.exfil"
    let big = 50MB
    define out as upload or copy_out where user is departing unless user in watchlist
    rule a.b "題" {
      when out where ( bytes_out > big or bytes_in >= 1KB ) and status != 200 or-missing
        unless tenant in approved_tenants
      per user , domain within 24h
      if sum ( bytes_out ) >= 1.5 * sum ( bytes_in ) and count ( where status <= 3 ) > 3
      severity high score 40 add 30 if user.phase = last_week
      tags attack.T1567 , x.y message "{user} が {sum(bytes_out)}"
      must alert "t" score 80 {
        given list free_mail ( "x.example" , "y.example" )
        day - 1 22:00 upload user = tanaka domain = "a{n}.example" times 2 every 1m
      }
    }
    """.replacing(
      "status != 200 or-missing", with: "( status != 200 or status is missing )")

  private func program(_ text: String) throws -> RuleProgram {
    var sources = MemorySources.prelude
    sources.files["a.exfil"] = Array(text.utf8)
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(!compilation.hasErrors, "\(compilation.renderedDiagnostics())")
    var program = try #require(compilation.program)
    for index in program.rules.indices { program.rules[index].place = "" }
    for index in program.tests.indices { program.tests[index].place = "" }
    return program
  }

  /// Puts something else for each blank outside of quotes.
  private func laidOut(_ blank: String, _ change: (Character) -> String = { String($0) }) -> String
  {
    var isQuoted = false
    return Self.rules.map { character in
      if character == "\"" { isQuoted.toggle() }
      if isQuoted || character == "\"" { return String(character) }
      return character == " " || character == "\n" ? blank : change(character)
    }.joined()
  }

  @Test(arguments: [" ", "\n", "\r\n\t", "\u{3000}", " # 注 { \" ( \n", "\u{00A0}"])
  func `blanks, line breaks and comments do not matter`(blank: String) throws {
    // A word that begins a declaration may stand anywhere, first on its line or not.
    #expect(try program(laidOut(blank)) == program(Self.rules))
  }

  @Test func `full-width signs, letters and digits do not matter`() throws {
    let wide = laidOut(" ") { character in
      guard let ascii = character.asciiValue, ascii > 0x20 else { return String(character) }
      return Unicode.Scalar(UInt32(ascii) + 0xFEE0).map { String($0) } ?? ""
    }
    #expect(try program(wide) == program(Self.rules))
    let signs = Self.rules.replacing(">=", with: "≧").replacing("<=", with: "≤")
      .replacing("!=", with: "≠")
    #expect(try program(signs) == program(Self.rules))
  }
}
