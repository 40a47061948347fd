internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

private let hour: Int64 = 3_600_000_000

private func field(_ field: Field, _ part: Operand.Part = .whole) -> Operand {
  Operand(.field(field), part)
}

@Suite struct RuleLoweringTests {
  @Test(
    arguments: [
      ("when upload", RuleWindow.none, hour),
      ("when upload per user", .none, hour),
      ("when upload cooldown 24h", .none, 24 * hour),
      ("when upload per user within 2h if count() > 1", .sliding(microseconds: 2 * hour), 2 * hour),
      (
        "when upload per user within 2h if count() > 1 cooldown 30m",
        .sliding(microseconds: 2 * hour), hour / 2
      ),
      ("when upload per user each day if count() > 1", .calendar(.day), 24 * hour),
      ("when upload per user each week if count() > 1", .calendar(.week), 168 * hour),
      ("when upload per user each 6h if count() > 1", .pieces(microseconds: 6 * hour), 6 * hour),
      ("first upload then mail per host within 1d", .sliding(microseconds: 24 * hour), 24 * hour),
    ] as [(String, RuleWindow, Int64)])
  func `knows windows and their default cooldowns`(
    clauses: String, window: RuleWindow, cooldown: Int64
  ) throws {
    let rule = try #require(compiledRule(clauses))
    #expect(rule.window == window)
    #expect(rule.cooldownMicroseconds == cooldown)
  }

