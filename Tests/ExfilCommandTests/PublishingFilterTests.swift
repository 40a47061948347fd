internal import Detection
internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import ExfilCommand

@Suite struct PublishingFilterTests {
  /// The finding lasts from 100 s to 200 s after 1970.
  @Test(
    arguments: [
      (nil, nil, true), (200, nil, true), (201, nil, false), (nil, 100, false), (nil, 101, true),
      (0, 1000, true), (150, 160, true),
    ] as [(Int64?, Int64?, Bool)])
  func `publishes what meets the span`(_ since: Int64?, _ until: Int64?, _ isPublished: Bool) {
    var plan = PublicationPlan()
    plan.since = since.map { .time(Timestamp(microseconds: $0 * 1_000_000).textInUTC) }
    plan.until = until.map { .time(Timestamp(microseconds: $0 * 1_000_000).textInUTC) }
    let filter = PublishingFilter(plan, for: Outcomes.one)
    #expect(filter.admits(Outcomes.finding("x", first: 100, last: 200)) == isPublished)
  }

  @Test func `looks people up as the run does`() {
    var plan = PublicationPlan()
    plan.users = [#"EXAMPLE\yamada"#]
    let filter = PublishingFilter(plan, for: Outcomes.one)
    var finding = Outcomes.finding("x", first: 1)
    #expect(filter.admits(finding))
    finding.user = "kato"
    #expect(!filter.admits(finding))
    finding.user = nil
    #expect(!filter.admits(finding))
  }

  @Test func `keeps one rule, and orders by time, rule, subject and id`() {
    var plan = PublicationPlan()
    var other = Outcomes.finding("a", first: 5)
    other.rule = "usb.bulk_copy"
    let findings = [
      other, Outcomes.finding("z", first: 9), Outcomes.finding("c", first: 5),
      Outcomes.finding("b", first: 5),
    ]
    let all = PublishingFilter(plan, for: Outcomes.one).published(findings)
    #expect(all.map(\.id) == ["b", "c", "a", "z"])
    plan.rules = ["usb.bulk_copy"]
    #expect(PublishingFilter(plan, for: Outcomes.one).published(findings).map(\.id) == ["a"])
  }

  @Test func `the order of what comes in does not matter`() {
    let findings = (0..<200).map { Outcomes.finding("\($0 * 37 % 200)", first: Int64($0 % 9)) }
    let filter = PublishingFilter(PublicationPlan(), for: Outcomes.one)
    let sorted = filter.published(findings)
    #expect(sorted.count == 200 && sorted != findings)
    #expect(filter.published(sorted) == sorted)
    #expect(filter.published(sorted.reversed()) == sorted)
    var random = SeededRandom(seed: 5)
    for _ in 0..<20 { #expect(filter.published(findings.shuffled(using: &random)) == sorted) }
  }
}
