internal import Foundation
internal import Glibc

/// What one run of the built command did.
struct CommandResult {
  var status: Int32
  var output: String
  var errors: String
  /// The most memory that the process was seen to hold, in bytes; 0 unless it was watched.
  var peakMemoryByteCount = 0

  /// The command that `EXFIL` names, as `make test` does with the release build, or else the one
  /// built beside these tests.
  static var program: URL {
    guard let path = ProcessInfo.processInfo.environment["EXFIL"] else {
      return Bundle.main.bundleURL.appending(path: "exfil")
    }
    return URL(filePath: path)
  }

  /// Runs the command in a folder, in UTC and the C locale.
  ///
  /// - Parameters:
  ///   - arguments: The arguments after the program's name.
  ///   - folder: The working folder; `.out` and `.err` in it take what is written.
  ///   - input: The file that is standard input; nothing without it.
  ///   - output: Where standard output goes instead.
  ///   - environment: Further variables.
  ///   - asNobody: Runs without the rights of root, where the tests have them.
  ///   - throughShell: Gives the arguments to a shell, in which `$0` is the command.
  ///   - watchesMemory: Looks again and again at how much memory the process holds.
  /// - Throws: What starting the process and reading the files throws.
  init(
    running arguments: [String], in folder: TemporaryFolder, input: String? = nil,
    output: String? = nil,
    environment: [String: String] = [:], asNobody: Bool = false, throughShell: Bool = false,
    watchesMemory: Bool = false
  ) throws {
    let process = Process()
    let program = Self.program.path(percentEncoded: false)
    if throughShell {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = arguments + [program]
    } else if asNobody, geteuid() == 0 {
      process.executableURL = URL(filePath: "/usr/bin/setpriv")
      process.arguments =
        ["--reuid=65534", "--regid=65534", "--clear-groups", program] + arguments
    } else {
      process.executableURL = Self.program
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder.url
    process.environment = ["TZ": "UTC", "LC_ALL": "C", "PATH": "/usr/bin:/bin"]
      .merging(environment) { _, new in new }
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: URL(filePath: folder.path($0))) }
      ?? FileHandle.nullDevice
    // Files, not pipes: two pipes read one after the other can block the child.
    for name in [".out", ".err"] { try folder.write("", to: name) }
    process.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: output ?? folder.path(".out")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.path(".err")))
    try process.run()
    while watchesMemory, process.isRunning {
      let peak = Self.peakMemoryByteCount(ofProcess: process.processIdentifier)
      peakMemoryByteCount = max(peakMemoryByteCount, peak)
      usleep(1000)
    }
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : 128
    self.output = try folder.read(".out")
    errors = try folder.read(".err")
  }

  /// What the kernel says of the most memory a process has held; 0 once it is gone.
  private static func peakMemoryByteCount(ofProcess number: Int32) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first
    return (kilobytes ?? 0) * 1024
  }
}
