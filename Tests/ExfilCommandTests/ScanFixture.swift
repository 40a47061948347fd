internal import Foundation
internal import Testing

/// A folder with one rule, its format, and logs made for a test; runs the built command on them.
///
/// The rule finds each upload of 100 MB or more, and every line is one such upload by a person of
/// its own, so the number of findings tells how many lines were evaluated.
struct ScanFixture {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      let civil_timezone = "Asia/Tokyo"

      format company_proxy "Squid that logs what each request sent" {
        kind web
        squid "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st"
        timezone "Asia/Tokyo"
        sample "\(Self.line(7))"
        gives user=u7 bytes_out=400000007B domain="up.example.net"
      }

      rule upload.large "大きな送信" {
        when     web where bytes_out >= 100MB
        severity high
        message  "{user} {bytes_out}"
      }

      """, to: "site.exfil")
  }

  static func line(_ number: Int) -> String {
    let user = "u\(number)"
    return "\(1_791_765_000 + number).000    120 10.0.0.5 TCP_MISS/200 468 POST "
      + "http://up.example.net/p \(user) HIER_DIRECT/192.0.2.1 text/html \(400_000_000 + number)"
  }

  static func lines(_ count: Int, from first: Int = 0) -> String {
    (first..<first + count).map { line($0) + "\n" }.joined()
  }

  /// The people in as many lines, sorted as ``Scan/users`` are.
  static func users(_ count: Int, from first: Int = 0) -> [String] {
    (first..<first + count).map { "u\($0)" }.sorted()
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.url.appending(path: name))
  }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.url.appending(path: name)))
  }

  /// Compresses a file with gzip(1), which keeps no time, and returns the bytes.
  func gzip(_ name: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-kn", folder.path(name)]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try bytes(of: "\(name).gz")
  }

  /// What one scan said.
  struct Scan {
    var result: CommandResult
    /// The subjects of the findings, sorted.
    var users: [String]
    /// The summary object; empty if none was written.
    var summary: [String: Any]

    /// The account of the input whose name ends so.
    func input(_ name: String) throws -> [String: Any] {
      let inputs = try #require(summary["inputs"] as? [[String: Any]])
      return try #require(inputs.first { ($0["file"] as? String)?.hasSuffix(name) == true })
    }

    /// How many lines of an input were rejected, by reason.
    func rejected(_ name: String) throws -> [String: Int] {
      try input(name)["rejected"] as? [String: Int] ?? [:]
    }

    /// The codes that the account of an input carries.
    func codes(_ name: String) throws -> [String] {
      let notes = try input(name)["notes"] as? [[String: Any]]
      return (notes ?? []).compactMap { $0["code"] as? String }
    }
  }

  /// Scans, and holds every account of every input to its sum.
  func scan(_ paths: [String], _ options: [String] = [], rules: String = "site.exfil") throws
    -> Scan
  {
    let result = try CommandResult(
      running: ["scan"] + paths + [
        "--rules", rules, "--format", "jsonl", "-o", "summary=\(folder.path("run.json"))",
      ] + options, in: folder)
    let users = try result.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let subject = object?["subject"] as? [String: Any]
      return try #require(subject?["value"] as? String)
    }
    var summary: [String: Any] = [:]
    if let data = try? Data(contentsOf: folder.url.appending(path: "run.json")) {
      summary = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
    for input in summary["inputs"] as? [[String: Any]] ?? [] {
      let parts = ["ignored", "rejected"].map { name in
        (input[name] as? [String: Int] ?? [:]).values.reduce(0, +)
      }
      #expect(input["lines"] as? Int == (input["event_lines"] as? Int ?? 0) + parts[0] + parts[1])
    }
    return Scan(result: result, users: users.sorted(), summary: summary)
  }
}
