internal import Foundation
internal import Testing

/// Bytes and lines as they should not be: they cost themselves, and nothing beside them.
@Suite struct BadTextTests {
  private let fixture: ScanFixture
  init() throws { fixture = try ScanFixture() }

  @Test func `bytes that are not UTF-8 are data, and keep names apart`() throws {
    let parts = ScanFixture.line(3).split(separator: "u3")
    var bytes = Array(ScanFixture.lines(3).utf8)
    for name in [[0x80, 0x72], [0xFF, 0x72]] as [[UInt8]] {
      bytes += Array(parts[0].utf8) + name + Array(parts[1].utf8) + [0x0A]
    }
    try fixture.write(bytes, to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.result.status == 0)
    #expect(scan.users == [#"\x80r"#, #"\xffr"#, "u0", "u1", "u2"])
    // Nor are they lost in the raw line that is hashed.
    #expect(Set(scan.result.output.matches(of: /"sha256":"(\w{64})"/).map(\.1)).count == 5)
  }

  @Test func `a NUL byte in a field is data`() throws {
    let line = ScanFixture.line(3).replacing("u3", with: "u\u{0}3")
    try fixture.folder.write(ScanFixture.lines(3) + line + "\n", to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.result.status == 0 && scan.users == ["u\u{0}3", "u0", "u1", "u2"])
    #expect(!scan.result.output.utf8.contains(0) && !scan.result.errors.utf8.contains(0))
  }

  @Test func `a hole of NUL bytes is told and stepped over`() throws {
    var bytes = Array(ScanFixture.lines(6_000).utf8)
    bytes += [UInt8](repeating: 0, count: 4096) + [0x0A]
    bytes += Array(ScanFixture.lines(5, from: 6_000).utf8)
    try fixture.write(bytes, to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.result.status == 0 && scan.users == ScanFixture.users(6_005))
    #expect(try scan.rejected("a.log") == ["nul_run": 1])
  }

  @Test func `C04 a line of 100 MB is told and stepped over in bounded memory`() throws {
    var bytes = Array(ScanFixture.lines(5).utf8)
    bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 100_000_000) + [0x0A]
    bytes += Array(ScanFixture.lines(5, from: 5).utf8)
    try fixture.write(bytes, to: "a.log")
    let result = try CommandResult(
      running: [
        "scan", "a.log", "--rules", "site.exfil", "--format", "jsonl", "-o",
        "summary=\(fixture.folder.path("run.json"))",
      ], in: fixture.folder, watchesMemory: true)
    #expect(result.status == 2)
    #expect(result.output.split(separator: "\n").count == 10)
    #expect(result.errors.contains("line_too_long 1") && result.errors.contains("reject_ratio"))
    #expect(try fixture.folder.read("run.json").contains(#""rejected":{"line_too_long":1}"#))
    #expect(result.peakMemoryByteCount > 1_000_000)
    #expect(result.peakMemoryByteCount < 90_000_000, "\(result.peakMemoryByteCount)")
  }

  @Test(arguments: [(1, 0), (3, 2)])
  func `rejected lines count against the input above one in a hundred`(
    _ badCount: Int, _ status: Int32
  ) throws {
    let bad = String(repeating: "what is this\n", count: badCount)
    try fixture.folder.write(
      ScanFixture.lines(100) + bad + ScanFixture.lines(100, from: 100), to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.result.status == status && scan.users == ScanFixture.users(200))
    #expect(try scan.rejected("a.log").values.reduce(0, +) == badCount)
    #expect(try scan.codes("a.log").contains("reject_ratio") == (status == 2))
    #expect(scan.result.errors.contains("line 101"))
  }

  @Test func `line ends of other systems and none at the end are lines`() throws {
    let text = ScanFixture.line(0) + "\r\n" + ScanFixture.line(1) + "\n" + ScanFixture.line(2)
    try fixture.write([0xEF, 0xBB, 0xBF] + Array(text.utf8), to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.result.status == 0 && scan.users == ScanFixture.users(3))
    #expect(try scan.input("a.log")["lines"] as? Int == 3)
  }
}
