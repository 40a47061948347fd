internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

/// A condition, and what it becomes for each kind of event.
struct LoweringCase: Sendable, CustomTestStringConvertible {
  var pattern: String
  var expected: [EventKind: Condition]
  var testDescription: String { pattern }

  init(_ pattern: String, _ expected: [EventKind: Condition]) {
    self.pattern = pattern
    self.expected = expected
  }
}

private func field(_ field: Field, _ part: Operand.Part = .whole) -> Operand {
  Operand(.field(field), part)
}

private func element(_ part: Operand.Part = .whole) -> Operand { Operand(.element, part) }

/// The numbers of the lists of ``MemorySources/prelude``.
private let freeMail = ListID(3)
private let businessSites = ListID(4)
private let tenants = ListID(5)
private let words = ListID(6)
private let folders = ListID(7)
private let firstInline = ListID(8)

private let upload: [Condition] = [
  .holds(.word(field(.outcome), WordSet([.allowed]))),
  .holds(.word(field(.method), WordSet([.post, .put]))),
  .holds(.compareNumber(field(.bytesOut), .greater, 0)),
]

@Suite struct LoweringTests {
  static let cases: [LoweringCase] = [
    LoweringCase("web", [.web: .constant(true)]),
    LoweringCase("upload", [.web: .all(upload)]),
    LoweringCase(
      "upload where domain in free_mail unless domain in business_sites",
      [
        .web: .all(
          upload + [
            .holds(.inList(field(.domain), freeMail)),
            .notTrue(.holds(.inList(field(.domain), businessSites))),
          ])
      ]),
    LoweringCase(
      "web where not (bytes_out > 5MB and domain = \"A.example.:443\") or bytes_out is missing or domain is missing",
      [
        .web: .any([
          .fails(.compareNumber(field(.bytesOut), .greater, 5_000_000)),
          .fails(.text(field(.domain), .equals, ["a.example"], exactly: false)),
          .holds(.isMissing(field(.bytesOut))), .holds(.isMissing(field(.domain))),
        ])
      ]),
    LoweringCase(
      "web or mail where domain is missing",
      [.web: .holds(.isMissing(field(.domain))), .mail: .constant(true)]),
    LoweringCase(
      "web or mail where domain is not missing",
      [.web: .fails(.isMissing(field(.domain))), .mail: .constant(false)]),
    LoweringCase(
      "web or mail where domain in free_mail or attachment_count >= 2",
      [
        .web: .holds(.inList(field(.domain), freeMail)),
        .mail: .holds(.compareNumber(field(.attachmentCount), .greaterOrEqual, 2)),
      ]),
    LoweringCase(
      "web or mail unless domain in free_mail",
      [
        .web: .notTrue(.holds(.inList(field(.domain), freeMail))), .mail: .constant(true),
      ]),
    LoweringCase(
      "web where status != 200 or status is missing",
      [
        .web: .any([
          .fails(.compareNumber(field(.status), .equal, 200)),
          .holds(.isMissing(field(.status))),
        ])
      ]),
    LoweringCase(
      "web where status in (200, 204) and bytes_out in 1KB .. 2KB",
      [
        .web: .all([
          .any([
            .holds(.compareNumber(field(.status), .equal, 200)),
            .holds(.compareNumber(field(.status), .equal, 204)),
          ]),
          .holds(.numberInRange(field(.bytesOut), 1_000...2_000)),
        ])
      ]),
    LoweringCase(
      "web where bytes_out >= 1.5 * bytes_in and 50MB <= bytes_out and bytes_in < 2 * 3KB",
      [
        .web: .all([
          .holds(
            .compareOperands(
              field(.bytesOut), .greaterOrEqual, Factor(numerator: 15, denominator: 10),
              field(.bytesIn))),
          .holds(.compareNumber(field(.bytesOut), .greaterOrEqual, 50_000_000)),
          .holds(.compareNumber(field(.bytesIn), .less, 6_000)),
        ])
      ]),
    LoweringCase(
      "mail where any recipient (domain in free_mail and local resembles user)",
      [
        .mail: .holds(
          .quantified(
            .any, .recipient,
            .all([
              .holds(.inList(element(.domain), freeMail)),
              .holds(.resemblesUser(element(.local))),
            ])))
      ]),
    LoweringCase(
      "mail where every recipient.domain in free_mail and no attachment.name contains confidential_words",
      [
        .mail: .all([
          .holds(
            .quantified(.every, .recipient, .holds(.inList(element(.domain), freeMail)))),
          .holds(
            .quantified(
              .no, .attachment,
              .holds(.textList(element(.name), .contains, words, exactly: false)))),
        ])
      ]),
    LoweringCase(
      "mail where no attachment (size > 1MB)",
      [
        .mail: .holds(
          .quantified(
            .no, .attachment,
            .notTrue(.fails(.compareNumber(element(.size), .greater, 1_000_000)))))
      ]),
    LoweringCase(
      "mail where not (every attachment is encrypted)",
      [
        .mail: .any([
          .holds(.isMissing(field(.attachment))),
          .holds(.quantified(.any, .attachment, .fails(.isEncrypted(element())))),
        ])
      ]),
    LoweringCase(
      "web or mail where no attachment is encrypted",
      [
        .web: .constant(true),
        .mail: .holds(.quantified(.no, .attachment, .holds(.isEncrypted(element())))),
      ]),
    LoweringCase(
      "file where path in customer_folders and extension in (\"ZIP\", \"７z\") and name like exactly \"*.XLSX\"",
      [
        .file: .all([
          .holds(.inList(field(.path), folders)),
          .holds(.text(field(.fileExtension), .equals, ["zip", "7z"], exactly: false)),
          .holds(.text(field(.name), .like, ["*.XLSX"], exactly: true)),
        ])
      ]),
    LoweringCase(
      "web where domain in (\"a.example\") or src_ip = 10.0.0.0/8",
      [
        .web: .any([
          .holds(.inList(field(.domain), firstInline)),
          .holds(.inList(field(.srcIP), ListID(9))),
        ])
      ]),
    LoweringCase(
      "device where action = connect and device.type in (mtp, optical)",
      [
        .device: .all([
          .holds(.word(field(.action), WordSet([.attach]))),
          .holds(.word(field(.deviceType), WordSet([.mtp, .opticalDrive]))),
        ])
      ]),
    LoweringCase(
      "web where method in (delete, Post) and time in 22:00 .. 05:00 and outside office_hours",
      [
        .web: .all([
          .holds(.word(field(.method), WordSet([.delete, .post]))),
          .holds(.timeOfDay(startMinute: 1_320, endMinute: 300)),
          .holds(.calendar(CalendarID(0), during: false)),
        ])
      ]),
    LoweringCase(
      "login where user is departing and user.phase in (last_week, final_leave) and user.days_left <= 7 and user.department = \"営業\"",
      [
        .login: .all([
          .holds(.user(.departing)), .holds(.userPhase([.lastWeek, .finalLeave])),
          .holds(.compareNumber(field(.user, .daysLeft), .lessOrEqual, 7)),
          .holds(.text(field(.user, .department), .equals, ["営業"], exactly: false)),
        ])
      ]),
    LoweringCase(
      "web where domain = host and tenant contains (\"ＡＣＭＥ\", \"ﾘｽﾄ\")",
      [
        .web: .all([
          .holds(.equalOperands(field(.domain), field(.host))),
          .holds(.text(field(.tenant), .contains, ["acme", "リスト"], exactly: false)),
        ])
      ]),
    LoweringCase(
      "web where tenant in approved_tenants and (time in jp_holidays or not during office_hours)",
      [
        .web: .all([
          .holds(.inList(field(.tenant), tenants)),
          .any([
            .holds(.inList(field(.time), ListID(2))),
            .fails(.calendar(CalendarID(0), during: true)),
          ]),
        ])
      ]),
  ]

