internal import Foundation
internal import Testing

@testable internal import ExfilCommand

/// Keyed names in every output, and the way back.
@Suite struct PseudonymScanTests {
  private let fixture: ScanFixture
  private static let people = [
    "yamada.taro", "山田 太郎", "山田太郎", "Yamada Taro", "taro@private.example",
  ]

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(String(repeating: "k", count: 40), to: "key")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: fixture.folder.path("key"))
    let lines = (0..<4).map { number in
      ScanFixture.line(number).replacing("u\(number)", with: "EXAMPLE\\Yamada.Taro")
    }
    try fixture.folder.write(
      (lines + [ScanFixture.line(9)]).joined(separator: "\n") + "\n", to: "yamada.taro.log")
    try fixture.folder.write(
      "user,name,romaji,email,department,last_day\n"
        + "yamada.taro,山田 太郎,Yamada Taro,taro@private.example,営業部,2026-10-31\n", to: "people.csv")
    try fixture.folder.write(
      try fixture.folder.read("site.exfil").replacing(
        "\"{user} {bytes_out}\"",
        with: "\"{user} sent {bytes_out}; ask 山田太郎 (taro@private.example, boss@other.example)\""),
      to: "site.exfil")
    try fixture.folder.write("", to: "out/x")
  }

  private func scan(_ options: [String], key: String? = "key") throws -> ScanFixture.Scan {
    try fixture.scan(
      ["yamada.taro.log"],
      ["--people", fixture.folder.path("people.csv")]
        + (key.map { ["--pseudonyms", fixture.folder.path($0)] } ?? []) + options)
  }

  private var outputs: [String] {
    ReportFileTests.formats.flatMap { ["-o", "\($0)=out/\($0)"] }
  }

  @Test func `no output names anybody, and the names are the same in every run`() throws {
    let first = try scan(outputs)
    #expect(first.result.status == 0, "\(first.result.errors)")
    #expect(first.users.count == 2 && Set(first.users).count == 2)
    #expect(first.users.allSatisfy { $0.hasPrefix("p-") && $0.utf8.count == 14 })
    for format in ReportFileTests.formats {
      let text = try fixture.folder.read("out/\(format)").lowercased()
      for name in Self.people + ["boss@other.example", "text/html 400000000"] {
        #expect(!text.contains(name.lowercased()), "\(format) names \(name)")
      }
    }
    for name in Self.people {
      #expect(!first.result.errors.lowercased().contains(name.lowercased()))
    }
    #expect(try scan([]).users == first.users)
    try fixture.folder.write(String(repeating: "x", count: 40), to: "key2")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: fixture.folder.path("key2"))
    #expect(try Set(scan([], key: "key2").users).isDisjoint(with: first.users))
  }

  private func unseal(_ arguments: [String]) throws -> CommandResult {
    try CommandResult(running: ["unseal"] + arguments, in: fixture.folder)
  }

  @Test func `unseal turns ids and people back, and notes its use`() throws {
    let plain = try scan([], key: nil)
    _ = try scan(outputs)
    let before = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path(""))
    #expect(before.contains("key.names") && !before.contains("key.log"))
    #expect(try !fixture.folder.read("key.names").contains("yamada"))
    let restored = try unseal(["key", "out/jsonl"])
    #expect(restored.status == 0)
    func fields(_ text: String, _ name: String) throws -> [String] {
      try text.split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object?[name] as? String)
      }
    }
    for name in ["id", "user", "rule"] {
      #expect(try fields(restored.output, name) == fields(plain.result.output, name))
    }
    #expect(try unseal(["key", "out/csv"]).output.contains(",user,yamada.taro,yamada.taro,"))
    #expect(try unseal(["key", "out/html"]).output.contains(">yamada.taro<"))
    #expect(try unseal(["key", "out/html"]).output.contains("(yamada.taro, boss@other.example)"))
    let log = try fixture.folder.read("key.log").split(separator: "\n")
    #expect(log.count == 4)
    #expect(log[0].contains(" unseal uid=") && log[0].hasSuffix(" out/jsonl"))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: fixture.folder.path("key.log"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a use that cannot be noted turns nothing back`() throws {
    _ = try scan(outputs)
    try FileManager.default.createSymbolicLink(
      atPath: fixture.folder.path("key.log"), withDestinationPath: "elsewhere")
    let result = try unseal(["key", "out/jsonl"])
    #expect(result.status == 4 && result.output.isEmpty)
    #expect(result.errors.contains("names are turned back only where that is noted"))
  }

  @Test func `a key that is none, or that others may read, is status 3 before anything is read`()
    throws
  {
    let folder = fixture.folder
    try folder.write("short", to: "short")
    for (name, permissions, message) in [
      ("short", 0o600, "has 5 bytes, which is no secret"), ("key", 0o644, "others may read it"),
      ("none", 0, "No such file"),
    ] {
      if permissions > 0 {
        try FileManager.default.setAttributes(
          [.posixPermissions: permissions], ofItemAtPath: folder.path(name))
      }
      let scan = try scan([], key: name)
      #expect(
        scan.result.status == 3 && scan.summary.isEmpty && scan.result.errors.contains(message),
        "\(scan.result.errors)")
    }
  }

  @Test func `a table that was changed or sealed with another key is refused`() throws {
    _ = try scan(outputs)
    var bytes = try fixture.bytes(of: "key.names")
    bytes[bytes.count - 1] ^= 1
    try fixture.write(bytes, to: "key.names")
    let scan = try scan([])
    #expect(
      scan.result.status == 3 && scan.result.errors.contains("sealed with another key, or changed"))
    #expect(try unseal(["key", "out/jsonl"]).status == 3)
  }

  @Test func `a table that cannot be written publishes nothing`() throws {
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path("key.names"), withIntermediateDirectories: true)
    let scan = try scan(["-o", "csv=out/new"])
    #expect(scan.result.status == 3 || scan.result.status == 4)
    #expect(
      scan.result.output.isEmpty
        && !FileManager.default.fileExists(atPath: fixture.folder.path("out/new")))
  }

  @Test(arguments: [
    ("ito sent it", "P sent it"), ("mitohana", "mitohana"), ("/home/Ito/x", "/home/P/x"),
    ("ito_顧客.xlsx", "P_顧客.xlsx"), ("伊藤健の資料", "Pの資料"), ("a@b.example.", "M."), ("x+y@b.co,", "M,"),
    ("ITO@corp.example", "P"), ("@ito", "@P"), ("ito@", "P@"), ("", ""),
  ])
  func `names are found as whole words, in any case`(_ text: String, _ hidden: String) {
    let names = KnownNames([
      ("ito", "ito"), ("伊藤健", "ito"), ("ito@corp.example", "ito"), ("x", "x"),
    ])
    #expect(names.replaced(in: text, person: { _ in "P" }, mailAddress: { _ in "M" }) == hidden)
  }

  @Test func `a hostile name comes back as text in every form`() {
    let names = ["p-0123456789ab": "a\"<b>,\u{1B}\n=1"]
    for (line, restored) in [
      (#"{"user":"p-0123456789ab"}"#, #"{"user":"a\"<b>,\u001b\n=1"}"#),
      ("<!DOCTYPE html><p>p-0123456789ab", #"<!DOCTYPE html><p>a&quot;&lt;b&gt;,\x1b\x0a=1"#),
      ("p-0123456789ab", #"a"<b>,\x1b\x0a=1"#), ("xp-0123456789ab", "xp-0123456789ab"),
      ("p-0123456789abc", "p-0123456789abc"),
    ] {
      var restorer = NameRestorer(names)
      #expect(restorer.restore(Array(line.utf8)) == Array(restored.utf8))
    }
    var restorer = NameRestorer(names)
    _ = restorer.restore(Array("id,rule,x\r".utf8))
    #expect(
      restorer.restore(Array("\"q,\"\"\",p-0123456789ab,7\r".utf8))
        == Array("\"q,\"\"\",\"a\"\"<b>,\\x1b\\x0a=1\",7\r".utf8))
    #expect(restorer.restoredCount == 1)
  }
}
