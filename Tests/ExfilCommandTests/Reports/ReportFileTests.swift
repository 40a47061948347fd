internal import Foundation
internal import Testing

@testable internal import ExfilCommand

/// Reports of every format as files: what they hold together, whom they belong to, and what happens
/// when they cannot be written.
@Suite struct ReportFileTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(600), to: "a.log")
  }

  static let formats = ReportFormat.allCases.map(\.rawValue)

  private func outputs(_ formats: [String] = formats) -> [String] {
    formats.flatMap { ["-o", "\($0)=out/\($0)"] }
  }

  @Test func `one run writes them all, for their owner alone, with the same findings in each`()
    throws
  {
    try fixture.folder.write("", to: "out/x")
    let scan = try fixture.scan(["a.log"], outputs())
    #expect(scan.result.status == 0)
    for format in Self.formats {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: fixture.folder.path("out/\(format)"))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(format)")
    }
    func read(_ format: String) throws -> String { try fixture.folder.read("out/\(format)") }
    func count(_ text: String, _ part: String) -> Int {
      text.components(separatedBy: part).count - 1
    }
    #expect(count(try read("jsonl"), "\n") == 600)
    #expect(count(try read("csv"), "\r\n") == 601)
    #expect(count(try read("ocsf"), "\n") == 600)
    #expect(count(try read("sarif"), "\"ruleIndex\":") == 600)
    #expect(count(try read("timesketch"), "\"exfil:finding\"") == 600)
    #expect(count(try read("timesketch"), "\"exfil:event\"") == 600)
    #expect(count(try read("html"), "<article ") == 600)
    #expect(try read("html").contains("192.0.2.1 text/html 400000599"))
    #expect(try read("navigator").contains("\"techniques\":[]"))
    #expect(try read("terminal").contains("600 findings about 600 subjects"))
    #expect(try read("terminal").contains("… and 580 more"))
  }

  @Test func `the bytes are those of any number of workers`() throws {
    var all: [[String]] = []
    for jobs in ["1", "2", "7"] {
      try fixture.folder.write("", to: "out/x")
      _ = try fixture.scan(["a.log"], outputs() + ["--jobs", jobs])
      all.append(try Self.formats.map { try fixture.folder.read("out/\($0)") })
    }
    #expect(all[0] == all[1] && all[0] == all[2])
  }

  @Test func `no finding is a valid report in each format`() throws {
    try fixture.folder.write("", to: "out/x")
    let scan = try fixture.scan(["a.log"], outputs() + ["--until", "2001-01-01"])
    #expect(scan.result.status == 0)
    for format in Self.formats where format != "jsonl" && format != "ocsf" && format != "timesketch"
    {
      #expect(try !fixture.folder.read("out/\(format)").isEmpty, "\(format)")
    }
    #expect(try fixture.folder.read("out/html").contains("No findings in what was read."))
    #expect(try fixture.folder.read("out/html").contains("Coverage by day"))
    for format in ["sarif", "navigator", "summary"] {
      let data = Data(try fixture.folder.read("out/\(format)").utf8)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
    }
  }

  @Test(arguments: formats)
  func `a full device is status 4`(_ format: String) throws {
    let scan = try fixture.scan(["a.log"], ["-o", "\(format)=/dev/full"])
    #expect(scan.result.status == 4)
    #expect(scan.result.errors.contains("No space left on device"))
  }

  /// Status 4 and the old report for a disk that refuses whichever byte of the new one.
  @Test(arguments: formats)
  func `a disk that refuses any part of a report leaves the old one`(_ format: String) throws {
    let scan =
      #""$0" scan a.log --rules site.exfil --format jsonl -o \#(format)=out/report > /dev/null 2> errors"#
    let whole = try CommandResult(
      running: ["-c", "mkdir -p out; " + scan], in: fixture.folder, throughShell: true)
    #expect(whole.status == 0)
    let size = try fixture.folder.read("out/report").utf8.count
    // The shell counts in 512 bytes.
    var limits = [0, 1, 2, size / 1024, size / 512 - 1].filter { $0 >= 0 && $0 * 512 < size }
    limits = Array(Set(limits)).sorted()
    for limit in limits {
      try fixture.folder.write("old\n", to: "out/report")
      let result = try CommandResult(
        running: [
          "-c",
          "trap '' XFSZ; exec 3>errors; ulimit -f \(limit); exec \"$0\" scan a.log --rules site.exfil --format jsonl -o \(format)=out/report > /dev/null 2> /dev/null",
        ],
        in: fixture.folder, throughShell: true)
      #expect(result.status == 4, "\(format) at \(limit * 512)")
      #expect(try fixture.folder.read("out/report") == "old\n")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("out")) == [
          "report"
        ])
    }
  }

  @Test(arguments: formats)
  func `a reader that goes away is status 141`(_ format: String) throws {
    // More than a pipe holds, whatever the format.
    try fixture.folder.write(ScanFixture.lines(3000), to: "b.log")
    let result = try CommandResult(
      running: [
        "-c",
        #"{ "$0" scan b.log --rules site.exfil --format "# + format
          + #" 2> /dev/null; echo $? > status; } | sleep 0.5"#,
      ],
      in: fixture.folder, throughShell: true)
    let status = try fixture.folder.read("status")
    // Some are short enough to have gone before the reader has.
    let short: Set<String> = ["navigator", "summary", "terminal"]
    #expect(status == "141\n" || short.contains(format), "\(format): \(status)\(result.errors)")
  }

  @Test func `links, devices and folders are never replaced`() throws {
    try fixture.folder.write("old\n", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.folder.path("link"), withDestinationPath: "target")
    let scan = try fixture.scan(["a.log"], ["-o", "csv=\(fixture.folder.path("link"))"])
    #expect(scan.result.status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: fixture.folder.path("link"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
    #expect(try fixture.folder.read("target").hasPrefix("id,rule,"))
    #expect(
      try fixture.scan(["a.log"], ["-o", "html=\(fixture.folder.path(""))"]).result.status == 4)
  }
}
