internal import EventModel
internal import People
internal import RuleLanguage
internal import RuleProgram

@testable internal import Detection

/// Rules over periods of every kind, with all that their findings can say, and others beside them.
enum PeriodRules {
  private static let text = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    list tenants of text = ("acme")
    list company_domains of domain = ("example.co.jp")

    rule web.ratio "題" {
      when web unless tenant in tenants
      per  user, domain each day
      if   sum(bytes_out) >= 90B and sum(bytes_out) >= 0.5 * sum(bytes_in)
      message "{user} {domain} {sum(bytes_out)} {count()} {time} {status}"
    }
    rule web.hourly "題" {
      when web where outcome = allowed
      per  user each hour
      if   largest(bytes_out) >= 95B or smallest(bytes_in) <= 1B or distinct(domain) >= 5
      score 30
        add 20 if method = POST
        add 15 if bytes_out >= 90B
        add 25 if sum(bytes_out) >= 2KB and method = GET
        subtract 10 if time in 22:00 .. 05:00
      message "{method} {tenant} {user.phase} {user.department} {largest(bytes_out)} {distinct(domain)}"
    }
    rule web.pieces "題" {
      when web or login where bytes_out >= 5B
      per  src_ip, user each 6h
      if   sum(bytes_out where method = POST) >= 200B or count(tenant) >= 4
      severity high
      message "{src_ip} {user} {service} {sum(bytes_out where method = POST)} {count(tenant)}"
    }
    rule mail.weekly "題" {
      when mail where bytes_out >= 1B
      per  user each week
      if   distinct(subject) >= 2 or sum(size where any attachment.size >= 9B) >= 50B
      score 10
        add 30 if any attachment.name contains "社外秘"
        add 35 if user is departing
      message "{subject} {distinct(subject)} {sum(bytes_out)} {user.days_left}"
    }
    rule file.daily "題" {
      when file
      per  user, user.phase each day
      if   count() >= 2
      message "{path} {volume} {smallest(size)} {sum(size)}"
    }
    rule host.daily "題" { when web or file per host, extension each day if count() >= 3 }
    rule web.sliding "題" { when web per user within 2h if sum(bytes_out) >= 400B cooldown 30m }
    rule web.each "題" { when web where bytes_out >= 97B }
    """

  /// What is wrong with the rules above, if anything.
  struct Mistakes: Error { var text: String }

  static let program = Result { () throws -> RuleProgram in try program(adding: "") }

  /// The rules above with further declarations.
  static func program(adding declarations: String) throws -> RuleProgram {
    let compilation = compileRules(
      roots: ["test.exfil"], provider: OneFile(text: "\(text)\n\(declarations)"))
    guard let program = compilation.program else {
      throw Mistakes(
        text: compilation.diagnostics.filter { $0.severity == .error }
          .map { $0.rendered(in: compilation.sources[$0.source]) }.joined(separator: "\n"))
    }
    return program
  }
}

/// The engine from events to findings, with workers and memory to choose.
struct PeriodEngine {
  let program: RuleProgram
  let zone: CivilZone
  let people: PeopleDirectory
  let companyDomains: CompanyDomains
  let matcher: RuleMatcher

  init(_ program: RuleProgram? = nil) throws {
    self.program = try program ?? PeriodRules.program.get()
    let program = self.program
    zone = try CivilZone(named: program.civilTimezone)
    let roster = try Roster(
      given: [
        ("sato", ["last_day": "2026-10-09", "department": "営業"]), ("kato", ["romaji": "Kato Jun"]),
      ], place: TablePlace(file: "test", line: 1, column: 1))
    people = PeopleDirectory(roster: roster, program: program, zone: zone)
    companyDomains = CompanyDomains(program.entries(of: program.companyDomains))
    matcher = try RuleMatcher(program: program, people: RosterRecords(people)) { name in
      try CivilZone(named: name)
    }
  }

  /// The facts that one worker makes of some events.
  func facts(
    of events: some Sequence<PeriodEvent>, combines: Bool, budgetByteCount: Int
  ) throws -> PartitionedFacts {
    try mapped(events, combines: combines, budgetByteCount: budgetByteCount).facts
  }

  /// The facts that one worker makes of some events, and what it leaves out.
  func mapped(
    _ events: some Sequence<PeriodEvent>, combines: Bool, budgetByteCount: Int,
    looksAhead: Bool = false
  ) throws -> (facts: PartitionedFacts, leftOut: [LeftOutEvents]) {
    var mapper = FactMapper(
      program: program, matcher: matcher, people: people, companyDomains: companyDomains,
      budgetByteCount: budgetByteCount, combines: combines)
    var made = Event()
    for event in events {
      mapper.begin(source: event.sourceFields)
      event.fill(&made)
      let (block, lines) = event.block
      // Logs of proxies alone are asked before they are read whole.
      if looksAhead, event.kind == .web, !mapper.isConcerned(by: made, in: block.span) { continue }
      try mapper.add(joined: &made, in: block.span, lines: lines)
    }
    return (mapper.finish(), mapper.leftOut)
  }

  /// For each event: whether any rule selects it.
  func selects(_ events: [PeriodEvent]) throws -> [Bool] {
    var mapper = FactMapper(
      program: program, matcher: matcher, people: people, companyDomains: companyDomains,
      budgetByteCount: .max, combines: false)
    var made = Event()
    return try events.map { event in
      let before = mapper.stores.factCount + mapper.eventsWithoutSubject
      event.fill(&made)
      let (block, lines) = event.block
      try mapper.add(joined: &made, in: block.span, lines: lines)
      return mapper.stores.factCount + mapper.eventsWithoutSubject > before
    }
  }

  /// What judging needs beside facts.
  func context(combines: Bool) -> EvaluationContext {
    EvaluationContext(
      program: program, matcher: matcher, people: people, companyDomains: companyDomains,
      zone: zone, files: PeriodEvent.files, combines: combines)
  }

  /// The findings, in the order of reports.
  func findings(of stores: [PartitionedFacts], combines: Bool) throws -> [Finding] {
    let context = self.context(combines: combines)
    var findings: [Finding] = []
    var notes = ReductionNotes()
    for partition in 0..<PartitionedFacts.partitionCount {
      findings += try reduce(
        partition: partition, of: stores, in: context, notes: &notes)
    }
    findings.sortForReports()
    return findings
  }
}
