internal import Testing

/// Damaged gzip files: what comes before the damage is evaluated, and the damage is told.
@Suite struct BadGzipTests {
  private let fixture: ScanFixture
  /// 5,000 lines in one member.
  private let packed: [UInt8]

  init() throws {
    fixture = try ScanFixture()
    packed = GzipText.member(Array(ScanFixture.lines(5000).utf8))
    try fixture.folder.write(ScanFixture.lines(3, from: 9000), to: "good.log")
  }

  /// Scans the damaged file before a good one, with one worker and with three: the same is found.
  private func scan(_ bytes: [UInt8]) throws -> ScanFixture.Scan {
    try fixture.write(bytes, to: "bad.gz")
    let scan = try fixture.scan(["bad.gz", "good.log"], ["--jobs", "1"])
    let again = try fixture.scan(["bad.gz", "good.log"], ["--jobs", "3"])
    #expect(again.result.output == scan.result.output)
    #expect(Set(scan.users).isSuperset(of: ScanFixture.users(3, from: 9000)))
    return scan
  }

  private func expectDamage(_ scan: ScanFixture.Scan, _ code: String) throws {
    #expect(scan.result.status == 2)
    #expect(try scan.codes("bad.gz").contains(code), "\(scan.result.errors)")
    #expect(scan.result.errors.contains(code))
    #expect(scan.result.errors.contains("NOT everything was read: 1 of 2 inputs incomplete"))
  }

  @Test func `a file that ends early gives the lines before the cut`() throws {
    let scan = try scan(Array(packed[..<(packed.count / 2)]))
    try expectDamage(scan, "gzip_truncated")
    let count = scan.users.count - 3
    #expect(count > 2000 && count < 3000)
    #expect(Set(scan.users).isSuperset(of: ScanFixture.users(count)))
    #expect(try scan.input("bad.gz")["event_lines"] as? Int == count)
    #expect(try scan.rejected("bad.gz") == ["partial_at_truncation": 1])
  }

  @Test func `a file without its last eight bytes gives all lines`() throws {
    let scan = try scan(Array(packed.dropLast(8)))
    try expectDamage(scan, "gzip_trailer_missing")
    #expect(scan.users.count == 5003)
  }

  @Test func `a file whose check value is wrong is evaluated and not trusted`() throws {
    var bytes = packed
    bytes[bytes.count - 8] ^= 1
    let scan = try scan(bytes)
    try expectDamage(scan, "gzip_crc")
    #expect(scan.users.count == 5003)
  }

  @Test func `a flipped bit in the middle costs what stands behind it at most`() throws {
    var bytes = packed
    bytes[bytes.count / 2] ^= 0x10
    let scan = try scan(bytes)
    #expect(scan.result.status == 2)
    let codes = try scan.codes("bad.gz")
    #expect(codes.contains("gzip_corrupt") || codes.contains("gzip_crc"), "\(codes)")
    #expect(Set(scan.users).isSuperset(of: ScanFixture.users(2000)))
  }

  @Test func `a header that is cut or damaged is told, and the members before it count`() throws {
    try expectDamage(try scan(packed + packed[..<5]), "gzip_header")
    var second = packed
    second[2] = 7
    let scan = try scan(packed + second)
    #expect(scan.result.status == 2 && scan.users.count == 5003)
  }

  @Test func `what stands behind the last member is told, and no member is lost`() throws {
    let noise = [UInt8](repeating: 0x58, count: 45)
    try expectDamage(try scan(packed + noise), "trailing_garbage")
    let zeros = try scan(packed + [UInt8](repeating: 0, count: 512))
    #expect(zeros.result.status == 0 && zeros.users.count == 5003)
    #expect(try zeros.codes("bad.gz") == ["zero_padding"])
  }
}
