internal import Testing

/// Where windows, periods, cooldowns and steps end, in cases that can be worked out by hand.
@Suite struct BoundaryTests {
  private static let sliding = [
    BoundaryCase(
      name: "an event exactly W ago is out",
      rule: "when web per user within 1h if sum(bytes_out) >= 10B",
      events: ["a sato 2026-05-14T01:00:00 5 a.example", "b sato 2026-05-14T02:00:00 5 a.example"],
      findings: []),
    BoundaryCase(
      name: "a second less than W ago is in",
      rule: "when web per user within 1h if sum(bytes_out) >= 10B",
      events: ["a sato 2026-05-14T01:00:01 5 a.example", "b sato 2026-05-14T02:00:00 5 a.example"],
      findings: ["ab 10"]),
    BoundaryCase(
      name: "a window goes over midnight",
      rule: "when web per user within 2h if sum(bytes_out) >= 10B",
      // 23:30 and 00:30 in Tokyo.
      events: ["a sato 2026-05-14T14:30:00 5 a.example", "b sato 2026-05-14T15:30:00 5 a.example"],
      findings: ["ab 10"]),
    BoundaryCase(
      name: "no group leaks into another: neither user nor domain",
      rule: "when web per user, domain within 1h if sum(bytes_out) >= 10B",
      events: [
        "a sato 2026-05-14T01:00:00 5 a.example", "b kato 2026-05-14T01:00:01 5 a.example",
        "c sato 2026-05-14T01:00:02 5 b.example", "d kato 2026-05-14T01:00:03 5 b.example",
      ], findings: []),
    BoundaryCase(
      name: "upper and lower case are one group",
      rule: "when web per user, domain within 1h if sum(bytes_out) >= 10B",
      events: ["a sato 2026-05-14T01:00:00 5 A.example", "b SATO 2026-05-14T01:00:01 5 a.example"],
      findings: ["ab 10"]),
    BoundaryCase(
      name: "one finding an episode, with its final totals",
      rule: "when web per user within 1h if sum(bytes_out) >= 10B cooldown 2h",
      events: [
        "a sato 2026-05-14T01:00:00 5 a.example", "b sato 2026-05-14T01:10:00 5 a.example",
        "c sato 2026-05-14T02:00:00 50 a.example", "d sato 2026-05-14T03:00:00 500 a.example",
      ], findings: ["abcd 560"]),
    BoundaryCase(
      name: "exactly at the end of the cooldown is in, a second later opens anew",
      rule: "when web per user within 10m if sum(bytes_out) >= 10B cooldown 30m",
      events: [
        "a sato 2026-05-14T01:00:00 10 a.example", "b sato 2026-05-14T01:30:00 10 a.example",
        "c sato 2026-05-14T01:30:01 10 a.example",
      ], findings: ["ab 20", "c 10"]),
    BoundaryCase(
      name: "further events do not extend the cooldown, and it is W if nothing is said",
      rule: "when web per user within 10m if sum(bytes_out) >= 10B",
      events: [
        "a sato 2026-05-14T01:00:00 10 a.example", "b sato 2026-05-14T01:09:00 10 a.example",
        "c sato 2026-05-14T01:11:00 1 a.example", "d sato 2026-05-14T01:12:00 9 a.example",
      ], findings: ["ab 20", "cd 10"]),
    BoundaryCase(
      name: "what an episode has taken is lost to the next window",
      rule: "when web per user within 1h if sum(bytes_out) >= 10B cooldown 1s",
      events: [
        "a sato 2026-05-14T01:00:00 9 a.example", "b sato 2026-05-14T01:10:00 9 a.example",
        "c sato 2026-05-14T01:20:00 9 a.example", "d sato 2026-05-14T01:30:00 9 a.example",
      ], findings: ["ab 18", "cd 18"]),
    BoundaryCase(
      name: "events of one time enter together",
      rule: "when web per user within 1h if count() = 2",
      events: [
        "a sato 2026-05-14T01:00:00 1 a.example", "b sato 2026-05-14T01:00:00 2 b.example",
        "c sato 2026-05-14T01:00:00 4 c.example", "d sato 2026-05-14T03:00:00 8 c.example",
      ], findings: []),
    BoundaryCase(
      name: "without a window an hour belongs to one finding",
      rule: "when web where bytes_out >= 5B",
      events: [
        "a sato 2026-05-14T01:00:00 5 a.example", "b sato 2026-05-14T02:00:00 6 a.example",
        "c sato 2026-05-14T02:00:01 7 a.example",
      ], findings: ["ab 11", "c 7"]),
  ]

