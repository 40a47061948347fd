import LogArchive
import SystemBoundary
import Testing

/// The same content counts once: B13 to B16 of the faults that a reader of archives meets.
struct RepeatedContentTests {
  /// Files by name, and what becomes of each of them.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var files: [(name: String, bytes: [UInt8])]
    var verdicts: [String]

    init(_ name: String, _ files: [(String, [UInt8])], _ verdicts: [String]) {
      testDescription = name
      self.files = files.map { (name: $0.0, bytes: $0.1) }
      self.verdicts = verdicts
    }
  }

  static let small = sampleLines(3)
  static let long = sampleLines(40_000)
  static let longer = long + sampleLines(9, from: 40_000)
  static let header = [UInt8]("\(String(repeating: "# a heading\n", count: 100))".utf8)

  static func gzip(_ text: [UInt8]) -> [UInt8] { GzipSample(text).bytes }

  static let cases: [Case] = [
    Case("one file alone", [("a", long)], ["a"]),
    Case("a copy", [("b", small), ("a", small)], ["b duplicate_of a, 3 lines", "a"]),
    Case(
      "a copy that is long", [("b", long), ("a", long), ("c", long)],
      ["b duplicate_of a, 40000 lines", "a", "c duplicate_of a, 40000 lines"]),
    Case(
      "`.1` and `.1.gz`", [("x.1", long), ("x.1.gz", gzip(long))],
      ["x.1", "x.1.gz duplicate_of x.1, 40000 lines"]),
    Case(
      "small `.1` and `.1.gz`", [("x.1", small), ("x.1.gz", gzip(small))],
      ["x.1", "x.1.gz duplicate_of x.1, 3 lines"]),
    Case(
      "copied at noon and at midnight", [("a", long), ("b", longer)],
      ["a contained_in b, 40000 lines", "b"]),
    Case(
      "copied at noon within a line", [("a", Array(long.dropLast(7))), ("b", longer)],
      ["a contained_in b, 40000 lines", "b"]),
    Case(
      "the midnight copy compressed", [("a", long), ("b.gz", gzip(longer))],
      ["a contained_in b.gz, 40000 lines", "b.gz"]),
    Case(
      "the noon copy compressed", [("a.gz", gzip(long)), ("b", longer)],
      ["a.gz contained_in b, 40000 lines", "b"]),
    Case(
      "both copies compressed, and one of them plain too",
      [("a.gz", gzip(long)), ("b.gz", gzip(longer)), ("c", long)],
      ["a.gz contained_in b.gz, 40000 lines", "b.gz", "c contained_in b.gz, 40000 lines"]),
    Case(
      "a small front of a long text", [("a", Array(long.prefix(600))), ("b", long)],
      ["a contained_in b, \(long.prefix(600).count { $0 == 0x0A } + 1) lines", "b"]),
    Case(
      "exactly as long as what is compared byte by byte",
      [("a", Array(long.prefix(4096))), ("b", long)],
      ["a contained_in b, \(long.prefix(4096).count { $0 == 0x0A } + 1) lines", "b"]),
    Case(
      "three copies of a growing file",
      [("a", small), ("b", sampleLines(5)), ("c", sampleLines(8))],
      ["a contained_in c, 3 lines", "b contained_in c, 5 lines", "c"]),
    Case(
      "only the heading is the same",
      [("a", header + sampleLines(50)), ("b", header + sampleLines(50, from: 50))], ["a", "b"]),
    Case("three bytes", [("a", [0x61, 0x62, 0x0A]), ("b", [0x61, 0x63, 0x0A])], ["a", "b"]),
    Case("nothing at all is no copy of nothing", [("a", []), ("b", [])], ["a", "b"]),
    Case(
      "the second half is no front", [("a", Array(long.suffix(9000))), ("b", long)], ["a", "b"]),
    Case(
      "alike for long, then not: both are read, and it is said",
      [("a", long + sampleLines(2, from: 70_000)), ("b", longer)],
      ["a", "b overlap_suspected (lines 1–40000 are the same as in a)"]),
    Case(
      "a damaged copy is never the one that is kept, and what it may have lost is told",
      [("a.gz", Array(gzip(long).dropLast(8))), ("b", long)],
      ["a.gz incomplete duplicate_of b, 40000 lines", "b"]),
    Case(
      "a copy that is cut",
      [("a.gz", Array(gzip(long).prefix(gzip(long).count / 2))), ("b", long)],
      ["a.gz incomplete contained_in b", "b"]),
  ]

  @Test(arguments: cases) func `what stands in another file is read once`(_ row: Case) throws {
    let directory = try TemporaryDirectory()
    for file in row.files { try directory.write(file.bytes, to: file.name) }
    func inputs(_ names: [String]) -> [ArchiveInput] {
      InputDiscovery.inputs(at: names.map { directory.path.appending($0) })
    }
    let names = row.files.map(\.name)
    for jobCount in [1, 4] {
      let settled = RepeatedContent.settled(inputs(names), jobCount: jobCount)
      #expect(settled.map { Self.text($0, in: directory) } == row.verdicts)
    }
    let turned = RepeatedContent.settled(inputs(names.reversed()))
    #expect(turned.map { Self.text($0, in: directory) } == row.verdicts.reversed())
  }

  /// Names say nothing: with any names the same number of texts is read.
  @Test(arguments: cases) func `names decide nothing but which of two equals`(_ row: Case) throws {
    let directory = try TemporaryDirectory()
    let names = row.files.indices.map { "file\(9 - $0)" }
    for (name, file) in zip(names, row.files) { try directory.write(file.bytes, to: name) }
    let settled = RepeatedContent.settled(
      InputDiscovery.inputs(at: names.map { directory.path.appending($0) }))
    let readCount = row.verdicts.count { !$0.contains("duplicate_of") && !$0.contains("contained") }
    #expect(settled.count { $0.verdict == nil } == readCount)
  }

  /// It may be a copy, and its lines would count twice.
  @Test func `what cannot be held against the others is not read`() throws {
    let directory = try TemporaryDirectory()
    for name in ["a", "b"] { try directory.write(Self.small, to: name) }
    var inputs = InputDiscovery.inputs(at: [directory.path])
    inputs[0].path = directory.path.appending("gone")
    let settled = RepeatedContent.settled(inputs)
    #expect(settled[0].verdict?.readFailure?.code == .notFound)
    #expect(settled[1].verdict == nil)
  }

  @Test func `digests are those of the account where they are asked for`() throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.small, to: "a")
    try directory.write(Self.gzip(Self.small), to: "b.gz")
    let inputs = InputDiscovery.inputs(at: [directory.path])
    let settled = RepeatedContent.settled(inputs, hashesInputs: true)
    let verdict = try #require(settled[1].verdict)
    #expect(
      verdict.sha256
        == (try Reading(directory.path.appending("a"), options: .hashing)).ledger.sha256)
    #expect(verdict.sha256Stored != nil && verdict.byteCount == UInt64(Self.small.count))
  }

  static func text(_ input: ArchiveInput, in directory: TemporaryDirectory) -> String {
    func name(_ path: RawPath) -> String { String(decoding: path.lastComponent, as: UTF8.self) }
    var text = name(input.path)
    if let note = input.notes.first {
      text += " \(note.code.rawValue) (\(note.detail))"
        .replacing(directory.path.display + "/", with: "")
    }
    guard let verdict = input.verdict else { return text }
    if verdict.status == .incomplete { text += " incomplete" }
    if let holder = verdict.duplicateOf { text += " duplicate_of \(name(holder))" }
    if let holder = verdict.containedIn { text += " contained_in \(name(holder))" }
    // How much of a cut stream can be had is up to the library.
    if verdict.status == .incomplete && verdict.containedIn != nil { return text }
    return verdict.repeatedLineCount > 0 ? text + ", \(verdict.repeatedLineCount) lines" : text
  }
}

extension ReaderOptions {
  fileprivate static var hashing: ReaderOptions {
    var options = ReaderOptions()
    options.hashesInputs = true
    return options
  }
}
