internal import Foundation
internal import LogArchive
internal import Reports
internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

/// The law at the seams that no option of the command moves: blocks, looking ahead,
/// and melting facts.
@Suite struct SeamLawTests {
  private static let plan = Result { () throws -> RunPlan in
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    let folder = try TemporaryFolder()
    let periods = try folder.write(PeriodLawRules.text, to: "periods.exfil")
    let files = try RulesSearch.files(
      named: [RawPath(rules), RawPath(SampleLogs.path("site.exfil")), RawPath(periods)],
      environment: nil, executable: nil)
    var plan = RunPlan()
    plan.program = Engine.shipped.compile(files).program
    plan.people = RawPath(SampleLogs.path("people/roster.csv"))
    plan.leases = RawPath(SampleLogs.path("people/leases.csv"))
    plan.year = 2026
    plan.inputs = SampleLogs.files.map { RawPath($0) }
    return plan
  }

  private func report(_ plan: RunPlan) throws -> String {
    let outcome = try Engine.shipped.scan(plan, .silent)
    #expect(outcome.summary.balances)
    #expect(outcome.summary.incompleteInputs.isEmpty)
    var bytes: [UInt8] = []
    JSONLinesReport(zone: outcome.zone).write(outcome.findings) { line in
      for index in line.indices { bytes.append(line[index]) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [(1009, 3), (10_007, 8), (1 << 22, 1)])
  func `the size of blocks changes no byte`(_ byteCount: Int, _ jobCount: Int) throws {
    var plan = try Self.plan.get()
    plan.blockByteCount = byteCount
    plan.jobCount = jobCount
    #expect(try report(plan) == SampleScan.committed.get().report)
  }

  @Test func `reading every line to its end changes no byte`() throws {
    var plan = try Self.plan.get()
    plan.looksAhead = false
    #expect(try report(plan) == SampleScan.committed.get().report)
  }

  @Test(arguments: [(1, 256_000_000), (3, 600_000)])
  func `keeping a fact for each event changes no byte`(
    _ jobCount: Int, _ memoryByteCount: Int
  ) throws {
    var plan = try Self.plan.get()
    plan.combines = false
    plan.jobCount = jobCount
    plan.memoryByteCount = memoryByteCount
    #expect(try report(plan) == SampleScan.committed.get().report)
  }
}
