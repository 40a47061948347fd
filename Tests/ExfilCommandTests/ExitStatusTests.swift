internal import Detection
internal import EventModel
internal import Reports
internal import RuleProgram
internal import Testing

@testable internal import ExfilCommand

/// The library of tests has a type of the same name.
typealias ExitStatus = ExfilCommand.ExitStatus

@Suite struct ExitStatusTests {
  /// From the weakest to the strongest; those of one row are equal.
  static let order: [[ExitStatus]] = [
    [.complete], [.findingsAtThreshold], [.evidenceIncomplete], [.invalidConfiguration],
    [.outputNotWritten], [.usage, .stateHeld, .interrupted, .outputClosed, .terminated],
    [.internalError],
  ]

  @Test func `the documented numbers are all there`() {
    #expect(
      ExitStatus.allCases.map(\.rawValue).sorted()
        == [0, 1, 2, 3, 4, 64, 70, 75, 130, 141, 143])
    #expect(Set(Self.order.joined()) == Set(ExitStatus.allCases))
  }

  @Test func `the highest that applies wins, whichever comes first`() {
    for (low, lows) in Self.order.enumerated() {
      for (high, highs) in Self.order.enumerated() where low < high {
        for a in lows {
          for b in highs {
            #expect(a.worst(b) == b && b.worst(a) == b)
          }
        }
      }
      for a in lows { for b in lows { #expect(a.worst(b) == a) } }
    }
  }

  struct Case: Sendable {
    var name: String
    var statuses: [(String, [String])] = [("complete", [])]
    var isBalanced = true
    var failOn: Severity?
    var isTrial = false
    var signal: Int32?
    var expected: ExitStatus
  }

  static let cases = [
    Case(name: "all read", expected: .complete),
    Case(name: "findings alone", failOn: .critical, expected: .complete),
    Case(name: "threshold met", failOn: .high, expected: .findingsAtThreshold),
    Case(name: "threshold met on trial", failOn: .high, isTrial: true, expected: .complete),
    Case(name: "threshold passed", failOn: .info, expected: .findingsAtThreshold),
    Case(
      name: "cut input", statuses: [("incomplete", ["gzip_truncated"])],
      expected: .evidenceIncomplete),
    Case(
      name: "cut input outranks findings", statuses: [("incomplete", ["x"])], failOn: .info,
      expected: .evidenceIncomplete),
    Case(name: "socket in a folder", statuses: [("skipped", ["not_regular"])], expected: .complete),
    Case(
      name: "zip", statuses: [("skipped", ["unsupported_container"])], expected: .evidenceIncomplete
    ),
    Case(
      name: "warning only", statuses: [("complete_warn", ["zero_padding"])], expected: .complete),
    Case(name: "accounts differ", isBalanced: false, failOn: .info, expected: .internalError),
    Case(name: "interrupted", statuses: [("incomplete", [])], signal: 2, expected: .interrupted),
    Case(name: "terminated", signal: 15, expected: .terminated),
  ]

  @Test(arguments: cases) func `decides how a run ends`(_ row: Case) {
    var outcome = Outcomes.one
    outcome.summary.inputs = row.statuses.map { status, codes in
      var input = InputAccount(name: "a", status: status, format: "squid", zone: "")
      input.codes = codes
      if !row.isBalanced { input.lines.lines = 1 }
      return input
    }
    outcome.signalNumber = row.signal
    for index in outcome.findings.indices { outcome.findings[index].isTrial = row.isTrial }
    let status = ExitStatus(of: outcome, published: outcome.findings, failOn: row.failOn)
    #expect(status == row.expected, "\(row.name)")
  }
}

/// Made-up outcomes of runs.
enum Outcomes {
  static func finding(_ id: String, first: Int64, last: Int64? = nil) -> Finding {
    var finding = Finding()
    finding.id = id
    finding.rule = "cloud.personal_account"
    finding.severity = .high
    finding.user = "yamada"
    finding.subject = Subject(kind: .user, value: "yamada")
    finding.first = Timestamp(microseconds: first * 1_000_000)
    finding.last = Timestamp(microseconds: (last ?? first) * 1_000_000)
    return finding
  }

  /// One finding on 2026-10-12 at 09:31:07 in Tokyo.
  static var one: RunOutcome {
    RunOutcome(
      findings: [finding("f1", first: 1_791_765_067)], summary: RunSummary(),
      zone: CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo"),
      newestEvent: Timestamp(microseconds: 1_791_851_467_000_000),
      resolveUser: { $0.lowercased() == "example\\yamada" ? "yamada" : $0 })
  }
}
