internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Totals over fields of several values count each value, as an obvious count of the same mails does.
@Suite struct ListTotalsTests {
  private struct Mail {
    var to: [String]
    var cc: [String]
    var all: [String] { to + cc }
  }

  private static func mails(_ generator: inout some RandomNumberGenerator) -> [Mail] {
    func addresses(_ counts: ClosedRange<Int>) -> [String] {
      (0..<Int.random(in: counts, using: &generator)).map { _ in
        let local = Int.random(in: 0..<4, using: &generator)
        return "u\(local)@d\(Int.random(in: 0..<5, using: &generator)).example"
      }
    }
    return (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      Mail(to: addresses(1...5), cc: addresses(0...3))
    }
  }

  @Test(arguments: 0..<24) func `count each value`(seed: Int) throws {
    var generator = SeededNumbers(state: UInt64(seed) &+ 20_261_122)
    let mails = Self.mails(&generator)
    let domains = mails.flatMap(\.all).compactMap { $0.split(separator: "@").last }
    let naive = [
      "count(to)": mails.reduce(0) { $0 + $1.to.count },
      "count(recipient)": mails.reduce(0) { $0 + $1.all.count },
      "distinct(recipient)": Set(mails.flatMap(\.all)).count,
      "distinct(recipient.domain)": Set(domains).count,
      "distinct(cc)": Set(mails.flatMap(\.cc)).count,
    ]
    let events = mails.enumerated().map { index, mail in
      let cc = mail.cc.isEmpty ? "" : " cc=(\(Self.quoted(mail.cc)))"
      return "10:\(10 + index) mail user=a to=(\(Self.quoted(mail.to)))\(cc)"
    }.joined(separator: "\n")
    var rules = ""
    for (number, (total, value)) in naive.sorted(by: { $0.key < $1.key }).enumerated() {
      for window in ["within 24h", "each day"] {
        let id = "r\(number).\(window == "each day" ? "day" : "window")"
        rules += """
          rule \(id).met "x" { when mail per user \(window) if \(total) >= \(value)
            must alert { \(events) } }
          rule \(id).unmet "x" { when mail per user \(window) if \(total) > \(value)
            must not alert { \(events) } }

          """
      }
    }
    let text = "exfil 1\nlet civil_timezone = \"Asia/Tokyo\"\n\(rules)"
    let compilation = compileRules(roots: ["a.exfil"], provider: OneFile(text: text))
    let program = try #require(compilation.program, "\(compilation.renderedDiagnostics())")
    let outcomes = try runRuleTests(of: program) { try CivilZone(named: $0) }
    #expect(outcomes.count == 20)
    for (test, outcome) in zip(program.tests, outcomes) {
      #expect(
        outcome.passed,
        "seed \(seed), \(program.rules[test.rule].id): the totals are \(naive); came to \(outcome.got)"
      )
    }
  }

  private static func quoted(_ addresses: [String]) -> String {
    addresses.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

/// SplitMix64: numbers that follow from the seed alone.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
