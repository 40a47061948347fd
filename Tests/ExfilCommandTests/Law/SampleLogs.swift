internal import Foundation

/// The sample logs as lines, to be put into files anew.
struct SampleLogs {
  /// One log, whole: all files of a rotation together.
  struct Log {
    var name: String
    /// Each with its line feed.
    var lines: [[UInt8]]

    var text: [UInt8] { Array(lines.joined()) }
  }

  /// The folder of the project.
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files as they are committed, the rotated ones of a log after the living one.
  static let files = [
    "proxy/access.log", "proxy/access.log.1.gz", "proxy/access.log.2.gz", "proxy/access.log.3.gz",
    "proxy-branch/access.log", "mail/maillog", "files/audit.log", "devices/kern.log",
  ].map(path)

  static func path(_ name: String) -> String {
    project.appending(path: "SampleLogs").appending(path: name).path(percentEncoded: false)
  }

  let logs: [Log]

  /// Reads all logs.
  init() throws {
    let texts = try Self.files.map(Self.text)
    logs = [
      Log(name: "proxy", lines: Self.lines(of: Array(texts[0...3].joined()))),
      Log(name: "branch", lines: Self.lines(of: texts[4])),
      Log(name: "mail", lines: Self.lines(of: texts[5])),
      Log(name: "files", lines: Self.lines(of: texts[6])),
      Log(name: "devices", lines: Self.lines(of: texts[7])),
    ]
  }

  /// What a server writes when somebody looks into a folder, or opens files one by one: no transfer.
  static func opens(on server: String) -> [String] {
    (0..<590).map { number in
      let stamp = "2026-10-14T10:00:\(10 + number / 60).\(100_000 + number)+09:00"
      return "\(stamp) \(server) smbd_audit: ito.s|10.1.0.9|pc-ito|share|openat|ok|r|"
        + "/srv/share/営業/顧客名簿_\(number).xlsx\n"
    }
  }

  static func lines(of text: [UInt8]) -> [[UInt8]] {
    text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      .map { Array($0) + [0x0A] }
  }

  /// The text of a committed file.
  static func text(of path: String) throws -> [UInt8] {
    guard path.hasSuffix(".gz") else { return Array(try Data(contentsOf: URL(filePath: path))) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(text)
  }
}
