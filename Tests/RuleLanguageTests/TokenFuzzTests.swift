internal import Foundation
internal import RuleLanguage
internal import Testing

/// The rules that come with the program and the golden files, damaged word by word, through all of
/// the front end: lexer, parser, checker, formatter and prose.
///
/// A thousand files by default; `EXFIL_FUZZ_COUNT` asks for more, `EXFIL_FUZZ_SEED` for others.
@Suite struct TokenFuzzTests {
  private static func setting(_ name: String, default number: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? number
  }
  /// Run side by side, each its share of the files.
  private static let shares: [UInt64] = Array(0..<8)
  private static let firstSeed = setting("EXFIL_FUZZ_SEED", default: 0)
  private static let count = setting("EXFIL_FUZZ_COUNT", default: 1_000)

  /// The words of every file, with the white space before each.
  private static let files: [(name: String, words: [String])] = {
    MutationFuzzTests.files.filter { $0.key.hasSuffix(".exfil") }.sorted { $0.key < $1.key }
      .map { name, bytes in
        let source = SourceText(String(decoding: bytes, as: UTF8.self), name: name)
        var end = 0
        let words = Lexer.tokenize(source).tokens.map { token in
          defer { end = token.range.upperBound }
          return source.text(end..<token.range.upperBound)
        }
        return (name, words)
      }
  }()

  private static let shipped = files.filter { file in
    let url = ShippedRulesTests.folder.appending(path: file.name)
    return FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
  }

  /// Values at and beyond every edge that a quantity, name or text may have.
  private static let extremes = [
    "9223372036854775807B", "9223372036854775808", "99999999999999999999", "0.000000001", "1_0_0",
    "0s", "400d", "401d", "9999999999d", "24:00", "24:01", "2025-02-29", "9999-12-31", "0000-00-00",
    "0.0.0.0/0", "256.1.1.1", "\"\"", "\"{user}{{\"", "\"{n}\"", "\"\"\"\"", "a.b.c.d", "x-y-z",
    "_",
    "-1", "- 1", "times 100000", "day 3650", "day -3651", "score 100", "score 101", "(", ")",
    "()", "(((", "}", "{", "not not not", "any any", "where where", "1 * 1 * 1", "is not new to",
    "usual(peak(count(), 30d), 30d)", "count(where count() > 1)", "\u{FF5B}", "、", "\u{0}",
    "\u{202E}",
  ]

  /// Whether a word is a quantity, a text, a name or a sign.
  private static func look(of word: String) -> Int {
    guard let first = word.first(where: { !$0.isWhitespace }) else { return 0 }
    return first.isNumber ? 1 : first == "\"" ? 2 : first.isLetter ? 3 : 4
  }

  private static func damaged(_ random: inout SeededGenerator) -> (name: String, text: String) {
    // Every other file is a shipped one, damaged once or twice: that may well compile.
    let isShipped = Bool.random(using: &random)
    guard let (name, undamaged) = (isShipped ? shipped : files).randomElement(using: &random),
      !undamaged.isEmpty
    else { return ("a.exfil", "") }
    var words = undamaged
    for _ in 0..<Int.random(in: 1...(isShipped ? 2 : 6), using: &random) {
      let place = Int.random(in: 0..<words.count, using: &random)
      let length = Int.random(in: 1...min(20, words.count - place), using: &random)
      let range = place..<(place + length)
      switch Int.random(in: isShipped ? 0..<16 : 0..<9, using: &random) {
      case 0: words.removeSubrange(range)
      case 1: words.insert(contentsOf: words[range], at: place)
      case 2: words.swapAt(place, Int.random(in: 0..<words.count, using: &random))
      case 3: words[place] = " " + (extremes.randomElement(using: &random) ?? "")
      case 4: words.insert(" " + (extremes.randomElement(using: &random) ?? ""), at: place)
      // A copy: optimised, the view of the words would be read while they are replaced.
      case 5: words.replaceSubrange(range, with: Array(words[range].reversed()))
      case 6:
        // A piece of another file, as when someone copies a part of a rule.
        let other = files.randomElement(using: &random)?.words ?? []
        let start = Int.random(in: 0..<max(1, other.count), using: &random)
        words.insert(contentsOf: other[start...].prefix(length), at: place)
      case 7: words[place] = String(words[place].dropLast())
      default:
        // A word in the place of one that looks alike may well mean something.
        let other = files.randomElement(using: &random)?.words.randomElement(using: &random) ?? ""
        if Self.look(of: other) == Self.look(of: words[place]) { words[place] = " " + other }
      }
      if words.isEmpty { break }
    }
    return (name, words.joined())
  }

  @Test(arguments: shares) func `damaged words end in sound diagnostics and stable forms`(
    share: UInt64
  ) throws {
    var sources = MemorySources.prelude
    for (name, contents) in MutationFuzzTests.files {
      sources.files[name] = contents
    }
    var validCount = 0
    let size = Self.count / UInt64(Self.shares.count)
    for seed in (Self.firstSeed + share * size)..<(Self.firstSeed + (share + 1) * size) {
      var random = SeededGenerator(state: seed &* 0x2545_F491_4F6C_DD1D)
      let (name, text) = Self.damaged(&random)
      var damaged = sources
      damaged.files[name] = Array(text.utf8)
      let compilation = compileRules(roots: [name], provider: damaged)
      expectSoundDiagnostics(compilation, "seed \(seed), file \(name)")
      let form = formatRules(Array(text.utf8), path: name)
      #expect(!form.isFaulty, "seed \(seed), file \(name):\n\(text)")
      if let once = form.text {
        #expect(formatted(once) == once, "seed \(seed), file \(name)")
        damaged.files[name] = Array(once.utf8)
        #expect(
          compileRules(roots: [name], provider: damaged).hasErrors == compilation.hasErrors,
          "seed \(seed), file \(name)")
      }
      if compilation.program != nil { validCount += 1 }
      // Prose leaves out what is broken; it is told of rules with mistakes too.
      guard compilation.program != nil || seed % 4 == 0 else { continue }
      damaged.files[name] = Array(text.utf8)
      let prose = RuleProse(roots: [name], provider: damaged)
      for rule in prose.ruleIDs {
        for language in DiagnosticLanguage.allCases {
          let told = prose.text(ofRule: rule, language: language)
          #expect(told?.isEmpty == false, "seed \(seed), file \(name)")
        }
      }
    }
    // Otherwise nothing but the parser would be tried.
    #expect(validCount * 20 > size)
  }
}
