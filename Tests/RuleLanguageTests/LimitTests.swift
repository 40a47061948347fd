internal import RuleLanguage
internal import Testing

/// Every limit of the language: what is at the limit is taken, what is over it has an error that names
/// the limit, and neither takes long.
@Suite struct LimitTests {
  struct Limit: Sendable, CustomTestStringConvertible {
    var name: String
    var limit: Int
    var code: DiagnosticCode
    /// What the error says about the limit.
    var says: String
    /// Files with so many of it; the first is the one asked for.
    var files: @Sendable (Int) -> [(name: String, text: String)]
    var testDescription: String { name }

    init(
      _ name: String, _ limit: Int, _ code: DiagnosticCode, says: String,
      files: @escaping @Sendable (Int) -> [(name: String, text: String)]
    ) {
      (self.name, self.limit, self.code, self.says) = (name, limit, code, says)
      self.files = files
    }

    /// A limit on one file.
    init(
      _ name: String, _ limit: Int, _ code: DiagnosticCode, says: String,
      text: @escaping @Sendable (Int) -> String
    ) {
      self.init(name, limit, code, says: says) { [("a.exfil", "exfil 1\n" + text($0))] }
    }
  }

  private static func rule(_ clauses: String) -> String { "rule r \"t\" {\n\(clauses)\n}\n" }

  private static func joined(_ count: Int, _ separator: String, _ piece: (Int) -> String) -> String
  {
    (0..<count).map(piece).joined(separator: separator)
  }

  static let limits: [Limit] = [
    Limit("levels of parentheses", 64, .tooDeep, says: "at most 64 levels") { count in
      // The comparison inside is a level of its own.
      let opening = String(repeating: "(", count: count - 1)
      return
        "define d as web where \(opening)status = 1\(String(repeating: ")", count: count - 1))\n"
    },
    Limit("defines that stand on one another", 64, .tooDeep, says: "at most 64") { count in
      // The outermost comes first; one that is known already costs no level.
      joined(count - 1, "\n") { "define d\($0) as d\($0 + 1)" }
        + "\ndefine d\(count - 1) as web where status = 1\n"
    },
    Limit("files that use one another", 64, .tooDeep, says: "at most 64 deep") { count in
      (0..<count).map { number in
        let use = number + 1 < count ? "use \"f\(number + 1).exfil\"\n" : ""
        return ("f\(number).exfil", "exfil 1\n" + use)
      }
    },
    Limit("values in parentheses", 5_000, .tooLarge, says: "at most 5000") { count in
      "list l of domain = (\(joined(count, ", ") { "\"a\($0).example\"" }))\n"
    },
    Limit("letters of a name", 200, .tooLarge, says: "at most 200 characters") { count in
      "let \(String(repeating: "x", count: count)) = 1\n"
    },
    Limit("bytes of a rule file", 8 << 20, .tooLarge, says: "larger than 8 MiB") { count in
      "#" + String(repeating: "x", count: count - 10) + "\n"
    },
    Limit("tests of one pattern", 20_000, .tooLarge, says: "at most 20000") { count in
      "define d as web where \(joined(count - 1, " or ") { "status = \($0)" })\n"
    },
    Limit("steps of a rule", 8, .tooLarge, says: "at most 8") { count in
      rule("first web\n" + joined(count - 1, "\n") { _ in "then web" } + "\nper user within 1h")
    },
    Limit("totals of a rule", 64, .tooLarge, says: "at most 64") { count in
      rule(
        "when web\nper user within 1h\nif "
          + joined(count, " or ") { "count(where status = \($0)) > 1" })
    },
    Limit("score terms about single events", 64, .tooLarge, says: "at most 64") { count in
      rule("when web\nscore 1\n" + joined(count, "\n") { "add 1 if status = \($0)" })
    },
    Limit("events of a test", 100_000, .tooLarge, says: "at most 100000") { count in
      rule(
        "when web\nmust alert { 10:00 web user=a times 60000 11:00 web user=a times \(count - 60_000) }"
      )
    },
    Limit("days of a window", 400, .range, says: "at most 400d") { count in
      rule("when web\nper user within \(count)d\nif count() > 1")
    },
    Limit("days of a look into the past", 3_650, .history, says: "3650") { count in
      "define d as web where domain is new to user for \(count)d\n"
    },
    Limit("words that are looked for", 20_000, .tooLarge, says: "at most 20000") { count in
      [
        (
          "a.exfil",
          "exfil 1\nlist l of word from \"l.list\"\ndefine d as mail where subject contains l\n"
        ),
        ("l.list", joined(count, "\n") { "word\($0)" }),
      ]
    },
    Limit("patterns that are looked for", 5_000, .tooLarge, says: "at most 5000") { count in
      [
        (
          "a.exfil",
          "exfil 1\nlist l of glob from \"l.list\"\ndefine d as mail where subject in l\n"
        ),
        ("l.list", joined(count, "\n") { "*word\($0)*" }),
      ]
    },
  ]

  private func complaints(_ limit: Limit, _ count: Int) -> String {
    let files = limit.files(count)
    var sources = MemorySources([:])
    for file in files { sources.files[file.name] = Array(file.text.utf8) }
    let compilation = compileRules(roots: [files[0].name], provider: sources)
    expectSoundDiagnostics(compilation, "\(limit.name), \(count)")
    return compilation.diagnostics.filter { $0.code == limit.code }
      .map { $0.rendered(in: compilation.sources[$0.source], language: .english) }.joined()
  }

  @Test(arguments: limits) func `at the limit all is well, one more is too much`(_ limit: Limit) {
    // A pattern of thousands of tests is right, and takes the warnings too long for a test.
    if limit.limit != 20_000 || limit.name.hasPrefix("words") {
      #expect(complaints(limit, limit.limit).isEmpty)
    }
    #expect(complaints(limit, limit.limit + 1).contains(limit.says))
  }
}
