internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@Suite struct DeclarationTests {
  private func program(_ files: [String: String], roots: [String] = ["a.exfil"]) throws
    -> RuleProgram
  {
    var sources = MemorySources.prelude
    for (name, text) in files { sources.files[name] = Array(text.utf8) }
    let compilation = compileRules(roots: roots, provider: sources)
    #expect(compilation.renderedDiagnostics() == "")
    return try #require(compilation.program)
  }

  @Test func `reads settings, which a site may set`() throws {
    let program = try program([
      "a.exfil": """
      exfil 1
      use "std.exfil"
      set civil_timezone = "UTC"
      set before_notice = 30d
      extend company_domains with ("example.co.jp")
      list privileged_users of user = (root, "管理者")
      """
    ])
    #expect(program.civilTimezone == "UTC")
    #expect(program.beforeNoticeMicroseconds == 30 * 86_400_000_000)
    let domains = try #require(program.companyDomains)
    #expect(program.lists[domains.index].entries == [ValueList.Entry("example.co.jp")])
    #expect(program.watchlist.map { program.lists[$0.index].name } == "watchlist")
    let privileged = try #require(program.privilegedUsers)
    #expect(program.lists[privileged.index].entries.map(\.value) == ["root", "管理者"])
  }

  @Test func `reads list files with ends, comments, quotes and odd values`() throws {
    let program = try program([
      "a.exfil": "exfil 1\nuse \"std.exfil\"\nlist f of text from \"sub/../lists/f.list\"\n",
      "lists/f.list": """
      \u{FEFF}# comment
      plain value with until words
      c#sharp   # comment
        "quoted # value"  until 2025-04-02  by "x"
      D:\\顧客 資料\\#1　until 2025-12-31
      reason
      \r

      """,
    ])
    let list = try #require(program.lists.first { $0.name == "f" })
    #expect(
      list.entries == [
        ValueList.Entry("plain value with until words"), ValueList.Entry("c#sharp"),
        ValueList.Entry(
          "quoted # value", endsAt: Timestamp(microseconds: 1_743_606_000_000_000)),
        ValueList.Entry(
          "D:\\顧客 資料\\#1", endsAt: Timestamp(microseconds: 1_767_193_200_000_000)),
        ValueList.Entry("reason"),
      ])
  }

  @Test func `reads a column of a table`() throws {
    let program = try program([
      "a.exfil": "exfil 1\nlist d of domain from \"lists/table.csv\" column \"ドメイン\"\n"
    ])
    #expect(program.lists[0].entries.map(\.value) == ["a.example", "b.example"])
  }

  @Test func `reads calendars, over midnight too`() throws {
    let program = try program([
      "a.exfil": """
      exfil 1
      list days of date = (2025-01-01, "1970-01-02")
      calendar night { timezone "UTC" open Sat-Sun 22:00-05:00 open Wed 9:00-24:00
        closed days closed 1970-01-03 }
      """
    ])
    let calendar = program.calendars[0]
    #expect(calendar.timezone == "UTC")
    #expect(
      calendar.open == [
        OpeningCalendar.OpenHours(weekdays: [6, 7], startMinute: 1_320, endMinute: 1_440),
        OpeningCalendar.OpenHours(weekdays: [7, 1], startMinute: 0, endMinute: 300),
        OpeningCalendar.OpenHours(weekdays: [3], startMinute: 540, endMinute: 1_440),
      ])
    #expect(calendar.closedDays == [20_089, 1, 2])
  }

  @Test func `reads formats with samples in printed form`() throws {
    let program = try program([
      "a.exfil": """
      exfil 1
      format proxy.tokyo "本社" {
        kind web
        squid "%ts.%03tu %>a %un ""%ru"" %>st"
        timezone "Asia/Tokyo"
        sample "1700000000.123 10.0.0.1 tanaka ""http://a.example/"" 468"
          gives user=tanaka bytes_out=468B src_ip=10.0.0.1 method=missing status=200
            outcome=allowed time="2023-11-15T07:13:20.123"
      }
      format share "共有" { kind file samba "%u|%I|%m|%S" }
      """
    ])
    #expect(program.formats.map(\.name) == ["proxy.tokyo", "share"])
    let format = program.formats[0]
    #expect(format.layout == .squid("%ts.%03tu %>a %un \"%ru\" %>st"))
    #expect(format.kind == .web && format.timezone == "Asia/Tokyo")
    #expect(format.place == "a.exfil:2:8")
    #expect(format.samples[0].line == "1700000000.123 10.0.0.1 tanaka \"http://a.example/\" 468")
    #expect(
      format.samples[0].gives == [
        FormatDeclaration.Expectation(field: .user, value: "tanaka"),
        FormatDeclaration.Expectation(field: .bytesOut, value: "468"),
        FormatDeclaration.Expectation(field: .srcIP, value: "10.0.0.1"),
        FormatDeclaration.Expectation(field: .method, value: nil),
        FormatDeclaration.Expectation(field: .status, value: "200"),
        FormatDeclaration.Expectation(field: .outcome, value: "allowed"),
        FormatDeclaration.Expectation(field: .time, value: "2023-11-14T22:13:20.123000Z"),
      ])
    #expect(program.formats[1].layout == .samba("%u|%I|%m|%S"))
  }

  @Test func `loads a file once, whoever uses it, and tells which file holds which rule`() throws {
    var sources = MemorySources.prelude
    sources.files["x/a.exfil"] = Array("exfil 1\nuse \"../std.exfil\"\nuse \"b.exfil\"\n".utf8)
    sources.files["x/b.exfil"] = Array(
      "\u{FEFF}exfil 1\nuse \"../x/../std.exfil\"\nrule b \"b\" { when upload }\n".utf8)
    let compilation = compileRules(
      roots: ["x/a.exfil", "./x/b.exfil", "std.exfil"], provider: sources)
    #expect(!compilation.hasErrors)
    #expect(compilation.rulesByFile == ["x/a.exfil": [], "x/b.exfil": ["b"], "std.exfil": []])
  }

  @Test func `refuses files that use each other in a circle, and files that are not text`() {
    let sources = MemorySources([
      "a.exfil": "exfil 1\nuse \"b.exfil\"\n", "b.exfil": "exfil 1\nuse \"a.exfil\"\n",
    ])
    let circle = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(circle.diagnostics.map(\.code.text) == ["E-cycle"])
    var broken = sources
    broken.files["a.exfil"] = [0x65, 0x20, 0x93, 0x46]
    #expect(
      compileRules(roots: ["a.exfil"], provider: broken).diagnostics.map(\.code.text) == [
        "E-encoding"
      ])
    #expect(
      compileRules(roots: ["nowhere.exfil"], provider: broken).diagnostics.map(\.code.text)
        == ["E-file"])
    broken.files["a.exfil"] = [UInt8](repeating: 0x20, count: (8 << 20) + 1)
    #expect(
      compileRules(roots: ["a.exfil"], provider: broken).diagnostics.map(\.code.text)
        == ["E-too-large"])
  }

  @Test func `reads list files of spreadsheets, with a note`() throws {
    var sources = MemorySources([
      "a.exfil": "exfil 1\nlist w of word from \"w.csv\" column \"語\"\n"
    ])
    // 語, 秘密 in CP932.
    sources.files["w.csv"] = [
      0x8C, 0xEA, 0x2C, 0x78, 0x0D, 0x0A, 0x94, 0xE9, 0x96, 0xA7, 0x2C, 0x31,
    ]
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(compilation.diagnostics.map(\.code.text) == ["N-encoding"])
    let program = try #require(compilation.program)
    #expect(program.lists[0].entries.map(\.value) == ["秘密"])
  }

  @Test func `says enough about a list file that is none, and not more`() {
    var sources = MemorySources(["a.exfil": "exfil 1\nlist d of domain from \"d.list\"\n"])
    sources.files["d.list"] = Array(String(repeating: "GET /index.html\n", count: 5_000).utf8)
    let compilation = compileRules(roots: ["a.exfil"], provider: sources)
    #expect(compilation.diagnostics.count == 20)
    #expect(
      compilation.diagnostics.last?.complaint.help?.english
        == "4980 more lines of this file are wrong")
    sources.files["d.list"] = [0xFF, 0x00, 0xFD]
    #expect(
      compileRules(roots: ["a.exfil"], provider: sources).diagnostics.map(\.code.text)
        == ["E-encoding"])
  }
}