  @Test(arguments: cases) func `pushes negation inward and knows what a kind lacks`(
    _ row: LoweringCase
  ) throws {
    let rule = try #require(compiledRule("when \(row.pattern)"))
    let alternatives = rule.steps[0].alternatives
    #expect(Set(alternatives.map(\.kind)) == Set(row.expected.keys))
    for alternative in alternatives {
      #expect(alternative.condition == row.expected[alternative.kind])
    }
  }
}

/// Compiles one rule of some clauses, beside the prelude, and records what is wrong with it.
func compiledRule(
  _ clauses: String, declarations: String = "", sourceLocation: SourceLocation = #_sourceLocation
) -> CompiledRule? {
  let compilation = compiled(clauses, declarations: declarations)
  let errors = compilation.diagnostics.filter { $0.severity == .error }
  #expect(errors.isEmpty, "\(compilation.renderedDiagnostics())", sourceLocation: sourceLocation)
  return compilation.program?.rules.first { $0.id == "r" }
}

/// Compiles one rule of some clauses, beside the prelude.
func compiled(_ clauses: String, declarations: String = "") -> RuleCompilation {
  var sources = MemorySources.prelude
  let text = "exfil 1\nuse \"std.exfil\"\n\(declarations)\nrule r \"題\" {\n\(clauses)\n}\n"
  sources.files["test.exfil"] = Array(text.utf8)
  return compileRules(roots: ["test.exfil"], provider: sources)
}
