internal import Foundation
internal import Testing

/// Reports that cannot be written, and runs that are stopped: the report before stays.
@Suite struct BadOutputTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(400), to: "a.log")
    try fixture.folder.write("old\n", to: "disk/report.jsonl")
  }

  private static let scan = #""$0" scan a.log --rules site.exfil --format jsonl"#

  private func shell(_ script: String) throws -> CommandResult {
    try CommandResult(running: ["-c", script], in: fixture.folder, throughShell: true)
  }

  @Test func `a full device is status 4, and standard output is written all the same`() throws {
    let scan = try fixture.scan(["a.log"], ["-o", "jsonl=/dev/full"])
    #expect(scan.result.status == 4 && scan.users == ScanFixture.users(400))
    #expect(scan.result.errors.contains("No space left on device"))
  }

  @Test func `standard output on a full device is status 4`() throws {
    let result = try CommandResult(
      running: ["scan", "a.log", "--rules", "site.exfil", "--format", "jsonl"],
      in: fixture.folder, output: "/dev/full")
    #expect(result.status == 4 && result.errors.contains("No space left on device"))
  }

  @Test func `a disk that refuses the middle of a report leaves the old one`() throws {
    // Files of this process end at 64 KiB; the signal for it is ignored, so that `write` fails.
    let result = try shell(
      "trap '' XFSZ; ulimit -f 128; exec \(Self.scan) -o jsonl=disk/report.jsonl > /dev/null")
    #expect(result.status == 4, "\(result.errors)")
    #expect(result.errors.contains("disk/report.jsonl"))
    #expect(result.errors.contains("File too large"))
    #expect(try fixture.folder.read("disk/report.jsonl") == "old\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path("disk")).count == 1)
  }

  @Test(.enabled("mounting a small disk takes the rights of root") { try Self.mayMount() })
  func `a full disk leaves the old report`() throws {
    let result = try shell(
      """
      exec unshare -m sh -c '
        mount -t tmpfs -o size=64k tmpfs disk && echo old > disk/report.jsonl || exit 99
        \(Self.scan) -o jsonl=disk/report.jsonl > /dev/null
        status=$?; ls -A disk; cat disk/report.jsonl; exit $status' "$0"
      """)
    #expect(result.status == 4, "\(result.errors)")
    #expect(result.errors.contains("No space left on device"))
    #expect(result.output == "report.jsonl\nold\n")
  }

  private static func mayMount() throws -> Bool {
    let folder = try TemporaryFolder()
    let script = "unshare -m mount -t tmpfs tmpfs . 2> /dev/null"
    return try CommandResult(running: ["-c", script], in: folder, throughShell: true).status == 0
  }

  @Test func `a folder that is not there is told before anything is read`() throws {
    let scan = try fixture.scan(["a.log"], ["-o", "jsonl=\(fixture.folder.path("no/dir"))"])
    #expect(scan.result.status == 4 && scan.result.output.isEmpty && scan.summary.isEmpty)
  }

  @Test func `a reader of standard output that goes away is status 141`() throws {
    let result = try shell("{ \(Self.scan); echo $? > status; } | true")
    #expect(try fixture.folder.read("status") == "141\n")
    #expect(!result.errors.contains("Everything was read"))
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal ends the run, and what was found so far is named partial`(
    _ signal: Int32, _ status: Int32
  ) throws {
    let process = Process()
    // The threads of this process block signals, and a child would go on doing so.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = fixture.folder.url
    process.arguments = [
      "--default-signal=INT,TERM", CommandResult.program.path(percentEncoded: false), "scan",
      "a.log", "-", "--rules", "site.exfil", "--format", "jsonl", "--jobs", "1",
      "-o", "jsonl=disk/report.jsonl", "-o", "summary=disk/run.json",
    ]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // More than a pipe holds: once it is written, the command is reading it, and waits for more.
    try input.fileHandleForWriting.write(
      contentsOf: Data(ScanFixture.lines(3000, from: 400).utf8))
    kill(process.processIdentifier, signal)
    // Should it not end, the test fails instead of waiting for ever.
    let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 20, execute: watchdog)
    defer { watchdog.cancel() }
    let told = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try input.fileHandleForWriting.close()
    #expect(process.terminationReason == .exit && process.terminationStatus == status)
    #expect(String(decoding: told, as: UTF8.self).contains("NOT everything was read"))
    #expect(try output.fileHandleForReading.readToEnd() ?? Data() == Data())
    #expect(try fixture.folder.read("disk/report.jsonl") == "old\n")
    let partial = try fixture.folder.read("disk/report.jsonl.partial").split(separator: "\n")
    #expect(partial.count >= 400)
    #expect(try fixture.folder.read("disk/run.json.partial").contains("stopped_early"))
  }
}
