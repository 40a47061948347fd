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

        3 rules (high 1, medium 1, low 1), 3 tests (must alert + must not alert); 1 on trial; 2 rules lack one of the two

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
        + #""score":40,"trial":true,"disabled_until":null,"allows":[],"attack":["T1030","T1039"],"#
        + #""tags":["attack.T1030","attack.T1039"],"kinds":["file"],"steps":1,"root":"user","#
        + #""window":"each day","tests":{"must_alert":0,"must_not_alert":0},"#
        + #""file":"a.exfil","line":17,"column":6}"# + "\n"
        + #"{"rule":"web.large","title":"大きな送信","category":"large_outbound","#
        + #""severity":"high","score":75,"trial":false,"disabled_until":null,"allows":[],"#
        + #""attack":["T1567.002","T1030"],"#
        + #""tags":["attack.T1567.002","attack.exfiltration","attack.t1030","site.own"],"#
        + #""kinds":["web","login"],"steps":1,"root":"user","window":"within 24h","#
        + #""tests":{"must_alert":2,"must_not_alert":1},"file":"a.exfil","line":4,"column":6}"#
        + "\n")
  }

  /// Exceptions that hold for a long time yet, and one of each kind that has ended.
  private static let exceptions = """
    exfil 1
    allow partner {
      for web.large, file.read when web where user = "e1" and domain = "a.example"
      until 2099-12-31 reason "移行" by "佐藤"
    }
    allow other {
      for web.large when login where user = "e2" and service = "vpn"
      until 2099-12-31 reason "検証" by "鈴木"
    }
    allow ended {
      for web.large when web where user = "e3" and domain = "a.example"
      until 2020-01-01 reason "終了" by "佐藤"
    }
    disable rule web.large until 2099-12-31 reason "調整中"
    disable rule app.remote until 2020-01-01 reason "調整中"
    """

  @Test func `exceptions are told with the rules that they touch`() throws {
    try folder.write(Self.exceptions, to: "site.exfil")
    let table = try run("rules", "a.exfil", "rules", "site.exfil").output
    #expect(table.contains("\n    遠隔操作  app  rules/b.exfil:3\n"))
    #expect(table.contains("\n    [trial] 一日の閲覧  file  1 exception  a.exfil:17\n"))
    #expect(
      table.contains(
        "\n    [disabled until 2099-12-31] 大きな送信  web, login  2 exceptions  a.exfil:4\n"))
    #expect(table.contains("; 1 on trial; 1 disabled; 2 rules lack"))
    let japanese = try run("rules", "a.exfil", "rules", "site.exfil", "--lang", "ja").output
    #expect(japanese.contains("[2099-12-31 まで停止] 大きな送信  web, login  例外 2 件  a.exfil:4"))
    #expect(japanese.contains("。試行中 1 件。停止中 1 件。"))
    let lines = try run("rules", "a.exfil", "rules", "site.exfil", "--format", "jsonl").output
      .split(separator: "\n")
    #expect(lines[0].contains(#""disabled_until":"2020-01-01","allows":[],"#))
    #expect(
      lines[1].contains(
        #""allows":[{"name":"partner","until":"2099-12-31","reason":"移行","by":"佐藤"}],"#))
    #expect(lines[2].contains(#""disabled_until":"2099-12-31""#))
    #expect(lines[2].contains(#"{"name":"ended","until":"2020-01-01","#))
  }

  @Test func `a technique is not covered by a rule that is disabled`() throws {
    try folder.write(Self.exceptions, to: "site.exfil")
    let table = try run("coverage", "a.exfil", "rules", "site.exfil").output
    #expect(table.contains("\nT1567.002         0  web.large (disabled) (2 exceptions)\n"))
    #expect(table.contains("\nT1039             0  file.read (trial) (1 exception)\n"))
    let japanese = try run("coverage", "a.exfil", "rules", "site.exfil", "--lang", "ja").output
    #expect(japanese.contains("web.large(停止中)(例外 2 件)"))
    let lines = try run("coverage", "a.exfil", "rules", "site.exfil", "--format", "jsonl").output
      .split(separator: "\n")
    #expect(lines.last?.hasPrefix(#"{"technique":"T1567.002","score":0,"#) == true)
    #expect(lines.last?.contains(#""trial":false,"disabled":true,"allows":2}"#) == true)
    let layer = try run("coverage", "a.exfil", "site.exfil", "rules", "--format", "navigator")
    #expect(layer.output.contains(#""comment":"web.large: 大きな送信 (disabled)""#))
  }

  @Test func `prose names each exception with who, until when and why`() throws {
    try folder.write(Self.exceptions, to: "site.exfil")
    let english = try run(
      "explain", "web.large", "--rules", "a.exfil", "--rules", "rules", "--rules", "site.exfil")
    for text in [
      "The rule is switched off until 2099-12-31. Reason: 調整中.",
      "partner (until 2099-12-31): not counted is any web request (web) where",
      "Reason: 移行. Approved by: 佐藤.", "other (until 2099-12-31)", "Approved by: 鈴木.",
      "ended (until 2020-01-01)",
    ] { #expect(english.output.contains(text), "\(text)") }
    let japanese = try run(
      "explain", "file.read", "--rules", "a.exfil", "--rules", "site.exfil", "--rules", "rules",
      "--lang", "ja")
    #expect(japanese.output.contains("\n例外\n"))
    #expect(japanese.output.contains("2099-12-31") && japanese.output.contains("佐藤"))
    #expect(japanese.output.contains("試行中"))
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
        + #""severity":"high","trial":false,"disabled":false,"allows":0}]}"#)
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
