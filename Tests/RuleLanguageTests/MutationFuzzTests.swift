internal import Foundation
internal import RuleLanguage
internal import Testing

/// Expects that every diagnostic points into its file, between characters, and that drawing it lets
/// no control character through, in any language.
func expectSoundDiagnostics(_ compilation: RuleCompilation, _ comment: Comment) {
  #expect((compilation.program == nil) == compilation.hasErrors, comment)
  for diagnostic in compilation.diagnostics {
    let bytes = compilation.sources[diagnostic.source].bytes
    let range = diagnostic.range
    #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count, comment)
    for offset in [range.lowerBound, range.upperBound] where offset < bytes.count {
      #expect(bytes[offset] & 0xC0 != 0x80, "\(comment): \(diagnostic.code) splits a character")
    }
  }
  for language in DiagnosticLanguage.allCases {
    let drawn = compilation.renderedDiagnostics(language: language)
    let isHarmless = drawn.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || (scalar.properties.generalCategory != .control && scalar.value != 0x202E)
    }
    #expect(isHarmless, comment)
  }
}

/// The rules that come with the program and the golden files, damaged at random.
@Suite struct MutationFuzzTests {
  static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for folder in [ShippedRulesTests.folder, DiagnosticGoldenTests.folder] {
      let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path)
      for name in names ?? [] where name.hasSuffix(".exfil") || name.hasSuffix(".list") {
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else { continue }
        // What is large is large on purpose, and slow to compile a thousand times.
        if data.count < 8_000 { files[name] = [UInt8](data) }
      }
    }
    return files
  }()

  /// Pieces that upset a lexer or a parser more than a random byte does.
  private static let pieces: [[UInt8]] =
    [
      "{", "}", "(", ")", "\"", "“", "\n", "#", "..", "==", " and ", " or ", " not ", " where ",
      " in ", "rule ", "\nrule ", "must alert {", "、", "　", "\u{FEFF}", "\u{202E}", "\0",
      "9999999TB",
      "令和", "50 MB", "{user", "any ", "per ", " 10:00 ", "-", "*", ",", "let x = ",
    ].map { Array($0.utf8) } + [[0xFF], [0xE3, 0x81], [0x80]]

  private static func mutated(
    _ bytes: [UInt8], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let length = Int.random(in: 0...min(12, bytes.count - start), using: &generator)
      let range = start..<(start + length)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.removeSubrange(range)
      case 1: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
      case 2: bytes.insert(contentsOf: bytes[range], at: start)
      case 3: bytes.replaceSubrange(range, with: pieces.randomElement(using: &generator) ?? [])
      default:
        if start < bytes.count { bytes[start] = UInt8.random(in: 0...255, using: &generator) }
      }
    }
    return bytes
  }

  @Test(arguments: 0..<400) func `damaged files end in sound diagnostics`(seed: UInt64) {
    var generator = SeededGenerator(state: seed &+ 1_000_003)
    let names = Self.files.keys.sorted()
    guard let name = names.randomElement(using: &generator), let bytes = Self.files[name] else {
      Issue.record("no file to damage")
      return
    }
    var sources = MemorySources.prelude
    for (other, contents) in Self.files where other != "std.exfil" {
      sources.files[other] = contents
    }
    sources.files[name] = Self.mutated(bytes, &generator)
    let root = name.hasSuffix(".exfil") ? name : "storage.exfil"
    expectSoundDiagnostics(
      compileRules(roots: [root], provider: sources), "seed \(seed), file \(name)")
  }

  @Test func `there is much to damage`() { #expect(Self.files.count > 150) }
}
