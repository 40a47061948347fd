internal import Foundation
internal import Testing

/// Logs in the encodings that Japanese servers write (C05 to C12).
struct EncodingScanTests {
  private let fixture: ScanFixture
  init() throws { fixture = try ScanFixture() }

  /// One file read on a Samba server; the path has trail bytes of 0x5C and 0x7C in CP932.
  static func line(_ path: String, second: Int = 0) -> String {
    "2026-10-14T10:00:\(10 + second).000000+09:00 fs1 smbd_audit: ito|10.1.0.9|pc|share|"
      + "pread_send|ok|\(path)\n"
  }

  static let paths = [
    #"/srv/共有/営業部/顧客一覧表.xlsx"#, "/srv/ソフト/能力表示/申請.doc", "/srv/①㈱髙~－.txt",
    "/srv/ﾃﾞｰﾀ/ｶﾅ.csv",
  ]

  /// The paths that `exfil events` reads in a file, and the encoding that it tells.
  func events(_ name: String) throws -> (paths: [String], errors: String, output: String) {
    let result = try CommandResult(running: ["events", name], in: fixture.folder)
    let paths = try result.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(object?["path"] as? String)
    }
    return (paths, result.errors, result.output)
  }

  @Test(arguments: ["CP932", "EUC-JP-MS", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8"])
  func `C07 C08 C09 paths are decoded before they are split`(encoding: String) throws {
    let text = Self.paths.enumerated().map { Self.line($1, second: $0) }.joined()
    try fixture.write(try IconvText.encode(Array(text.utf8), into: encoding), to: "a.log")
    #expect(try events("a.log").paths == Self.paths)
  }

  @Test func `the account names the encoding`() throws {
    let text = Self.paths.map { Self.line($0) }.joined()
    for (encoding, name) in EncodingLawTests.encodings {
      try fixture.write(try IconvText.encode(Array(text.utf8), into: encoding), to: "a.log")
      #expect(try events("a.log").errors.contains("(\(name), zone in the log)"))
      let identified = try CommandResult(
        running: ["identify", "a.log", "--rules", "site.exfil"], in: fixture.folder)
      #expect(identified.output.contains(name), "\(identified.output)")
    }
  }

  @Test func `gzip and marks change nothing`() throws {
    let text = Array(Self.paths.map { Self.line($0) }.joined().utf8)
    let utf16 = try IconvText.encode(text, into: "UTF-16")
    try fixture.write(GzipText.member(utf16) + GzipText.member(utf16), to: "a.log.gz")
    #expect(try events("a.log.gz").paths == Self.paths + Self.paths)
    let marked = [0xEF, 0xBB, 0xBF] + text
    try fixture.write(GzipText.member(marked) + GzipText.member(marked), to: "b.log.gz")
    #expect(try events("b.log.gz").paths == Self.paths + Self.paths)
  }

  @Test func `lines of a file may differ, and each is read in its own encoding`() throws {
    let old = try IconvText.encode(Array(Self.line(Self.paths[0]).utf8), into: "CP932")
    try fixture.write(
      old + Array(Self.line(Self.paths[1], second: 1).utf8) + old, to: "a.log")
    let read = try events("a.log")
    #expect(read.paths == [Self.paths[0], Self.paths[1], Self.paths[0]])
    #expect(read.errors.contains("mixed_encodings (cp932 2 lines)"))
    #expect(read.errors.contains("(utf-8+cp932, zone in the log)"))
  }

  @Test func `one broken line of UTF-8 makes no other encoding of the file`() throws {
    let text = Array((0..<300).map { _ in Self.line(Self.paths[0]) }.joined().utf8)
    let broken = Array(Self.line(Self.paths[0]).replacing("xlsx", with: "#").utf8)
      .map { $0 == UInt8(ascii: "#") ? 0xE3 : $0 }
    try fixture.write(text + broken + text, to: "a.log")
    let read = try events("a.log")
    #expect(read.paths.count == 601 && read.errors.contains("(utf-8, zone in the log)"))
    #expect(read.output.contains(#"顧客一覧表.\\xe3"#))
  }

  @Test func `bytes that are no text are kept and shown`() throws {
    var old = try IconvText.encode(Array(Self.line(Self.paths[0]).utf8), into: "CP932")
    let good = (0..<300).flatMap { _ in old }
    old.insert(0xFF, at: old.count - 6)
    try fixture.write(good + old, to: "a.log")
    let read = try events("a.log")
    #expect(read.output.contains(#"顧客一覧表\\xff.xlsx"#))
    #expect(read.errors.contains("undecodable_bytes (1 of 301 lines in cp932)"))
  }

  @Test func `more than one line in a hundred that is no text is no evidence to rely on`() throws {
    var old = try IconvText.encode(Array(Self.line(Self.paths[0]).utf8), into: "CP932")
    let good = old
    old.insert(0xFF, at: old.count - 6)
    try fixture.write(good + old, to: "a.log")
    let result = try CommandResult(running: ["events", "a.log"], in: fixture.folder)
    #expect(result.status == 2 && result.errors.contains("encoding_mismatch"))
  }

  @Test func `C07 an odd byte at the end of UTF-16 is rejected, the lines before it are read`()
    throws
  {
    let text = Array((0..<300).map { _ in Self.line(Self.paths[0]) }.joined().utf8)
    try fixture.write(try IconvText.encode(text, into: "UTF-16LE") + [0x61], to: "a.log")
    let read = try events("a.log")
    #expect(read.paths.count == 300)
    #expect(read.errors.contains("partial_at_truncation 1"))
  }

  @Test func `C07 half of a surrogate pair is kept and shown`() throws {
    let text = Array(Self.line("/srv/#.txt").utf8)
    var utf16 = try IconvText.encode(text, into: "UTF-16LE")
    let place = try #require(utf16.firstIndex(of: UInt8(ascii: "#")))
    utf16.replaceSubrange(place..<place + 2, with: [0x00, 0xD8])
    try fixture.write(utf16, to: "a.log")
    #expect(try events("a.log").output.contains(#"/srv/\\xed\\xa0\\x80.txt"#))
  }

  @Test(arguments: ["CP932", "UTF-16"])
  func `evidence is the raw line, at its place in the file`(encoding: String) throws {
    let text = (0..<3).map { ScanFixture.line($0).replacing("u\($0)", with: "表\($0)") + "\n" }
    let encoded = try IconvText.encode(Array(text.joined().utf8), into: encoding)
    try fixture.write(encoded, to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(scan.users == ["表0", "表1", "表2"])
    let places = scan.result.output.matches(of: /"offset":(\d+),"sha256":"(\w{64})"/)
    let offsets = places.compactMap { Int($0.1) }
    let lineFeed = encoding == "CP932" ? 1 : 2
    #expect(offsets.count == 3)
    for (index, place) in places.enumerated() {
      let end = (offsets + [encoded.count])[index + 1] - lineFeed
      try fixture.write(Array(encoded[offsets[index]..<end]), to: "line")
      let sum = try CommandResult(
        running: ["-c", "sha256sum line"], in: fixture.folder, throughShell: true)
      #expect(sum.output.hasPrefix(String(place.2)))
    }
    try fixture.folder.write(scan.result.output, to: "found.jsonl")
    let id = try #require(scan.result.output.firstMatch(of: /"id":"(\w+)"/)).1
    let told = try CommandResult(
      running: [
        "explain", String(id), "a.log", "--findings", "found.jsonl", "--rules", "site.exfil",
      ],
      in: fixture.folder)
    #expect(told.status == 0, "\(told.output)\(told.errors)")
    #expect(!told.output.contains("differs"))
  }

  /// A line is shown as it is read, and proved as it is stored.
  @Test(arguments: ["CP932", "EUC-JP-MS", "UTF-16LE", "UTF-16BE", "UTF-8"])
  func `the page shows lines as they are read, and names their encoding`(encoding: String) throws {
    let text = (0..<3).map { ScanFixture.line($0).replacing("u\($0)", with: "ひょう示\($0)") + "\n" }
    let encoded = try IconvText.encode(Array(text.joined().utf8), into: encoding)
    let mark: [UInt8] =
      encoding == "UTF-16LE" ? [0xFF, 0xFE] : encoding == "UTF-16BE" ? [0xFE, 0xFF] : []
    try fixture.write(mark + encoded, to: "a.log")
    let scan = try fixture.scan(["a.log"], ["-o", "html=page", "-o", "timesketch=lines"])
    let page = try fixture.folder.read("page")
    for line in text {
      #expect(
        page.contains("<code>\(line.dropLast())</code>"), "the page must show the line as text")
    }
    #expect(!page.contains(#"\x"#))
    let names = [
      "CP932": "cp932", "EUC-JP-MS": "eucjp-ms", "UTF-16LE": "utf-16le", "UTF-16BE": "utf-16be",
    ]
    #expect(
      page.components(separatedBy: "stored as ").count - 1 == (encoding == "UTF-8" ? 0 : 3))
    if let name = names[encoding] { #expect(page.contains("stored as \(name), shown as read")) }
    for digest in scan.result.output.matches(of: /"sha256":"(\w{64})"/) {
      #expect(page.contains(digest.1), "the digest stays that of the stored bytes")
    }
    #expect(try fixture.folder.read("lines").contains("\"log_line\":\"\(text[0].dropLast())"))
  }

  /// Exports of asset management, and records of several lines, as declared formats.
  @Test(arguments: [
    ("SampleLogs/assets/device_log.csv", "Rules/formats/asset_management.exfil"),
    (
      "Tests/LogFormatsTests/Conformance/csv/sample.log",
      "Tests/LogFormatsTests/Conformance/csv/format.exfil"
    ),
  ]) func `declared formats are read in every encoding`(log: String, rules: String) throws {
    func path(_ name: String) -> String {
      SampleLogs.project.appending(path: name).path(percentEncoded: false)
    }
    let text = Array(try Data(contentsOf: URL(filePath: path(log))))
    var outputs: [String] = []
    for encoding in ["UTF-8", "CP932", "EUC-JP-MS", "UTF-16LE", "UTF-16"] {
      try fixture.write(try IconvText.encode(text, into: encoding), to: "a.log")
      let result = try CommandResult(
        running: ["events", "a.log", "--rules", path(rules)], in: fixture.folder)
      outputs.append(result.output)
    }
    #expect(outputs[0].split(separator: "\n").count >= 3)
    for output in outputs { #expect(output == outputs[0]) }
  }
}
