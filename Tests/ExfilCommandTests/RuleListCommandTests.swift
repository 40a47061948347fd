internal import Foundation
internal import Testing

/// `exfil rules` and `exfil coverage`, as they are run.
@Suite struct RuleListCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      let civil_timezone = "Asia/Tokyo"

      rule web.large "大きな送信" {
        when     web or login where bytes_out >= 100MB
        per      user within 24h
        if       sum(bytes_out) >= 1GB
        severity high
        category large_outbound
        score    75
        tags     attack.T1567.002, attack.exfiltration, attack.t1030, site.own
        must alert { 10:00 web user=a bytes_out=2GB }
        must alert "by login" { 10:00 login user=a bytes_out=2GB }
        must not alert { 10:00 web user=a bytes_out=2MB }
      }

      rule file.read "一日の閲覧" {
        when     file where action = read
        per      user each day
        if       count() >= 100
        mode     trial
        tags     attack.T1030, attack.T1039
      }

      """, to: "a.exfil")
    try folder.write(
      """
      exfil 1

      rule app.remote "遠隔操作" {
        when     app where action = start
        severity low
      }

      """, to: "rules/b.exfil")
  }

  private func run(_ arguments: String...) throws -> CommandResult {
    let result = try CommandResult(running: arguments, in: folder)
    // Whether rules have tests is for `check` to complain about.
    #expect(result.errors.isEmpty)
    return result
  }

  @Test func `rules are listed as a table`() throws {
    let result = try run("rules", "a.exfil", "--rules", "rules")
    #expect(result.status == 0)
    #expect(
      result.output == """
        rule        severity  score  category        window         tests  ATT&CK
        app.remote  low          20  custom          -                0+0  -
            遠隔操作  app  rules/b.exfil:3
        file.read   medium       40  custom          each day         0+0  T1030, T1039
            [trial] 一日の閲覧  file  a.exfil:17
        web.large   high         75  large_outbound  within 24h       2+1  T1567.002, T1030
            大きな送信  web, login  a.exfil:4

        3 rules (high 1, medium 1, low 1), 3 tests (must alert + must not alert); 2 rules lack one of the two

        """)
  }

  @Test func `rules are listed in Japanese`() throws {
    let result = try run("rules", "rules", "--lang", "ja")
    #expect(
      result.output == """
        ルール      重大度       点  分類      期間        テスト  ATT&CK
        app.remote  low          20  custom    -              0+0  -
            遠隔操作  app  rules/b.exfil:3

        ルール 1 件(low 1)、テスト 0 件(検出すべき例+検出してはならない例)。どちらかのテストがないルール 1 件

        """)
  }

  @Test func `rules are listed as JSON`() throws {
    let result = try run("rules", "a.exfil", "--format", "jsonl")
    #expect(
      result.output
        == #"{"rule":"file.read","title":"一日の閲覧","category":"custom","severity":"medium","#
        + #""score":40,"trial":true,"attack":["T1030","T1039"],"#
        + #""tags":["attack.T1030","attack.T1039"],"kinds":["file"],"steps":1,"root":"user","#
        + #""window":"each day","tests":{"must_alert":0,"must_not_alert":0},"#
        + #""file":"a.exfil","line":17,"column":6}"# + "\n"
        + #"{"rule":"web.large","title":"大きな送信","category":"large_outbound","#
        + #""severity":"high","score":75,"trial":false,"attack":["T1567.002","T1030"],"#
        + #""tags":["attack.T1567.002","attack.exfiltration","attack.t1030","site.own"],"#
        + #""kinds":["web","login"],"steps":1,"root":"user","window":"within 24h","#
        + #""tests":{"must_alert":2,"must_not_alert":1},"file":"a.exfil","line":4,"column":6}"#
        + "\n")
  }

  @Test func `coverage is a table of techniques`() throws {
    let result = try run("coverage", "a.exfil", "rules")
    #expect(
      result.output == """
        technique     rules  covered by
        T1030             1  file.read (trial), web.large
        T1039             0  file.read (trial)
        T1567.002         1  web.large

        3 techniques of MITRE ATT&CK named by 2 rules
        rules that name no technique: app.remote

        """)
    let japanese = try run("coverage", "rules", "--lang", "ja")
    #expect(
      japanese.output == """
        手法       ルール数  対応するルール

        MITRE ATT&CK の手法 0 件、ルール 0 件
        手法の記載がないルール: app.remote

        """)
  }

  @Test func `coverage is JSON`() throws {
    let result = try run("coverage", "a.exfil", "--format", "jsonl")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines.last.map(String.init)
        == #"{"technique":"T1567.002","score":1,"rules":[{"rule":"web.large","title":"大きな送信","#
        + #""severity":"high","trial":false}]}"#)
  }

  @Test func `coverage is a layer of the Navigator`() throws {
    let result = try run("coverage", "a.exfil", "rules", "--format", "navigator")
    #expect(
      result.output
        == #"{"name":"exfil","versions":{"navigator":"4.9.0","layer":"4.5"},"#
        + #""domain":"enterprise-attack","#
        + #""description":"Rules of exfil by technique; the score is the number of live rules.","#
        + #""sorting":3,"layout":{"layout":"side","showID":true,"showName":true,"#
        + #""expandedSubtechniques":"annotated"},"techniques":["#
        + #"{"techniqueID":"T1030","score":1,"#
        + #""comment":"file.read: 一日の閲覧 (trial)\nweb.large: 大きな送信","enabled":true},"#
        + #"{"techniqueID":"T1039","score":0,"comment":"file.read: 一日の閲覧 (trial)","#
        + #""enabled":true},"#
        + #"{"techniqueID":"T1567.002","score":1,"comment":"web.large: 大きな送信","#
        + #""enabled":true}],"#
        + ##""gradient":{"colors":["#ffffff","#66b1ff"],"minValue":0,"maxValue":1}}"## + "\n")
    _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let again = try run("coverage", "rules", "a.exfil", "--format", "navigator")
    #expect(again.output == result.output)
  }

  @Test(arguments: ["rules", "coverage"]) func `wrong rules and options are refused`(
    _ command: String
  ) throws {
    try folder.write("exfil 1\nrule a \"t\" { when nothing }\n", to: "bad.exfil")
    let bad = try CommandResult(running: [command, "bad.exfil"], in: folder)
    #expect(bad.status == 3 && bad.output.isEmpty)
    #expect(bad.errors.contains("bad.exfil:2:") && bad.errors.hasSuffix("1 error in the rules\n"))
    let none = try CommandResult(running: [command], in: folder)
    #expect(none.status == 3 && none.errors.contains("no rules found"))
    for options in [["--format", "csv"], ["--lang", "fr"]] {
      let result = try CommandResult(running: [command, "a.exfil"] + options, in: folder)
      #expect(result.status == 64 && result.output.isEmpty && result.errors.contains(options[1]))
    }
  }
}
