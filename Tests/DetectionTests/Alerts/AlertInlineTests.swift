internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Rules over `alert` by their inline tests: findings that tests make up, and findings that other
/// rules make of events.
@Suite struct AlertInlineTests {
  private static let prelude = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    rule one.web "題" { when web where bytes_out >= 10MB severity low score 30
      add 40 if user is departing category large_outbound }
    rule two.files "題" { when file per user each day if count() >= 3 severity medium score 60 }
    rule three.steps "題" {
      first device then file per user within 2h severity high score 70 cooldown 4h }
    rule four.trial "題" { when login severity critical mode trial }
    rule five.host "題" { when app per host within 1h if count() >= 2 score 50 }

    """

  private func outcomes(_ rules: String) throws -> [RuleTestOutcome] {
    let compilation = compileRules(
      roots: ["test.exfil"], provider: OneFile(text: Self.prelude + rules))
    #expect(!compilation.hasErrors, "\(compilation.renderedDiagnostics())")
    return try runRuleTests(of: try #require(compilation.program)) { try CivilZone(named: $0) }
  }

  private func expectPassing(_ rules: String) throws {
    let outcomes = try outcomes(rules)
    #expect(!outcomes.isEmpty)
    for outcome in outcomes {
      #expect(outcome.passed, "\"\(outcome.name)\" at \(outcome.place): \(outcome.got)")
    }
  }

  @Test func `findings that a test makes up`() throws {
    try expectPassing(
      """
      rule user.risk "題" {
        when     alert where score >= 15
        per      user within 7d
        if       sum(score) >= 150 and distinct(rule) >= 3
        severity critical
        must alert "three rules, a hundred and fifty" score 90 {
          10:00 alert user=abe rule="two.files" score=60 severity=medium
          day +1 11:00 alert user=abe rule="three.steps" score=70 severity=high
          day +6 12:00 alert user=abe rule="one.web" score=20 severity=low
        }
        must not alert "one less" {
          10:00 alert user=abe rule="two.files" score=60
          11:00 alert user=abe rule="three.steps" score=70
          12:00 alert user=abe rule="one.web" score=19
        }
        must not alert "too low to count" {
          10:00 alert user=abe rule="two.files" score=80
          11:00 alert user=abe rule="three.steps" score=70
          12:00 alert user=abe rule="one.web" score=14
        }
        must not alert "one rule again and again" {
          10:00 alert user=abe rule="two.files" score=60 times 5 every 1d
        }
        must not alert "seven days between the first and the last" {
          10:00 alert user=abe rule="two.files" score=60
          11:00 alert user=abe rule="three.steps" score=70
          day +7 10:00 alert user=abe rule="one.web" score=30
        }
        must alert "a second less" {
          10:00 alert user=abe rule="two.files" score=60
          11:00 alert user=abe rule="three.steps" score=70
          day +7 09:59 alert user=abe rule="one.web" score=30
        }
        must not alert "two people" {
          10:00 alert user=abe rule="two.files" score=60
          11:00 alert user=abe rule="three.steps" score=70
          12:00 alert user=ito rule="one.web" score=30
        }
        must alert "what a finding says if the test does not" {
          10:00 alert user=abe rule="two.files"
          11:00 alert user=abe rule="three.steps"
          12:00 alert user=abe rule="one.web"
        }
        must alert "nobody known: by address" {
          10:00 alert src_ip="10.0.0.9" rule="two.files"
          11:00 alert src_ip="10.0.0.9" rule="three.steps"
          12:00 alert src_ip="10.0.0.9" rule="one.web"
        }
      }
      """)
  }

  @Test func `findings that other rules make`() throws {
    try expectPassing(
      """
      rule user.risk "題" {
        when     alert where score >= 15
        per      user within 7d
        if       sum(score) >= 150 and distinct(rule) >= 3
        severity critical
        must alert "all three" {
          09:00 device user=abe action=connect device.type=usb_storage
          10:00 file user=abe action=read path="C:/{n}" times 3 every 1m
          11:00 web user=abe bytes_out=20MB
        }
        must not alert "two" {
          09:00 device user=abe action=connect device.type=usb_storage
          10:00 file user=abe action=read path="C:/{n}" times 2 every 1m
          11:00 web user=abe bytes_out=20MB
        }
        must not alert "a rule on trial does not count" {
          09:00 device user=abe action=connect device.type=usb_storage
          10:00 file user=abe action=read path="C:/{n}" times 2 every 1m
          11:00 web user=abe bytes_out=20MB
          11:00 login user=abe
        }
        must alert "events and findings in one test" {
          09:00 device user=abe action=connect device.type=usb_storage
          10:00 file user=abe action=read path="C:/{n}" times 2 every 1m
          11:00 web user=abe bytes_out=20MB
          12:00 alert user=abe rule="five.host"
        }
      }
      rule user.leaver "題" {
        when alert where score = 70 and rule in ("one.web") and category = "large_outbound"
        must alert { given user abe last_day=2025-04-20 11:00 web user=abe bytes_out=20MB }
        must not alert { 11:00 web user=abe bytes_out=20MB }
      }
      """)
  }

  @Test func `the moment at which an alert stands`() throws {
    try expectPassing(
      """
      rule stands.opening "an episode: where its condition first holds" {
        when alert where rule = "one.web" and time in 10:00 .. 10:30
        must alert { 10:15 web user=abe bytes_out=20MB times 4 every 10m }
        must not alert { 09:55 web user=abe bytes_out=20MB times 4 every 10m }
      }
      rule stands.completion "a sequence: where it is complete" {
        when alert where rule = "three.steps" and time in 10:00 .. 10:30
        must alert {
          09:00 device user=abe action=connect device.type=usb_storage
          10:10 file user=abe action=read path="a" times 2 every 1h
        }
        must not alert {
          10:00 device user=abe action=connect device.type=usb_storage
          10:40 file user=abe action=read path="a"
        }
      }
      rule stands.period "a period: its last event" {
        when alert where rule = "two.files" and time in 18:00 .. 19:00
        must alert { 16:30 file user=abe action=read path="a" times 3 every 1h }
        must not alert { 16:00 file user=abe action=read path="a" times 5 every 1h }
      }
      """)
  }

  @Test func `sequences, periods, groups, hosts and habits over findings`() throws {
    try expectPassing(
      """
      rule alerts.sequence "題" {
        first alert where rule = "one.web" at least 2 times as sent
        then  alert where severity = medium as read
        per   user within 3d
        message "{sent.count} {read.rule} {read.score}"
        must alert {
          10:00 web user=abe bytes_out=20MB times 2 every 2h
          day +1 10:00 file user=abe action=read path="a" times 3 every 1h
        }
        must not alert "once, for an hour" {
          10:00 web user=abe bytes_out=20MB times 2 every 30m
          day +1 10:00 file user=abe action=read path="a" times 3 every 1h
        }
      }
      rule alerts.weekly "題" {
        when alert per user, category each week if count() >= 2
        must alert { day -2 10:00 web user=abe bytes_out=20MB times 2 every 6d }
        must not alert "Monday begins another" {
          day +4 10:00 web user=abe bytes_out=20MB times 2 every 1d
        }
        must not alert "of two categories" {
          10:00 web user=abe bytes_out=20MB
          10:00 file user=abe action=read path="a" times 3 every 1h
        }
      }
      rule alerts.host "題" {
        when alert per host within 1d if count() >= 2
        must alert { 10:00 app host=pc1 user=abe action=start name="x" times 6 every 30m }
        must not alert "no host is the subject" {
          10:00 web user=abe host=pc1 bytes_out=20MB times 3 every 2h
        }
      }
      rule alerts.habit "題" {
        when alert per user each day if count() >= 3 and count() >= 3 * usual(count(), 20d)
        must alert {
          day -12 10:00 web user=abe bytes_out=20MB times 12 every 1d
          10:00 web user=abe bytes_out=20MB times 3 every 2h
        }
        must not alert {
          day -12 10:00 web user=abe bytes_out=20MB times 12 every 1d
          day -12 14:00 web user=abe bytes_out=20MB times 12 every 1d
          10:00 web user=abe bytes_out=20MB times 3 every 2h
        }
      }
      """)
  }

  @Test func `a failed test tells what the other rules found`() throws {
    let outcomes = try outcomes(
      """
      rule user.risk "題" {
        when alert per user within 1d if distinct(rule) >= 2
        must alert { 10:00 web user=abe bytes_out=20MB }
        must not alert { 10:00 alert user=abe rule="one.web" }
      }
      """)
    #expect(outcomes.map(\.passed) == [false, true])
    #expect(outcomes.map(\.got.english) == ["silence, on one.web 30", "silence"])
  }
}
