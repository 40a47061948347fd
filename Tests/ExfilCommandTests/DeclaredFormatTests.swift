import Foundation
import Testing

/// Logs in formats that rule files declare, through the built command.
@Suite struct DeclaredFormatTests {
  private static var formats: String {
    SampleLogs.project.appending(path: "Rules/formats").path(percentEncoded: false)
  }

  private static let assets = [
    "assets/file_log.csv", "assets/device_log.csv", "assets/print_log.csv",
  ]

  @Test func `the shipped declarations read their own samples`() throws {
    let folder = try TemporaryFolder()
    let result = try CommandResult(running: ["check", Self.formats], in: folder)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("0 rules, 3 formats; 0 tests and 4 samples run, 0 failed"))
  }

  /// For each line that is an event: file, line and what matters of it.
  static let events = [
    "file_log 2 read sato.k - -",
    "file_log 3 copy sato.k local -",
    "file_log 4 copy sato.k removable 1228800",
    "file_log 5 copy sato.k removable 15728640",
    "file_log 7 rename kato.m local -",
    "file_log 8 delete kato.m local -",
    "device_log 2 connect sato.k - -",
    "device_log 3 disconnect sato.k - -",
    "device_log 4 connect ito.h - -",
    "print_log 2 - sato.k - -",
    "print_log 3 - kato.m - -",
  ]

  @Test func `sample exports of asset management give their events`() throws {
    let folder = try TemporaryFolder()
    let result = try CommandResult(
      running: ["events"] + Self.assets.map { SampleLogs.path($0) } + ["--rules", Self.formats],
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let events = try Self.objects(result.output).map { event in
      let file = (event["file"] as? String ?? "").split(separator: "/").last ?? ""
      let volume = event["volume"] as? String ?? "-"
      return [
        String(file.dropLast(4)), "\(event["line"] ?? "")", event["action"] as? String ?? "-",
        event["user"] as? String ?? "-", volume == "network" ? "-" : volume,
        (event["bytes_out"] as? Int).map { "\($0)" } ?? "-",
      ].joined(separator: " ")
    }
    #expect(events == Self.events)
  }

  /// An export with quoted line feeds, far larger than a block.
  private static func longExport() -> String {
    var text = "日時,コピー元,操作,ユーザー名\r\n"
    for number in 0..<9000 {
      let time = String(format: "%02d:%02d:%02d", number / 3600, number / 60 % 60, number % 60)
      let path = number % 7 == 0 ? "\"C:\\a\nb \"\"\(number)\"\"\r\nc.txt\"" : "C:\\a\(number).txt"
      text += "2026/10/12 \(time),\(path),コピー,u\(number % 11)\r\n"
    }
    return text
  }

  private static let declaration = """
    exfil 1
    format long "long records" {
      kind file
      csv
      timezone "Asia/Tokyo"
      time = column "日時" as "yyyy/MM/dd HH:mm:ss"
      user = column "ユーザー名"
      path = column "コピー元"
      action = column "操作" map { "コピー" -> copy }
    }
    """

  @Test func `records of several lines survive blocks, gzip and workers`() throws {
    let folder = try TemporaryFolder()
    let text = Self.longExport()
    let rules = try folder.write(Self.declaration, to: "long.exfil")
    _ = try folder.write(text, to: "long.csv")
    try Data(GzipText.members(Array(text.utf8), cutAt: [100_001, 250_003]))
      .write(to: folder.url.appending(path: "long.csv.gz"))
    var outputs: [String] = []
    for (name, jobs) in [
      ("long.csv", "1"), ("long.csv", "3"), ("long.csv.gz", "1"), ("long.csv.gz", "2"),
    ] {
      let result = try CommandResult(
        running: ["events", name, "--rules", rules, "--jobs", jobs], in: folder)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("lines 11,573 = events 11,572 + ignored 1 + rejected 0"))
      outputs.append(result.output.replacing("long.csv.gz", with: "long.csv"))
    }
    #expect(Set(outputs).count == 1)
    let events = try Self.objects(outputs[0])
    #expect(events.count == 9000)
    // Every seventh record takes three lines, and stands at the first of them.
    #expect(events[8]["line"] as? Int == 14)
    #expect(events[7]["path"] as? String == "C:\\a\nb \"7\"\r\nc.txt")
  }

  @Test func `a record that is never closed costs its line, and the sums balance`() throws {
    let folder = try TemporaryFolder()
    let rules = try folder.write(Self.declaration, to: "long.exfil")
    var text = Self.longExport()
    text += "2026/10/12 10:00:00,\"never closed,コピー,u1\r\n2026/10/12 10:00:01,C:\\z,コピー,u1\r\n"
    _ = try folder.write(text, to: "long.csv")
    let result = try CommandResult(running: ["events", "long.csv", "--rules", rules], in: folder)
    #expect(
      result.errors.contains("lines 11,575 = events 11,573 + ignored 1 + rejected 1"),
      "\(result.errors)")
    #expect(result.errors.contains("open_quote"))
  }

  @Test func `a sample that reads otherwise fails, with its place`() throws {
    let folder = try TemporaryFolder()
    let text =
      Self.declaration.dropLast(1)
      + "  header \"日時,コピー元,操作,ユーザー名\"\n"
      + "  sample \"2026/10/12 09:00:00,C:\\a,コピー,sato\" gives user=kato\n}\n"
    let rules = try folder.write(String(text), to: "wrong.exfil")
    let english = try CommandResult(running: ["check", rules], in: folder)
    #expect(english.status == 1)
    #expect(english.output.contains("expected  user kato"), "\(english.output)")
    #expect(english.output.contains("wrong.exfil:11:10"), "\(english.output)")
  }

  private static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
