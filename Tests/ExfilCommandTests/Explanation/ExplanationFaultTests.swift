internal import Foundation
internal import Testing

/// What `explain` says when logs, rules or the report are not what they were, or nothing of the sort.
@Suite struct ExplanationFaultTests {
  private let fixture: ExplanationFixture

  init() throws { fixture = try ExplanationFixture() }

  private func explain(
    _ rule: String, _ paths: [String] = ["a.log"], _ options: [String] = [],
    rules: String? = "site.exfil"
  ) throws -> (object: ExplanationObject, result: CommandResult) {
    let result = try fixture.explain(
      try fixture.id(of: rule), paths, ["--json"] + options, rules: rules)
    return (try ExplanationObject(result.output), result)
  }

  @Test func `without paths the files of the report are read`() throws {
    let (object, result) = try explain("sum.sliding", [])
    #expect(result.status == 0 && object.isWhole == true && object.events.count == 4)
  }

  @Test func `without the logs the kept lines are told, and that they are not there`() throws {
    try FileManager.default.removeItem(atPath: fixture.folder.path("a.log"))
    let (object, result) = try explain("sum.sliding", [])
    #expect(result.status == 2 && object.obstacle == "no_inputs" && object.isWhole == false)
    #expect(object.states == ["not_there", "not_there", "not_there", "not_there"])
    #expect(result.errors.contains("`a.log`, which the report names, is not here"))
    let text = try fixture.explain(try fixture.id(of: "user.risk"), []).output
    #expect(text.contains("None of the files it rests on is here"))
    #expect(text.contains("\nIt rests on 10 findings\n"))
    #expect(text.contains("  sum.sliding  critical 100\n"))
    #expect(text.contains("  not there a.log:16  offset "))
    let named = try fixture.explain(try fixture.id(of: "sum.sliding"), ["a.log"])
    #expect(named.status == 2 && named.errors.contains("not_found"))
  }

  @Test func `a line that was changed is told, and the finding as it comes about now`() throws {
    let text = try fixture.folder.read("a.log")
    try fixture.folder.write(text.replacing(" 80000000\n", with: " 70000000\n"), to: "a.log")
    let (object, result) = try explain("sum.sliding")
    #expect(result.status == 2 && object.isWhole == false && object.obstacle == nil)
    #expect(object.states == ["verified", "differs", "verified", "verified"])
    #expect(object.differences == ["bytes_out"])
    let told = try fixture.explain(try fixture.id(of: "sum.sliding")).output
    #expect(told.contains("  bytes_out is 410000000 now, and 420000000 in the report\n"))
    #expect(told.contains("  differs   a.log:20  offset "))
    // The first line decides the id: the finding is another one then.
    try fixture.folder.write(text.replacing(" 120000000\n", with: " 120000001\n"), to: "a.log")
    let other = try explain("sum.sliding")
    #expect(other.result.status == 2 && other.object.obstacle == "not_made_again")
    #expect((other.object.object["other_findings"] as? [Any])?.count == 1)
    #expect(other.object.states == ["differs", "verified", "verified", "verified"])
  }

  @Test func `lines that are gone are not there`() throws {
    let kept = ExplanationFixture.lines.prefix(20).map { $0 + "\n" }.joined()
    try fixture.folder.write(kept, to: "a.log")
    let (object, result) = try explain("sum.sliding")
    #expect(result.status == 2 && object.obstacle == "not_made_again")
    #expect(object.states == ["verified", "verified", "not_there", "not_there"])
  }

  @Test func `rules that are gone or changed are told`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let none = try fixture.explain(id, ["a.log"], ["--json"], rules: nil)
    #expect(none.status == 2)
    #expect(try ExplanationObject(none.output).obstacle == "no_rules")
    #expect(try ExplanationObject(none.output).states == Array(repeating: "verified", count: 4))
    try fixture.folder.write(
      TrialFixture.format + #"rule another "a" { when web }"#, to: "other.exfil")
    let (gone, result) = try explain("sum.sliding", rules: "other.exfil")
    #expect(result.status == 2 && gone.obstacle == "no_such_rule")
    let text = try fixture.folder.read("site.exfil").replacing("score 60", with: "score 10")
    try fixture.folder.write(text.replacing("一日の合計", with: "合計"), to: "changed.exfil")
    let (changed, other) = try explain("sum.sliding", rules: "changed.exfil")
    #expect(other.status == 2 && changed.differences == ["title", "severity", "score"])
    try fixture.folder.write("exfil 1\nrule {", to: "wrong.exfil")
    #expect(try fixture.explain(id, rules: "wrong.exfil").status == 3)
  }

