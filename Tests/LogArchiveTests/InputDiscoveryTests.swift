import ByteScan
import Foundation
import Glibc
import LogArchive
import SystemBoundary
import Testing

struct InputDiscoveryTests {
  func names(_ inputs: [ArchiveInput], under directory: TemporaryDirectory) -> [String] {
    inputs.map { input in
      let name = String(input.path.display.dropFirst(directory.path.display.utf8.count + 1))
      guard let verdict = input.verdict else { return name }
      return "\(name): \(verdict.notes.first?.code.rawValue ?? "duplicate_of")"
    }
  }

  @Test func `B08 lists a directory in byte order, and says what it does not read`() throws {
    let directory = try TemporaryDirectory()
    for name in ["b.log", "a/z.log", "a/B.log", "B.log", "a.log", "skip.bin"] {
      try directory.write([0x61], to: name)
    }
    let base = directory.url
    try FileManager.default.createSymbolicLink(
      at: base.appendingPathComponent("a/loop"), withDestinationURL: base)
    try FileManager.default.linkItem(
      at: base.appendingPathComponent("b.log"), to: base.appendingPathComponent("c.log"))
    #expect(makePipe(directory.path.appending("pipe")))
    let inputs = InputDiscovery.inputs(at: [directory.path], ignoring: [PathGlob("*.bin")])
    #expect(
      names(inputs, under: directory) == [
        "B.log", "a/B.log", "a/loop: symbolic_link", "a/z.log", "a.log", "b.log",
        "c.log: duplicate_of", "pipe: not_regular", "skip.bin: ignored",
      ])
    #expect(inputs.allSatisfy { $0.verdict?.isEvidenceMissing != true })
  }

  @Test func `B06 B07 a file named twice is read once, and a missing one is told`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write([0x61], to: "a.log")
    let missing = directory.path.appending("none.log")
    let inputs = InputDiscovery.inputs(at: [file, missing, file, directory.path, "-"])
    #expect(
      names(inputs.dropLast(), under: directory) == [
        "a.log", "none.log: not_found", "a.log: duplicate_of", "a.log: duplicate_of",
      ])
    #expect(inputs[1].verdict?.isEvidenceMissing == true)
    #expect(inputs[2].verdict?.status == .duplicateOf && inputs[2].verdict?.duplicateOf == file)
    #expect(inputs.last?.isStandardInput == true)
  }

  @Test func `B07 a link that is named is followed`() throws {
    let directory = try TemporaryDirectory()
    try directory.write([0x61], to: "real/a.log")
    let link = directory.url.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: directory.url.appendingPathComponent("real"))
    let inputs = InputDiscovery.inputs(at: [RawPath(link.path)])
    #expect(names(inputs, under: directory) == ["link/a.log"])
  }

  @Test(.enabled(if: getuid() != 0))
  func `B05 a directory or file without permission is told, and the rest is read`() throws {
    let directory = try TemporaryDirectory()
    let open = try directory.write([0x61], to: "open.log")
    let closed = try directory.write([0x61], to: "closed.log")
    try directory.write([0x61], to: "dir/a.log")
    setPermissions(of: closed, to: 0)
    setPermissions(of: directory.path.appending("dir"), to: 0)
    defer { setPermissions(of: directory.path.appending("dir"), to: 0o700) }
    let inputs = InputDiscovery.inputs(at: [directory.path])
    #expect(
      names(inputs, under: directory) == ["closed.log", "dir: permission_denied", "open.log"])
    var reader = ArchiveReader(opening: inputs[0])
    #expect(reader.nextItem() == .end)
    #expect(reader.finish().notes.map(\.code) == [.permission])
    #expect(try Reading(open).ledger.status == .complete)
  }

  @Test func `B10 B11 a name that is no text opens, and is shown escaped`() throws {
    let directory = try TemporaryDirectory()
    let names: [[UInt8]] = [
      [0x8E, 0x52, 0x2E, 0x6C, 0x6F, 0x67], Array("a\nb\u{1B}[2J".utf8), Array("-rf".utf8),
      Array("space ".utf8), Array(repeating: 0x61, count: 255),
    ]
    for name in names {
      var writer = try AtomicFileWriter(replacing: directory.path.appending(name))
      try writer.write("x\n")
      try writer.commit()
    }
    let inputs = InputDiscovery.inputs(at: [directory.path])
    #expect(inputs.count == names.count)
    for input in inputs { #expect(try Reading(input.path).lineCount == 1) }
    let shown = inputs.map(\.path.display).joined()
    #expect(shown.contains("\\x8eR.log") && shown.contains("a\\x0ab\\x1b[2J"))
    #expect(!shown.unicodeScalars.contains { $0.value < 32 })
  }
}

struct PathGlobTests {
  static let rows: [(pattern: String, path: String, matches: Bool)] = [
    ("*.gz", "a/b.gz", true), ("*.gz", "a/b.gz.txt", false), ("b.*", "a/b.gz", true),
    ("a/*", "a/b/c", true), ("a/*", "b/c", false), ("?.log", "x/1.log", true),
    ("?.log", "x/12.log", false), ("*", "anything", true), ("", "a", false),
    ("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false), ("*/old/*.log", "/x/old/y.log", true),
  ]

  @Test(arguments: rows) func `matches`(pattern: String, path: String, matches: Bool) {
    #expect(PathGlob(pattern).matches(RawPath(path)) == matches)
  }
}
