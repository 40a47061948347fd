internal import Foundation
internal import Testing

/// Several runs at once with one key of `--pseudonyms`.
@Suite struct SharedKeyTests {
  private let fixture: ScanFixture
  private static let runCount = 8

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(String(repeating: "k", count: 40), to: "key")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: fixture.folder.path("key"))
  }

  @Test func `all names that any of them gave out can be turned back`() throws {
    for number in 0..<Self.runCount {
      try fixture.folder.write(ScanFixture.lines(40, from: 100 * number), to: "\(number).log")
    }
    let runs = (0..<Self.runCount).map { number in
      "\"$0\" scan \(number).log --rules site.exfil --format jsonl --pseudonyms key"
        + " 3>&1 > \(number).jsonl 2> \(number).err & "
    }
    // `cat` ends when the last of them has closed the pipe.
    _ = try CommandResult(
      running: ["-c", "{ " + runs.joined() + "} | cat"], in: fixture.folder, throughShell: true)
    for number in 0..<Self.runCount {
      let report = try fixture.folder.read("\(number).jsonl")
      #expect(report.split(separator: "\n").count == 40, "run \(number) must have its findings")
      let restored = try CommandResult(
        running: ["unseal", "key", "\(number).jsonl"], in: fixture.folder)
      let users = restored.output.matches(of: /"user":"(\w+)"/).map { String($0.1) }
      #expect(
        users.sorted() == ScanFixture.users(40, from: 100 * number),
        "run \(number): names are missing in the table; is it written under its lock?")
    }
    let attributes = try FileManager.default.attributesOfItem(
      atPath: fixture.folder.path("key.lock"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a run without new names needs no lock`() throws {
    try fixture.folder.write(ScanFixture.lines(3), to: "a.log")
    let key = ["--pseudonyms", fixture.folder.path("key")]
    #expect(try fixture.scan(["a.log"], key).result.status == 0)
    try FileManager.default.removeItem(atPath: fixture.folder.path("key.lock"))
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("key.lock"), withIntermediateDirectories: true)
    #expect(try fixture.scan(["a.log"], key).result.status == 0)
    try fixture.folder.write(ScanFixture.lines(3, from: 7), to: "a.log")
    let refused = try fixture.scan(["a.log"], key)
    #expect(refused.result.status == 4 && refused.result.output.isEmpty)
    #expect(refused.result.errors.contains("lock of the table of names"))
  }
}
