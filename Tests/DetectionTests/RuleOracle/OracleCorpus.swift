/// One small rule file on which the product and the prototype must agree.
struct OracleCase: Sendable {
  /// Where it comes from, and how it was changed.
  var name: String
  var prelude: String
  /// The declarations, without the header.
  var text: String
  /// Whether it stands so in a file, and is not made up or changed.
  var isOriginal = false
}

/// Every rule text that is compared, made anew from the files and from one seed.
struct OracleCorpus {
  private(set) var preludes: [String: OraclePrelude] = [:]
  private(set) var cases: [OracleCase] = []

  /// How many changed copies of each declaration are compared.
  private static let mutantCount = 14

  init(seed: UInt64) throws {
    try addOracle()
    try addShipped()
    for (index, text) in oracleSnippets.enumerated() {
      cases.append(OracleCase(name: "snippet \(index)", prelude: "oracle", text: text))
    }
    let originals = cases
    let vocabulary = originals.filter { $0.prelude.hasPrefix("oracle") }.map(\.text)
    for original in originals {
      // Each has its own numbers, so that a new rule changes nothing about the others.
      let own = original.name.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      var mutation = OracleMutation(seed: own, vocabulary: vocabulary)
      for index in 0..<Self.mutantCount {
        let (text, change) = mutation.mutate(original.text)
        cases.append(
          OracleCase(
            name: "\(original.name), change \(index): \(change)", prelude: original.prelude,
            text: text))
      }
    }
  }

  private mutating func addOracle() throws {
    let folder = OracleFiles.oracle
    let words = try ["std.exfil", "site.exfil"].flatMap {
      declarations(in: try OracleFiles.text($0, in: folder))
    }
    // The oracle has no zone: its times are those of the place. Its calendar names a list that its
    // files leave out.
    let missing = ["let civil_timezone = \"Asia/Tokyo\"", "list jp_holidays of date = ()"]
    preludes["oracle"] = OraclePrelude(words + missing, folder: folder)
    for file in ["rules.exfil", "fmtcheck.exfil"] {
      let all = declarations(in: try OracleFiles.text(file, in: folder))
      preludes["oracle, \(file)"] = OraclePrelude(words + missing + stubs(of: all), folder: folder)
      for declaration in all {
        add(declaration, from: file, isOverAlerts(declaration) ? "oracle, \(file)" : "oracle")
      }
    }
  }

  private func isOverAlerts(_ declaration: String) -> Bool {
    declaration.contains(/(when|first|then) +alert/)
  }

  /// The other rules, by name alone, so that rules over findings may name them.
  ///
  /// The prototype makes no findings of events for these, so nothing must be found by a stub.
  private func stubs(of declarations: [String]) -> [String] {
    declarations.filter { $0.hasPrefix("rule") && !isOverAlerts($0) }.map { declaration in
      let name = declaration.split(whereSeparator: \.isWhitespace).dropFirst().first ?? ""
      return "rule \(name) \"題\" { when source }"
    }
  }

  private mutating func addShipped() throws {
    let folder = OracleFiles.rules
    let standard = try OracleFiles.common.flatMap {
      declarations(in: try OracleFiles.text($0, in: folder))
    }
    let files = try OracleFiles.shippedNames()
    let shipped = try files.flatMap { declarations(in: try OracleFiles.text($0, in: folder)) }
    for file in files {
      let all = declarations(in: try OracleFiles.text(file, in: folder))
      var words = all.filter { !$0.hasPrefix("rule") && !$0.hasPrefix("allow") }
      if all.contains(where: isOverAlerts) { words += stubs(of: shipped) }
      preludes[file] = OraclePrelude(standard + words, folder: folder)
      for declaration in all where declaration.hasPrefix("rule") {
        add(declaration, from: file, file)
      }
    }
  }

  /// Adds a declaration without its category, a clause that the prototype does not know.
  private mutating func add(_ declaration: String, from file: String, _ prelude: String) {
    let lines = declaration.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.contains("  category ") }.joined(separator: "\n")
    let name = text.split(whereSeparator: \.isWhitespace).dropFirst().first ?? ""
    cases.append(
      OracleCase(name: "\(file): \(name)", prelude: prelude, text: text, isOriginal: true))
  }
}
