internal import Foundation
internal import Testing

/// The engine against brute force, on random rules and random timelines.
///
/// A thousand timelines by default; `EXFIL_TIMELINE_COUNT` asks for more, `EXFIL_TIMELINE_SEED` for
/// others. A failure prints what is left of the case when all has been taken away that may be.
@Suite struct RandomTimelineTests {
  private static func setting(_ name: String, default number: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? number
  }
  private static let firstSeed = setting("EXFIL_TIMELINE_SEED", default: 0)
  private static let count = setting("EXFIL_TIMELINE_COUNT", default: 1_000)

  /// What was compared in a share of the timelines.
  struct Tally: Sendable {
    var timelines = 0
    var findings = 0
    var timelinesWithFindings = 0
    /// By shape of rule: how many rules, and how many findings they had.
    var rules: [String: Int] = [:]
    var found: [String: Int] = [:]
    var differing: [UInt64] = []

    mutating func add(_ timeline: TimelineCase, _ comparison: TimelineComparison) {
      timelines += 1
      findings += comparison.expected.count
      if !comparison.expected.isEmpty { timelinesWithFindings += 1 }
      for rule in timeline.rules {
        let count = comparison.expected.count { $0.rule == rule.id }
        for shape in rule.shapes {
          rules[shape, default: 0] += 1
          found[shape, default: 0] += count
        }
      }
    }

    mutating func add(_ other: Tally) {
      timelines += other.timelines
      findings += other.findings
      timelinesWithFindings += other.timelinesWithFindings
      rules.merge(other.rules, uniquingKeysWith: +)
      found.merge(other.found, uniquingKeysWith: +)
      differing += other.differing
    }
  }

  /// Every so-manieth timeline.
  private static func tally(share: UInt64, of shareCount: UInt64) throws -> Tally {
    var tally = Tally()
    for seed in stride(from: firstSeed + share, to: firstSeed + count, by: Int(shareCount)) {
      let timeline = TimelineCase(seed: seed)
      let comparison: TimelineComparison
      do {
        comparison = try TimelineComparison(timeline)
      } catch {
        Issue.record("EXFIL_TIMELINE_SEED=\(seed): \(error)\n\(timeline.text)")
        tally.differing.append(seed)
        continue
      }
      tally.add(timeline, comparison)
      guard !comparison.isSame else { continue }
      tally.differing.append(seed)
      // The first few are enough to read.
      guard tally.differing.count <= 2 else { continue }
      let smallest = timeline.minimized()
      let report = TimelineReport(timeline: smallest, comparison: try TimelineComparison(smallest))
      Issue.record("\(report)")
    }
    return tally
  }

  @Test func `rules find what brute force finds`() async throws {
    let shareCount: UInt64 = 8
    let all = try await withThrowingTaskGroup(of: Tally.self) { group in
      for share in 0..<shareCount {
        group.addTask { try Self.tally(share: share, of: shareCount) }
      }
      var all = Tally()
      for try await tally in group { all.add(tally) }
      return all
    }
    print(
      "\(all.timelines) random timelines from seed \(Self.firstSeed),",
      "\(all.timelinesWithFindings) with findings, \(all.findings) findings compared,",
      all.differing.isEmpty ? "none differs" : "\(all.differing.count) differ")
    #expect(all.differing.isEmpty, "seeds \(all.differing.sorted().prefix(50))")
    guard Self.count >= 1_000 else { return }
    #expect(
      all.timelinesWithFindings * 2 > all.timelines, "most timelines should yield findings")
    for shape in Self.shapes {
      let rules = all.rules[shape] ?? 0
      let found = all.found[shape] ?? 0
      #expect(
        rules * 200 >= all.timelines && found * 6 >= rules,
        "too little is compared of \(shape): \(rules) rules, \(found) findings")
    }
    #expect(Set(all.rules.keys) == Set(Self.shapes))
  }

  /// Every shape of rule that must be among them.
  private static let shapes = [
    "each event", "within", "each hour", "each day", "each week", "each DURATION", "sequence",
    "over alert", "ratio", "count", "sum", "largest", "smallest", "distinct", "inner where",
    "unless", "alternatives", "at least times", "at least distinct", "grouped", "per src_ip",
    "per host", "score", "cooldown",
  ]
}
