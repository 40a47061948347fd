internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// Midnight of 2 April 2025 in Tokyo.
private let dayZero: Int64 = 1_743_519_600_000_000
private let minute: Int64 = 60_000_000

@Suite struct RuleTestLoweringTests {
  @Test func `makes up people, lists and events`() throws {
    let program = try #require(
      compiled(
        """
        when web
        must alert "two of them" score 80 {
          given user svc-a1 last_day=2025-04-20 type=contractor login=("a", b-2) romaji="Aa Bb"
          given list free_mail ("x.example", y.example)
          10:00 upload user=svc-a1 domain="a{n}.example" bytes_out=60MB times 2 every 3h
          day -1 24:00 mail to=("a@x.example", "b@x.example") attachment="{n}.xlsx" outcome=failed
          2025-05-01 0:30 file action=copy volume=phone path="D:\\見積" size=big outcome=missing
        }
        """, declarations: "let big = 1KB"
      ).program)
    let test = try #require(program.tests.first)
    #expect(test.mustAlert && test.name == "two of them" && test.expectedScore == 80)
    #expect(test.place == "test.exfil:6:1")
    #expect(
      test.users == [
        RuleTest.GivenUser(
          id: "svc-a1",
          columns: [
            "last_day": "2025-04-20", "employment": "contractor", "logins": "a;b-2",
            "romaji": "Aa Bb",
          ])
      ])
    #expect(test.lists == [ListID(3): ["x.example", "y.example"]])
    #expect(program.lists[3].entries.map(\.value) == ["gmail.com", "yahoo.co.jp"])
    let upload: [Field: RuleTest.GivenEvent.Value] = [
      .user: .text("svc-a1"), .domain: .text("a0.example"), .bytesOut: .number(60_000_000),
      .method: .word(.post), .outcome: .word(.allowed),
    ]
    var second = upload
    second[.domain] = .text("a1.example")
    func event(
      _ kind: EventKind, _ minutes: Int64, _ values: [Field: RuleTest.GivenEvent.Value]
    ) -> RuleTest.GivenEvent {
      RuleTest.GivenEvent(
        kind: kind, time: Timestamp(microseconds: dayZero + minutes * minute), values: values)
    }
    #expect(
      test.events == [
        event(.web, 600, upload), event(.web, 780, second),
        event(
          .mail, 0,
          [
            .to: .list(["a@x.example", "b@x.example"]), .attachment: .list(["0.xlsx"]),
            .outcome: .word(.failed),
          ]),
        event(
          .file, 29 * 1_440 + 30,
          [
            .action: .word(.copy), .volume: .word(.phone), .path: .text("D:\\見積"),
            .size: .number(1_000),
          ]),
      ])
  }

  @Test func `repeats every minute unless told otherwise`() throws {
    let program = try #require(
      compiled("when web must not alert { 23:59 web user=a times 3 }").program)
    #expect(program.tests[0].mustAlert == false)
    #expect(
      program.tests[0].events.map(\.time.microseconds)
        == [1_439, 1_440, 1_441].map { dayZero + $0 * minute })
  }
}