  @Test func `groups by a root and further fields`() throws {
    let rule = try #require(
      compiledRule("when upload per src_ip, domain, user.department each day if count() > 1"))
    #expect(rule.root == .srcIP)
    #expect(rule.groupBy == [field(.domain), field(.user, .department)])
  }

  @Test(arguments: [
    ("when web", Severity.medium, 40), ("when web severity critical", .critical, 90),
    ("when web severity low score 65", .low, 65), ("when web score 0", .medium, 0),
  ])
  func `scores by severity unless told otherwise`(
    clauses: String, severity: Severity, score: Int
  ) throws {
    let rule = try #require(compiledRule(clauses))
    #expect(rule.severity == severity)
    #expect(rule.baseScore == score)
  }

  @Test func `keeps what is only to be read`() throws {
    let rule = try #require(
      compiledRule(
        """
        when web category large_outbound tags attack.T1567, own.tag mode trial
        why "一" "二" next "three" owner "四"
        """))
    #expect(rule.category == "large_outbound")
    #expect(rule.tags == ["attack.T1567", "own.tag"])
    #expect(rule.isTrial)
    #expect([rule.why, rule.next, rule.owner, rule.title] == ["一二", "three", "四", "題"])
    #expect(rule.place == "test.exfil:4:6")
  }

  @Test func `lowers conditions on totals and shares equal totals`() throws {
    let rule = try #require(
      compiledRule(
        """
        when upload per user within 24h
        if (sum(bytes_out) >= big or 100 < count()) and sum(bytes_out) >= 1.5 * sum(bytes_in)
           and not (distinct(domain) > 3 or count(where bytes_out > 1MB) = 2)
        score 10
          add 5 if user is departing and sum(bytes_out) >= 2 * big
          subtract 7 if outside office_hours
            or user is temp
        """, declarations: "let big = 300MB"))
    let sum = Aggregate(function: .sum, operand: field(.bytesOut), condition: nil, unit: .size)
    #expect(
      rule.aggregates == [
        sum, Aggregate(function: .count, operand: nil, condition: nil, unit: .integer),
        Aggregate(function: .sum, operand: field(.bytesIn), condition: nil, unit: .size),
        Aggregate(function: .distinct, operand: field(.domain), condition: nil, unit: .integer),
        Aggregate(
          function: .count, operand: nil,
          condition: .holds(.compareNumber(field(.bytesOut), .greater, 1_000_000)),
          unit: .integer),
      ])
    #expect(
      rule.condition
        == .all([
          .any([
            .compare(.aggregate(0), .greaterOrEqual, .constant(300_000_000)),
            .compare(.constant(100), .less, .aggregate(1)),
          ]),
          .compare(
            .aggregate(0), .greaterOrEqual,
            .scaled(Factor(numerator: 15, denominator: 10), .aggregate(2))),
          .all([
            .compare(.aggregate(3), .lessOrEqual, .constant(3)),
            .compare(.aggregate(4), .notEqual, .constant(2)),
          ]),
        ]))
    #expect(
      rule.eventConditions == [
        .holds(.user(.departing)),
        .any([
          .holds(.calendar(CalendarID(0), during: false)), .holds(.user(.temp)),
        ]),
      ])
    #expect(
      rule.scoreTerms == [
        ScoreTerm(
          points: 5,
          condition: .all([
            .event(0), .compare(.aggregate(0), .greaterOrEqual, .constant(600_000_000)),
          ]), why: "user is departing and sum(bytes_out) >= 2 * big"),
        ScoreTerm(
          points: -7, condition: .event(1), why: "outside office_hours or user is temp"),
      ])
  }

  @Test func `lowers steps with their counts and names`() throws {
    let rule = try #require(
      compiledRule(
        """
        first file where action = read at least 20 distinct path as collect
        then  upload or mail unless domain in business_sites at least 3 times
        per user within 24h
        message "{{{user}}}: {collect.count} {collect.path} ""x"" "
        """))
    #expect(rule.steps.map(\.minimumCount) == [20, 3])
    #expect(rule.steps.map(\.distinctOperand) == [field(.path), nil])
    #expect(rule.steps.map(\.name) == ["collect", nil])
    let exemption = Condition.holds(.inList(field(.domain), ListID(4)))
    #expect(rule.steps[1].alternatives.map(\.kind) == [.web, .mail])
    #expect(rule.steps[1].alternatives.map(\.exemption) == [exemption, nil])
    #expect(
      rule.message == [
        .text("{"), .value(field(.user), .user), .text("}: "), .stepCount(step: 0), .text(" "),
        .stepValue(step: 0, field(.path), .path), .text(" \"x\" "),
      ])
  }

  @Test func `prints fields, parts and totals in a message`() throws {
    let rule = try #require(
      compiledRule(
        """
        when mail per user within 1h if count() > 2
        message "{recipient.domain} {attachment.name} {user.days_left}" "{sum(size)}{time}"
        """))
    #expect(
      rule.message == [
        .value(field(.recipient, .domain), .domain), .text(" "),
        .value(field(.attachment, .name), .text), .text(" "),
        .value(field(.user, .daysLeft), .integer), .aggregate(1),
        .value(field(.time), .time),
      ])
  }

  @Test func `resolves nested defines, each with its own unless`() throws {
    let rule = try #require(
      compiledRule(
        "when out where user is departing unless domain in business_sites",
        declarations: """
          define a as web where bytes_out > 1MB unless tenant in approved_tenants
          define b as a or file where code = "9" unless user is temp
          define out as b or login
          """))
    let exempt = Condition.holds(.inList(field(.tenant), ListID(5)))
    let temp = Condition.holds(.user(.temp))
    let site = Condition.holds(.inList(field(.domain), ListID(4)))
    let code = Condition.holds(.text(field(.code), .equals, ["9"], exactly: false))
    let leaver = Condition.holds(.user(.departing))
    #expect(
      rule.steps[0].alternatives == [
        Selection.Alternative(
          kind: .web,
          condition: .all([
            .holds(.compareNumber(field(.bytesOut), .greater, 1_000_000)), .notTrue(exempt),
            code, .notTrue(temp), leaver, .notTrue(site),
          ]), exemption: .any([exempt, temp, site])),
        Selection.Alternative(
          kind: .file, condition: .all([code, .notTrue(temp), leaver]), exemption: temp),
        Selection.Alternative(kind: .login, condition: leaver),
      ])
  }

  @Test func `joins two defines over one kind`() throws {
    let rule = try #require(
      compiledRule(
        "when a or b",
        declarations: "define a as web where status = 1\ndefine b as web where status = 2"))
    #expect(
      rule.steps[0].alternatives.map(\.condition) == [
        .any([
          .holds(.compareNumber(field(.status), .equal, 1)),
          .holds(.compareNumber(field(.status), .equal, 2)),
        ])
      ])
  }
}
