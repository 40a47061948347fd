internal import Detection
internal import Foundation
internal import Glibc
internal import Reports
internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

/// F01: a disk that is full after any number of bytes of a report, whatever its format.
///
/// The limit on the size of files holds for a whole process, so each test runs in one of its own.
@Suite struct FullDiskTests {
  /// Reports shorter than what is buffered: the disk refuses when they are finished.
  ///
  /// Every limit up to 40 bytes, and some 60 beyond it.
  @Test func `a short report that does not fit leaves the old one and no other file`() async {
    await #expect(processExitsWith: .success) {
      try FullDisk(findingCount: 2, messageLength: 3).refuse { size in
        Array(0..<min(40, size)) + stride(from: 40, to: size, by: max(size / 60, 1)) + [size - 1]
      }
    }
  }

  /// Reports that are written in several pieces of 64 KiB: it refuses in the middle of them, too.
  @Test func `a long report that does not fit leaves the old one and no other file`() async {
    await #expect(processExitsWith: .success) {
      try FullDisk(findingCount: 30, messageLength: 1000).refuse { size in
        let pieces = stride(from: 65_536, to: size, by: 65_536).flatMap { [$0 - 1, $0, $0 + 1] }
        return pieces.prefix(3) + [size - 1]
      }
    }
  }
}

/// Writes reports of a made-up run under limits of the system on how long a file may become.
private struct FullDisk {
  private let folder: TemporaryFolder
  private let run: PublishedRun

  init(findingCount: Int, messageLength: Int) throws {
    folder = try TemporaryFolder()
    let findings = (0..<findingCount).map { number in
      var finding = Outcomes.finding("f\(number)", first: Int64(1_791_765_067 + number))
      finding.subject.value = "user\(number)"
      finding.message = String(repeating: "送信 \(number) ", count: messageLength)
      finding.evidence = [
        EvidenceLine(
          file: "a.log", line: number + 1, offset: number, sha256: String(repeating: "a", count: 64)
        )
      ]
      finding.evidenceTotal = 1
      return finding
    }
    let outcome = Outcomes.one
    run = PublishedRun(
      findings: findings, summary: outcome.summary,
      conclusion: RunConclusion(raised: findingCount, published: findings, exitStatus: 0),
      zone: outcome.zone, version: "0")
  }

  /// Tries every format under the limits that are wanted for a report of its size.
  func refuse(under limits: (_ size: Int) -> [Int]) throws {
    signal(SIGXFSZ, SIG_IGN)
    for format in ReportFormat.allCases {
      try #require(write(format) == [], "\(format): must be written where there is room")
      let size = try folder.read("report").utf8.count
      try folder.write("old\n", to: "report")
      for limit in limits(size) {
        let lines = try Self.limited(to: limit) { write(format) }
        try #require(lines.count == 1, "\(format) at \(limit) of \(size): must be told")
        try #require(lines[0].contains("File too large; an earlier report there is untouched"))
        try #require(try folder.read("report") == "old\n", "\(format) at \(limit) of \(size)")
        try #require(try folder.names == ["report"], "\(format) at \(limit) of \(size)")
      }
      try #require(try Self.limited(to: size) { write(format) } == [], "\(format) fits exactly")
    }
  }

  private func write(_ format: ReportFormat) -> [String] {
    var plan = PublicationPlan()
    plan.targets = [.init(format: format, file: RawPath(Array(folder.path("report").utf8)))]
    let publication = Publication(plan: plan, isInterrupted: false, run: run, standing: run)
    return (try? publication.writeFiles()) ?? ["the writing itself must not throw"]
  }

  /// Runs something while no file may become longer than so many bytes.
  private static func limited<Result>(to byteCount: Int, _ body: () -> Result) throws -> Result {
    var limit = rlimit()
    // SAFETY: both calls see one value of the type that they ask for.
    try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    let usual = limit
    limit.rlim_cur = rlim_t(byteCount)
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    let result = body()
    limit = usual
    try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    return result
  }
}
