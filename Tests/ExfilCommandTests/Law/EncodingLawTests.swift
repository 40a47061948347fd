internal import Foundation
internal import Testing

/// The same text gives the same findings, whatever encoding it is stored in.
struct EncodingLawTests {
  /// The encodings by the names of `iconv`, and what the account calls them.
  static let encodings = [
    ("CP932", "cp932"), ("EUC-JP-MS", "eucjp-ms"), ("UTF-16LE", "utf-16le"),
    ("UTF-16BE", "utf-16be"), ("UTF-16", "utf-16le"),
  ]

  @Test(arguments: encodings) func `the sample company is judged alike`(
    encoding: (String, String)
  ) throws {
    let logs = try SampleLogs().logs
    let plain = try Self.scan(logs) { $0 }
    let scan = try Self.scan(logs) { try IconvText.encode($0, into: encoding.0) }
    #expect(scan.status == 0 && plain.status == 0)
    #expect(plain.output.split(separator: "\n").count > 20)
    #expect(Self.told(scan.output) == Self.told(plain.output))
    #expect(scan.errors.contains("(\(encoding.1), zone in the log)"))
    #expect(!scan.errors.contains("mixed_encodings"))
  }

  /// Scans the logs as files of one encoding.
  private static func scan(
    _ logs: [SampleLogs.Log], _ encode: ([UInt8]) throws -> [UInt8]
  ) throws -> CommandResult {
    let folder = try TemporaryFolder()
    for log in logs {
      try Data(try encode(log.text)).write(to: folder.url.appending(path: "\(log.name).log"))
    }
    return try CommandResult(
      running: ["scan"] + logs.map { "\($0.name).log" } + [
        "--rules", SampleLogs.project.appending(path: "Rules").path(percentEncoded: false),
        "--rules", SampleLogs.path("site.exfil"), "--people", SampleLogs.path("people/roster.csv"),
        "--leases", SampleLogs.path("people/leases.csv"), "--year", "2026", "--format", "jsonl",
        "--jobs", "3",
      ], in: folder)
  }

  /// What a report tells but for places and for digests of lines as they are stored.
  static func told(_ report: String) -> [String] {
    report.split(separator: "\n").map { line in
      String(line)
        .replacing(/"(id|file|sha256)":"[^"]*"/) { "\"\($0.1)\":\"\"" }
        .replacing(/"(offset|line)":\d+/) { "\"\($0.1)\":0" }
        .replacing(/"findings":\[[^\]]*\]/, with: "")
    }.sorted()
  }
}

/// Text in other encodings, made by iconv(1).
enum IconvText {
  static func encode(_ text: [UInt8], into encoding: String) throws -> [UInt8] {
    try convert(text, from: "UTF-8", to: encoding)
  }

  static func decode(_ text: [UInt8], from encoding: String) throws -> String {
    String(decoding: try convert(text, from: encoding, to: "UTF-8"), as: UTF8.self)
  }

  private static func convert(
    _ text: [UInt8], from source: String, to encoding: String
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try Data(text).write(to: folder.url.appending(path: "text"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/iconv")
    process.arguments = [
      "-f", source, "-t", encoding, "-o", folder.path("out"), folder.path("text"),
    ]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EILSEQ) }
    return Array(try Data(contentsOf: folder.url.appending(path: "out")))
  }
}
