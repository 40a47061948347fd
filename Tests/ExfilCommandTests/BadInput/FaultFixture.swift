internal import Foundation
internal import Testing

/// Exports of one table and kernel logs without years, made for tests of faults; runs the built command.
struct FaultFixture {
  let folder: TemporaryFolder
  static let header = "time,user,path\n"

  init() throws {
    folder = try TemporaryFolder()
    try declare()
  }

  /// Writes the declaration of the table.
  func declare(
    time: String = "iso", zone: String = "Asia/Tokyo", encoding: String = "auto",
    columns: [String] = ["time", "user", "path"]
  ) throws {
    try folder.write(
      """
      exfil 1
      let civil_timezone = "Asia/Tokyo"
      format table "表" {
        kind file
        csv
        encoding \(encoding)
        identify header contains (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))
        timezone "\(zone)"
        time = column "\(columns[0])" as \(time)
        user = column "\(columns[1])"
        path = column "\(columns[2])"
        action = read
      }
      rule every.event "すべて" { when file where path is not missing severity high cooldown 1s }
      rule at.night "夜" { when file where time in 22:00 .. 05:00 severity low cooldown 1s }
      """, to: "rules.exfil")
  }

  /// A line of the kernel that is an event by itself.
  static func kernel(_ stamp: String) -> String {
    "\(stamp) pc7 kernel: usb 2-1: New USB device found, idVendor=0781, idProduct=5581\n"
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.url.appending(path: name))
  }

  /// What `exfil events` said.
  struct Events {
    var status: Int32
    /// One event a line.
    var lines: [String]
    /// The account.
    var account: String
    var times: [String] { lines.compactMap { FaultFixture.value("time", in: $0) } }
    var paths: [String] { lines.compactMap { FaultFixture.value("path", in: $0) } }
    /// What was rejected, such as `bad_time 1`; empty if nothing was.
    var rejected: String {
      account.firstMatch(of: /rejected: (.+)/).map { String($0.1) } ?? ""
    }
  }

  static func value(_ key: String, in line: String) -> String? {
    let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return object?[key] as? String
  }

  func events(_ names: [String], _ options: [String] = []) throws -> Events {
    let result = try CommandResult(
      running: ["events"] + names + ["--rules", "rules.exfil"] + options, in: folder)
    return Events(
      status: result.status, lines: result.output.split(separator: "\n").map(String.init),
      account: result.errors)
  }

  /// The events of a table of which each line is given.
  func events(ofRows rows: [String], _ options: [String] = []) throws -> Events {
    let text = Self.header + rows.map { $0 + "\n" }.joined()
    try folder.write(text, to: "table.csv")
    return try events(["table.csv"], options)
  }

  /// The findings of a scan, one a line.
  func findings(_ names: [String], _ options: [String] = []) throws -> [String] {
    let result = try CommandResult(
      running: ["scan"] + names + ["--rules", "rules.exfil", "--format", "jsonl"] + options,
      in: folder)
    return result.output.split(separator: "\n").map(String.init)
  }
}
