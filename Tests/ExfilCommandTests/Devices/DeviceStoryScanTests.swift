import Foundation
import Testing

/// Files that went to a stick of which only other lines tell, through the built command.
@Suite struct DeviceStoryScanTests {
  private static let attach =
    #"{"EventID":6416,"Channel":"Security","@timestamp":"2026-10-07T23:50:00Z","#
    + #""SourceName":"Microsoft-Windows-Security-Auditing","Hostname":"PC-07.example.co.jp","#
    + #""DeviceId":"USBSTOR\\Disk&Ven_Kingston&Prod_DT_101_G2&Rev_1.00\\0018F30C9FEABC90&0","#
    + #""ClassName":"DiskDrive","DeviceDescription":"Kingston DT 101 G2"}"# + "\n"

  private static func create(_ path: String, second: Int, on host: String = "PC-07") -> String {
    let time = String(format: "2026-10-08 00:%02d:%02d", second / 60, second % 60)
    return
      #"{"EventID":11,"Channel":"Microsoft-Windows-Sysmon/Operational","EventTime":"\#(time)","#
      + #""SourceName":"Microsoft-Windows-Sysmon","Image":"C:\\Windows\\explorer.exe","#
      + #""UtcTime":"\#(time).000","Hostname":"\#(host)","User":"EXAMPLE\\sato","#
      + #""TargetFilename":"\#(path)"}"# + "\n"
  }

  private static let copies = (0..<60).map { create(#"E:\\list\#($0).xlsx"#, second: 2 * $0) }
    .joined()

  private static var rules: [String] {
    ["--rules", SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)]
  }

  /// The findings of a scan: rule, severity, destination.
  private static func findings(_ arguments: [String], in folder: TemporaryFolder) throws -> [String]
  {
    let result = try CommandResult(
      running: ["scan", "--format", "jsonl", "--timezone", "Asia/Tokyo"] + rules + arguments,
      in: folder)
    return try result.output.split(separator: "\n").compactMap { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let rule = object?["rule"] as? String, rule.hasPrefix("media.") else { return nil }
      let places = object?["destinations"] as? [String] ?? []
      return "\(rule) \(object?["severity"] ?? "") \(places.joined(separator: ","))"
    }
  }

  static let orders = [
    ["devices.json", "files.json"], ["files.json", "devices.json"],
    ["--jobs", "1", "files.json", "devices.json"],
  ]

  @Test(arguments: orders)
  func `copies to a drive letter are found, and the stick is named, in any order of files`(
    arguments: [String]
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.attach, to: "devices.json")
    try folder.write(Self.copies, to: "files.json")
    let found = try Self.findings(arguments, in: folder)
    #expect(found == ["media.bulk_copy high 0018f30c9feabc90"])
  }

  @Test
  func `without a stick, on another machine, or on a disk that is always there, nothing is found`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write(Self.copies, to: "files.json")
    #expect(try Self.findings(["files.json"], in: folder).isEmpty)
    try folder.write(
      Self.attach.replacingOccurrences(of: "PC-07", with: "PC-08") + Self.copies, to: "other.json")
    #expect(try Self.findings(["other.json"], in: folder).isEmpty)
    let morning = Self.create(#"E:\\data\\work.xlsx"#, second: 0)
      .replacingOccurrences(of: "2026-10-08 00", with: "2026-10-06 09")
    try folder.write(morning + Self.attach + Self.copies, to: "disk.json")
    #expect(try Self.findings(["disk.json"], in: folder).isEmpty)
  }

  @Test func `nights in any order tell the stick as one scan does`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.attach, to: "devices.json")
    try folder.write(Self.copies, to: "files.json")
    for (name, first) in [("a", "devices.json"), ("b", "files.json")] {
      let state = ["--state", "state-\(name)"]
      #expect(try Self.findings(state + [first], in: folder).isEmpty)
      let found = try Self.findings(state + ["devices.json", "files.json"], in: folder)
      #expect(found == ["media.bulk_copy high 0018f30c9feabc90"], "first night: \(first)")
    }
  }

  @Test func `every line is accounted for`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.attach + Self.copies, to: "log.json")
    let result = try CommandResult(running: ["events", "log.json"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("lines 61 = events 61 + ignored 0 + rejected 0"))
    #expect(result.output.split(separator: "\n").count == 61)
  }
}
