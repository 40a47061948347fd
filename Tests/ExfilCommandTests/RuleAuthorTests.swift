internal import Foundation
internal import Testing

/// What rule authors and their editors see: `check` in both languages, `check --json`, `explain`.
@Suite struct RuleAuthorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      rule 規則.a "𠮷野" {
        when web where domain = "𠮷" and bytes_out > 50
        must alert { 10:00 web user=a }
        must not alert { 10:00 web user=b }
      }

      """, to: "bad.exfil")
    try folder.write(
      """
      exfil 1
      rule big.upload "大きな送信" {
        when web where bytes_out > 50MB
        must alert "small" { 10:00 web user=a bytes_out=1MB }
        must not alert { 10:00 web user=b bytes_out=1MB }
      }
      format proxy "プロキシ" {
        kind web
        squid "%ts.%03tu %un %st"
        timezone "UTC"
        sample "1743552000.000 tanaka 468" gives user=sato
      }

      """, to: "failing.exfil")
    try folder.write(
      "exfil 1\nformat proxy \"プロキシ\" {\n  kind web\n  squid \"%un %st\"\n}\n",
      to: "layout.exfil")
  }

  private func check(_ arguments: String...) throws -> CommandResult {
    try CommandResult(running: ["check"] + arguments, in: folder)
  }

  @Test func `errors are told in English unless Japanese is asked for`() throws {
    let english = try check("bad.exfil")
    #expect(english.status == 3 && english.output.isEmpty)
    #expect(
      english.errors == """
        error[E-unit]: a size needs a unit
         --> bad.exfil:3:47
          |
        3 |   when web where domain = "𠮷" and bytes_out > 50
          |                                                ^^ 50 what?
          = help: write 50B, 50KB, 50MB, …

        exfil: 1 error in the rules

        """)
    let japanese = try check("bad.exfil", "--lang", "ja")
    #expect(japanese.status == 3)
    #expect(
      japanese.errors == """
        エラー[E-unit]: サイズには単位が必要です
         --> bad.exfil:3:47
          |
        3 |   when web where domain = "𠮷" and bytes_out > 50
          |                                                ^^ 50 の単位は何ですか?
          = 対処: 例: 50B、50KB、50MB

        exfil: ルールに 1 件の誤りがあります

        """)
  }

  @Test func `scan tells mistakes in the rules in the language asked for`() throws {
    try folder.write("", to: "a.log")
    let result = try CommandResult(
      running: ["scan", "a.log", "--rules", "bad.exfil", "--lang", "ja"], in: folder)
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("エラー[E-unit]: サイズには単位が必要です\n"))
    #expect(result.errors.contains("ログは読んでいません"))
  }

  @Test func `editors get one object a line, columns in UTF-16 code units`() throws {
    let result = try check("bad.exfil", "--json")
    #expect(result.status == 3)
    #expect(
      result.output == """
        {"code":"E-unit","severity":"error","file":"bad.exfil","line":3,"column":48,"end_line":3,\
        "end_column":50,"message":"a size needs a unit","label":"50 what?",\
        "help":"write 50B, 50KB, 50MB, …"}

        """)
    #expect(result.errors == "exfil: 1 error in the rules\n")
    let japanese = try check("bad.exfil", "--json", "--lang", "ja")
    #expect(japanese.output.contains(#""label":"50 の単位は何ですか?""#))
  }

  @Test func `editors get failed tests and samples as well`() throws {
    let result = try check("failing.exfil", "--json")
    #expect(result.status == 1 && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(
        Set(object.keys) == [
          "code", "severity", "file", "line", "column", "end_line", "end_column", "message",
          "label", "help",
        ])
      #expect(object["file"] as? String == "failing.exfil")
    }
    #expect(lines.first?.contains(#""code":"E-sample","severity":"error""#) == true)
    #expect(lines.first?.contains(#""line":11"#) == true)
    #expect(
      lines.last?.contains(
        #""code":"E-test","severity":"error","file":"failing.exfil","line":4,"column":3"#) == true)
    #expect(lines.last?.contains(#"the test of big.upload \"small\" failed"#) == true)
  }

  @Test func `what failed is told in Japanese as well`() throws {
    let result = try check("failing.exfil", "--lang", "ja")
    #expect(result.status == 1)
    #expect(result.output.contains("失敗 big.upload \"small\"\n  場所      failing.exfil:4:3\n"))
    #expect(
      result.output.hasSuffix(
        "ルール 1 件、書式 1 件。テスト 2 件と見本 1 件を実行し、失敗は 2 件です\n"))
  }

  @Test func `a layout that cannot be read back points at the layout`() throws {
    let english = try check("layout.exfil")
    #expect(english.status == 3)
    #expect(
      english.errors.hasPrefix(
        """
        error[E-layout]: the layout of format `proxy` cannot be read back: \
        no code tells the time; write %ts.%03tu or %tl
         --> layout.exfil:4:9
          |
        4 |   squid "%un %st"
          |         ^^^^^^^^^ this layout

        """))
    let japanese = try check("layout.exfil", "--lang", "ja")
    #expect(
      japanese.errors.hasPrefix(
        """
        エラー[E-layout]: 書式 `proxy` のレイアウトではログを読み取れません: \
        時刻の記号がありません。%ts.%03tu か %tl を書いてください

        """))
  }

  @Test func `explain tells what a code means`() throws {
    let english = try CommandResult(running: ["explain", "E-unit"], in: folder)
    #expect(english.status == 0 && english.errors.isEmpty)
    #expect(
      english.output == """
        E-unit: a number without its unit

        `bytes_out > 50` could mean bytes or megabytes, and the difference is a
        million. So sizes and durations always carry their unit.

        Wrong:

            when upload where bytes_out > 50

        Right:

            when upload where bytes_out > 50MB

        """)
    let japanese = try CommandResult(running: ["explain", "unit", "--lang", "ja"], in: folder)
    #expect(japanese.output.hasPrefix("E-unit: 単位がない\n\n"))
    #expect(japanese.output.contains("\n正しい書き方:\n"))
    let all = try CommandResult(running: ["explain"], in: folder)
    #expect(all.status == 0 && all.output.contains("E-missing"))
  }

  @Test func `explain tells a rule as prose`() throws {
    try folder.write(
      "exfil 1\nlist bad of domain = (\"bad.example\")\n"
        + "rule a.b \"題\" { when web where domain in bad severity low }\n", to: "rules.exfil")
    let japanese = try CommandResult(
      running: ["explain", "a.b", "--rules", "rules.exfil", "--lang", "ja"], in: folder)
    #expect(japanese.status == 0 && japanese.errors.isEmpty)
    #expect(japanese.output.hasPrefix("a.b「題」\n"))
    #expect(japanese.output.contains("宛先ドメインが一覧 bad にあるものを対象とします。"))
    #expect(japanese.output.contains("bad.example"))
    let english = try CommandResult(
      running: ["explain", "a.b", "--rules", "rules.exfil"], in: folder)
    #expect(english.output.contains("the destination domain is in the list bad"))
  }

  @Test func `explain says which rule or mistake stands in the way`() throws {
    try folder.write("exfil 1\nrule mail.out \"題\" { when mail }\n", to: "rules.exfil")
    let near = try CommandResult(
      running: ["explain", "mail.uot", "--rules", "rules.exfil"], in: folder)
    #expect(near.status == 64 && near.output.isEmpty)
    #expect(near.errors.hasPrefix("exfil: there is no rule `mail.uot`; did you mean mail.out?\n"))
    let none = try CommandResult(running: ["explain", "mail.out"], in: folder)
    #expect(none.status == 3 && none.errors.contains("no rules found"))
    try folder.write("exfil 1\nrule mail.out \"題\" { when mial }\n", to: "rules.exfil")
    let wrong = try CommandResult(
      running: ["explain", "mail.out", "--rules", "rules.exfil"], in: folder)
    #expect(wrong.status == 3 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("E-unknown-kind"))
  }

  @Test func `explain proposes the nearest code`() throws {
    let near = try CommandResult(running: ["explain", "E-mising"], in: folder)
    #expect(near.status == 64 && near.output.isEmpty)
    #expect(near.errors.hasPrefix("exfil: there is no code `E-mising`; did you mean E-missing?\n"))
    let japanese = try CommandResult(
      running: ["explain", "E-mising", "--lang", "ja"], in: folder)
    #expect(japanese.errors.hasPrefix("exfil: コード `E-mising` はありません。E-missing のことですか?\n"))
    for arguments in [["explain", "x", "--lang", "fr"], ["check", ".", "--lang", "fr"]] {
      let result = try CommandResult(running: arguments, in: folder)
      #expect(result.status == 64 && result.errors.hasPrefix("exfil: --lang: `fr` is not en or ja"))
    }
  }
}
