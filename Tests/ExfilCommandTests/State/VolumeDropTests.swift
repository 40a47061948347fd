import Detection
import EventModel
import Reports
import Testing

@testable import ExfilCommand

@Suite("Sources with far fewer events than usual") struct VolumeDropTests {
  private func source(_ name: String, drops: [Int], thinEnd: Int? = nil) -> SourceCoverage {
    let time = Timestamp(microseconds: 0)
    var source = SourceCoverage(
      source: name, span: EventSpan(first: time, last: time), events: 1)
    source.drops = drops.map { SourceCoverage.Drop(day: $0, events: 1, usual: 100) }
    source.thinEnd = thinEnd.map { SourceCoverage.Drop(day: $0, events: 1, usual: 100) }
    return source
  }

  @Test("The day before is told, older ones and those that were told are not") func untold() {
    let coverage = [
      source("a", drops: [10, 19], thinEnd: 20), source("b", drops: [19]),
      source("c", drops: [19]),
    ]
    let (drops, told) = VolumeDrop.untold(
      in: coverage, present: ["a", "b"], since: 20, told: "19 b\n3 a")
    #expect(drops.map { "\($0.source) \($0.day)" } == ["a 19", "a 20"])
    #expect(told == "19 a\n19 b\n20 a")
    let again = VolumeDrop.untold(in: coverage, present: ["a", "b"], since: 20, told: told)
    #expect(again.drops.isEmpty)
    #expect(again.told == told)
  }

  @Test(
    "The sentence names source, day, and both numbers",
    arguments: [
      (
        ReportLanguage.english,
        "volume_drop: squid has 1 events of 2026-02-06, where 480 are usual\n"
      ),
      (.japanese, "volume_drop: squid の 2026-02-06 の記録は 1 件だけです(普段は 480 件)\n"),
    ])
  func text(_ language: ReportLanguage, _ sentence: String) {
    var outcome = NightlyOutcome()
    outcome.volumeDrops = [VolumeDrop(source: "squid", day: 20490, events: 1, usual: 480)]
    #expect(NightlyText(language: language).text(of: outcome).contains(sentence))
  }
}
