internal import EventModel
internal import Foundation
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// What holds for the form of every rule file, tried on the shipped ones.
@Suite struct FormattingLawTests {
  static let root = ShippedRulesTests.folder.deletingLastPathComponent()
  static let files: [String] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: ShippedRulesTests.folder.path))
      .map { $0.filter { $0.hasSuffix(".exfil") }.sorted() }
    return (names ?? []).map { "Rules/\($0)" }
      + ["Rules/formats/asset_management.exfil", "SampleLogs/site.exfil", "Benchmarks/site.exfil"]
  }()

  static func text(of name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  @Test(arguments: files) func `shipped files are in their form`(_ name: String) throws {
    let text = try Self.text(of: name)
    #expect(formatted(text) == text, "run `exfil fmt \(name)`")
  }

  @Test(arguments: files, 0..<6)
  func `other spacing, width and order of clauses give the same form`(
    _ name: String, seed: UInt64
  ) throws {
    let text = try Self.text(of: name)
    var scrambler = Scrambler(text, seed: seed)
    let scrambled = scrambler.respaced()
    #expect(formatted(scrambled) == text, "seed \(seed)\n\(scrambled)")
  }

  @Test(arguments: files, 0..<6)
  func `comments anywhere are kept, and formatting twice is formatting once`(
    _ name: String, seed: UInt64
  ) throws {
    var scrambler = Scrambler(try Self.text(of: name), seed: seed)
    let scrambled = scrambler.respaced(commentPercent: seed < 6 ? 5 : 60)
    let once = try #require(formatted(scrambled), "seed \(seed)")
    #expect(formatted(once) == once, "seed \(seed)\n\(scrambled)")
    let comments = Lexer.tokenize(SourceText(scrambled, name: "")).comments.count
    #expect(once.count { $0 == "#" } >= comments, "seed \(seed)")
  }

  @Test(arguments: 0..<4) func `the program stays the same`(seed: UInt64) throws {
    var shipped = MemorySources([:])
    var scrambled = MemorySources([:])
    var reformatted = MemorySources([:])
    for name in Self.files {
      let text = try Self.text(of: name)
      var scrambler = Scrambler(text, seed: seed)
      let other = scrambler.respaced(commentPercent: 10)
      shipped.files[name] = Array(text.utf8)
      scrambled.files[name] = Array(other.utf8)
      reformatted.files[name] = Array(try #require(formatted(other)).utf8)
    }
    let lists = Self.root.appending(path: "Rules/lists")
    for name in try FileManager.default.contentsOfDirectory(atPath: lists.path) {
      let bytes = [UInt8](try Data(contentsOf: lists.appending(path: name)))
      shipped.files["Rules/lists/\(name)"] = bytes
      scrambled.files["Rules/lists/\(name)"] = bytes
      reformatted.files["Rules/lists/\(name)"] = bytes
    }
    let programs = try [shipped, scrambled, reformatted].map { sources in
      let compilation = compileRules(roots: Self.files.dropLast(), provider: sources)
      return placeless(try #require(compilation.program, "\(compilation.renderedDiagnostics())"))
    }
    #expect(programs[0].rules.count >= 10)
    #expect(programs[1] == programs[0] && programs[2] == programs[0], "seed \(seed)")
  }

  /// The program without the lines on which its parts stand.
  private func placeless(_ program: RuleProgram) -> RuleProgram {
    var program = program
    for index in program.rules.indices { program.rules[index].place = "" }
    for index in program.tests.indices { program.tests[index].place = "" }
    for index in program.formats.indices {
      program.formats[index].place = ""
      for sample in program.formats[index].samples.indices {
        program.formats[index].samples[sample].place = ""
      }
    }
    program.testViews = program.testViews.map(placeless)
    return program
  }

  @Test(arguments: 0..<300) func `broken rules are refused or have a stable form`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var words = FuzzTests.rules.split(separator: " ", omittingEmptySubsequences: false)
      .map(String.init)
    for _ in 0..<Int.random(in: 0..<4, using: &generator) {
      let place = Int.random(in: 0..<words.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: words.remove(at: place)
      case 1: words.insert(words.randomElement(using: &generator) ?? "", at: place)
      case 2: words.swapAt(place, Int.random(in: 0..<words.count, using: &generator))
      default: words[place] = String(words[place].dropLast())
      }
    }
    guard let once = formatted(words.joined(separator: " ")) else { return }
    #expect(formatted(once) == once, "seed \(seed)")
  }

  @Test(arguments: 0..<60) func `random bytes are refused or have a stable form`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var bytes = Array(FuzzTests.rules.utf8)
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    }
    let once = formatRules(bytes, path: "a.exfil")
    #expect(
      !once.isFaulty && (once.text == nil) == once.diagnostics.contains { $0.severity == .error },
      "seed \(seed)")
    guard let text = once.text else { return }
    #expect(formatted(text) == text, "seed \(seed)")
  }

  @Test func `a long list is formatted in time proportional to it`() throws {
    let values = (0..<5_000).map { "\"host\($0).example\"" }.joined(separator: ",")
    let lets = (0..<4_000).map { "let name\($0) = \($0)" }.joined(separator: "\n")
    let once = try #require(formatted("exfil 1\nlist a of domain = (\(values))\n\(lets)\n"))
    #expect(formatted(once) == once)
    #expect(once.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