  @Test func `a prefix will do, if one finding alone begins so`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let ids = try fixture.report().map { String($0.dropFirst(7).prefix(32)) }
    let short = (1...32).map { String(id.prefix($0)) }
      .first { prefix in ids.count { $0.hasPrefix(prefix) } == 1 }
    let result = try fixture.explain(try #require(short).uppercased())
    #expect(result.status == 0 && result.output.contains("\nid \(id)\n"))
    let shared = Dictionary(grouping: ids) { $0.prefix(1) }.first { $0.value.count > 1 }
    let several = try #require(shared, "no two of \(ids.count) ids begin with one digit")
    let told = try fixture.explain(String(several.key))
    #expect(told.status == 64 && told.output.isEmpty)
    #expect(told.errors.contains("is how the ids of \(several.value.count) findings begin:\n"))
    for id in several.value { #expect(told.errors.contains("  \(id)  ")) }
    let japanese = try fixture.explain(String(several.key), ["a.log"], ["--lang", "ja"])
    #expect(japanese.errors.contains("で始まる番号の検出は \(several.value.count) 件あります"))
  }

  @Test func `an id that is not in the report is told with the nearest`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let near = String(id.dropLast()) + (id.last == "0" ? "1" : "0")
    let told = try fixture.explain(near)
    #expect(told.status == 64)
    #expect(
      told.errors.hasPrefix(
        "exfil: `report.jsonl` has no finding `\(near)`; did you mean \(id)?\n"))
    let japanese = try fixture.explain(near, ["a.log"], ["--lang", "ja"])
    #expect(
      japanese.errors.hasPrefix(
        "exfil: `report.jsonl` に検出 `\(near)` はありません。\(id) のことですか?\n"))
    try fixture.folder.write("", to: "report.jsonl")
    #expect(try fixture.explain(id).errors.hasPrefix("exfil: `report.jsonl` has no findings\n"))
  }

  @Test(arguments: [
    (["explain", "sum.sliding", "--findings", "report.jsonl"], "is no id of a finding"),
    (["explain", "--findings", "report.jsonl"], "name the finding"),
    (["explain", "0123456789abcdef0123456789abcdef"], "looks like a finding"),
    (["explain", "E-missing", "a.log"], "PATH: needs --findings"),
    (["explain", "E-missing", "--json"], "--json: needs --findings"),
    (["explain", "E-missing", "--lines"], "--lines: needs --findings"),
    (["explain", "E-missing", "--people", "p.csv"], "need --findings"),
    (["explain", "ab", "-", "--findings", "-"], "can be read only once"),
    (["explain", "ab", "--findings", "report.jsonl", "--near", "x"], "--near"),
    (["explain", "ab", "--findings", ""], "the path is empty"),
  ]) func `a wrong command line is told`(_ arguments: [String], _ message: String) throws {
    let result = try CommandResult(
      running: arguments + ["--rules", "site.exfil"], in: fixture.folder)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a report that is not one is told with file, line and column`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let whole = try fixture.folder.read("report.jsonl")
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    for (text, place, message) in [
      (whole + "\n", "\(lines.count):1", "the line ends before the object does"),
      (whole + "{}\n", "\(lines.count):1", "a finding has `id`, a string"),
      ("{\"id\":\"aa\",\"rule\":5}\n" + whole, "1:19", "`rule` must be a string, and is a number"),
      ("\u{1B}[2J\n", "1:1", "this is not JSON"),
      ("{\"id\":\"a\u{1B}\"}\n", "1:9", "a control character in a string"),
      (String(whole.dropLast(30)), "\(lines.count - 1):", "the line ends before the object does"),
    ] {
      try fixture.folder.write(text, to: "bad.jsonl")
      let result = try fixture.explain(id, findings: "bad.jsonl")
      #expect(result.status == 3 && result.output.isEmpty)
      #expect(
        result.errors.hasPrefix("exfil: bad.jsonl:\(place)") && result.errors.contains(message),
        "\(result.errors)")
      #expect(!result.errors.contains("\u{1B}"))
    }
    #expect(try fixture.explain(id, findings: "nope.jsonl").status == 3)
    let japanese = try fixture.explain(id, ["a.log"], ["--lang", "ja"], findings: "bad.jsonl")
    #expect(japanese.errors.contains("オブジェクトの途中で行が終わっています"))
  }

  @Test func `a report comes from standard input too`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let result = try CommandResult(
      running: ["explain", id, "a.log", "--findings", "-", "--rules", "site.exfil"],
      in: fixture.folder, input: "report.jsonl")
    #expect(result.status == 0 && result.output.contains("\nid \(id)\n"))
  }

  @Test func `hostile text of a report reaches the terminal harmlessly`() throws {
    let id = try fixture.id(of: "sum.sliding")
    let hostile = #"\u001b[2J\u202e\u0007"#
    let report = try fixture.folder.read("report.jsonl")
      .replacing("\"title\":\"一日の合計\"", with: "\"title\":\"\(hostile)\"")
      .replacing("\"message\":\"一日の合計\"", with: "\"message\":\"\(hostile)\"")
      .replacing("\"file\":\"a.log\"", with: "\"file\":\"\(hostile)\"")
    try fixture.folder.write(report, to: "report.jsonl")
    for options in [[], ["--json"], ["--lang", "ja"]] {
      for paths in [[], ["a.log"]] {
        let result = try fixture.explain(id, paths, options)
        for scalar in (result.output + result.errors).unicodeScalars where scalar != "\n" {
          #expect(scalar.value >= 0x20 && scalar.value != 0x202E && scalar.value != 0x7F)
        }
      }
    }
  }
}