  private static let periods = [
    BoundaryCase(
      name: "a civil day ends at midnight in Tokyo",
      rule: "when web per user each day if sum(bytes_out) >= 10B",
      events: [
        "a sato 2026-05-14T14:59:59 5 a.example", "b sato 2026-05-14T15:00:00 5 a.example",
        "c sato 2026-05-15T14:59:59 5 a.example",
      ], findings: ["bc 10"]),
    BoundaryCase(
      name: "a day of 23 hours", zone: "Europe/Berlin",
      rule: "when web per user each day if sum(bytes_out) >= 10B",
      // From 2026-03-28T23:00Z; the next day begins 23 hours later.
      events: [
        "a sato 2026-03-28T23:00:00 5 a.example", "b sato 2026-03-29T21:59:59 5 a.example",
        "c sato 2026-03-29T22:00:00 5 a.example",
      ], findings: ["ab 10"]),
    BoundaryCase(
      name: "a day of 25 hours", zone: "America/New_York",
      rule: "when web per user each day if sum(bytes_out) >= 10B",
      events: [
        "a sato 2026-11-01T04:00:00 5 a.example", "b sato 2026-11-02T04:59:59 5 a.example",
        "c sato 2026-11-02T05:00:00 5 a.example",
      ], findings: ["ab 10"]),
    BoundaryCase(
      name: "an hour that the clocks show twice is two hours", zone: "Europe/Berlin",
      rule: "when web per user each hour if sum(bytes_out) >= 10B",
      // 02:30 in summer, 02:30 in winter, 02:59:59 in winter.
      events: [
        "a sato 2026-10-25T00:30:00 5 a.example", "b sato 2026-10-25T01:30:00 5 a.example",
        "c sato 2026-10-25T01:59:59 5 a.example",
      ], findings: ["bc 10"]),
    BoundaryCase(
      name: "a day of which the first hour is missing", zone: "America/Sao_Paulo",
      rule: "when web per user each day if sum(bytes_out) >= 10B",
      // The day before ends at 03:00Z, and at that moment it is 01:00.
      events: [
        "a sato 2018-11-04T02:59:59 5 a.example", "b sato 2018-11-04T03:00:00 5 a.example",
        "c sato 2018-11-05T01:59:59 5 a.example",
      ], findings: ["bc 10"]),
    BoundaryCase(
      name: "a week begins on Monday",
      rule: "when web per user each week if sum(bytes_out) >= 10B",
      events: [
        "a sato 2026-05-10T14:59:59 5 a.example", "b sato 2026-05-10T15:00:00 5 a.example",
        "c sato 2026-05-17T14:59:59 5 a.example",
      ], findings: ["bc 10"]),
    BoundaryCase(
      name: "pieces are counted from midnight, and the last of a day may be short",
      rule: "when web per user each 7h if sum(bytes_out) >= 10B",
      // 20:59:59, 21:00, 23:59:59 and 00:00.
      events: [
        "a sato 2026-05-14T11:59:59 5 a.example", "b sato 2026-05-14T12:00:00 5 a.example",
        "c sato 2026-05-14T14:59:59 5 a.example", "d sato 2026-05-14T15:00:00 5 a.example",
      ], findings: ["bc 10"]),
    BoundaryCase(
      name: "nothing is smaller or larger than nothing",
      rule: "when web per user each day if largest(status) >= 0 or smallest(status) < 10",
      events: ["a sato 2026-05-14T01:00:00 5 a.example"], findings: []),
  ]

  private static let sequences = [
    BoundaryCase(
      name: "first to last exactly W apart is in",
      rule: "first web where bytes_out = 1B then web where bytes_out = 2B per user within 1h",
      events: ["a sato 2026-05-14T01:00:00 1 a.example", "b sato 2026-05-14T02:00:00 2 a.example"],
      findings: ["ab 2"]),
    BoundaryCase(
      name: "a second more is out",
      rule: "first web where bytes_out = 1B then web where bytes_out = 2B per user within 1h",
      events: ["a sato 2026-05-14T01:00:00 1 a.example", "b sato 2026-05-14T02:00:01 2 a.example"],
      findings: []),
    BoundaryCase(
      name: "it begins as late as it can, and takes further matches of the last step only",
      rule: "first web where bytes_out = 1B then web where bytes_out = 2B per user within 1h",
      events: [
        "a sato 2026-05-14T01:00:00 1 a.example", "b sato 2026-05-14T01:30:00 1 a.example",
        "c sato 2026-05-14T01:40:00 2 a.example", "d sato 2026-05-14T01:50:00 1 a.example",
        "e sato 2026-05-14T02:40:00 2 a.example",
      ], findings: ["bce 4"]),
    BoundaryCase(
      name: "events of one time follow each other in either order",
      rule: "first web where bytes_out = 1B then web where bytes_out = 2B per user within 1h",
      events: ["a sato 2026-05-14T01:00:00 2 a.example", "b sato 2026-05-14T01:00:00 1 a.example"],
      findings: ["ab 2"]),
    BoundaryCase(
      name: "steps do not mix users",
      rule: "first web where bytes_out = 1B then web where bytes_out = 2B per user within 1h",
      events: ["a sato 2026-05-14T01:00:00 1 a.example", "b kato 2026-05-14T01:00:01 2 a.example"],
      findings: []),
  ]

  @Test(arguments: sliding + periods + sequences)
  func `at the edge`(_ boundary: BoundaryCase) throws {
    #expect(try boundary.found(inOrder: Array(boundary.events.indices)) == boundary.findings)
    #expect(
      try boundary.found(inOrder: boundary.events.indices.reversed()) == boundary.findings,
      "read the other way round")
  }
}
