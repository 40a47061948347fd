internal import Foundation
internal import Testing

/// A folder with rules of every shape and a proxy log, whose findings are explained.
struct ExplanationFixture {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(TrialFixture.format + Self.rules, to: "site.exfil")
    try folder.write(Self.lines.map { $0 + "\n" }.joined(), to: "a.log")
    _ = try report()
  }

  static let rules = """
    rule sum.sliding "一日の合計" {
      when web where method = POST unless domain in partners
      per  user within 24h
      if   sum(bytes_out) >= 300MB
      score 60
        add 20 if bytes_out >= 150MB
        add 30 if sum(bytes_out) >= 320MB
        add 5  if user is departing
    }

    rule count.day "暦日の回数" {
      when web where method = POST
      per  user, domain each day
      if   count() >= 3
    }

    rule usual.day "普段より多い送信" {
      when web where method = POST
      per  user each day
      if   sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)
    }

    rule new.host "初めての宛先への送信" {
      when web where domain is new to user for 90d and bytes_out >= 10MB
    }

    rule seq.fetch_send "取得して送信" {
      first web where method = GET at least 3 distinct domain as fetch
      then  web where method = POST and bytes_out >= 20MB as send
      per   user within 2h
    }

    rule one.large "一件の大きな送信" {
      when web where method = POST and bytes_out >= 180MB unless domain in partners
    }

    rule user.risk "兆候の重なり" {
      when alert where score >= 15
      per  user within 7d
      if   sum(score) >= 100 and distinct(rule) >= 2
    }

    """

  private static let day = 86_400

  /// Fifteen quiet days of u7, then a day with much, and a large request five days later.
  static let lines: [String] = {
    func line(_ seconds: Int, _ host: String, _ byteCount: Int, method: String = "POST") -> String {
      TrialFixture.line(at: seconds, user: "u7", method: method, host: host, byteCount: byteCount)
    }
    let start = 20 * day
    return (0..<15).map { line($0 * day, "a.example", 1_000_000 + $0 * 10_000) }
      + ["x", "y", "z"].enumerated().map {
        line(start + $0.offset * 60, "\($0.element).example", 500, method: "GET")
      } + [
        line(start + 600, "up.example", 120_000_000),
        line(start + 900, "up.example", 80_000_000),
        line(start + 1200, "files.partner.example", 190_000_000),
        line(start + 7200, "up.example", 200_000_000),
        line(start + 25 * 3600, "up.example", 20_000_000),
        line(start + 5 * day, "b.example", 160_000_000),
      ]
  }()

  /// Scans, writes the report, and returns its lines.
  @discardableResult
  func report(_ paths: [String] = ["a.log"], rules: String = "site.exfil") throws -> [String] {
    let result = try CommandResult(
      running: ["scan"] + paths + ["--rules", rules, "--format", "jsonl"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    try folder.write(result.output, to: "report.jsonl")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// The id of the first finding of a rule in the report.
  func id(of rule: String) throws -> String {
    let line = try #require(
      try folder.read("report.jsonl").split(separator: "\n").first {
        $0.contains("\"rule\":\"\(rule)\"")
      }, "the fixture has no finding of \(rule)")
    return String(line.dropFirst(7).prefix(32))
  }

  /// Explains a finding of the report.
  func explain(
    _ id: String, _ paths: [String] = ["a.log"], _ options: [String] = [],
    rules: String? = "site.exfil", findings: String = "report.jsonl"
  ) throws -> CommandResult {
    try CommandResult(
      running: ["explain", id] + paths + ["--findings", findings]
        + (rules.map { ["--rules", $0] } ?? []) + options, in: folder)
  }
}

/// The JSON of an explanation, as far as tests look into it.
struct ExplanationObject {
  let object: [String: Any]

  init(_ text: String) throws {
    object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  var isWhole: Bool? { object["whole"] as? Bool }
  var obstacle: String? { object["obstacle"] as? String }
  var events: [[String: Any]] { object["events"] as? [[String: Any]] ?? [] }
  var finding: [String: Any] { object["finding"] as? [String: Any] ?? [:] }

  /// What became of each line of the report's evidence.
  var states: [String] {
    (object["evidence"] as? [[String: Any]] ?? []).compactMap { $0["state"] as? String }
  }

  /// The names of what is not as in the report.
  var differences: [String] {
    (object["differences"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }

  /// The rules and first times of near misses.
  var misses: [String] {
    ["near_misses", "near_misses_of_other_rules"].flatMap { name in
      (object[name] as? [[String: Any]] ?? []).map {
        "\($0["rule"] as? String ?? "") \(($0["first"] as? String ?? "").prefix(16))"
      }
    }
  }
}
