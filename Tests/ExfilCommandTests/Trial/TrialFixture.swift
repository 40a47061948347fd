internal import Foundation
internal import Testing

/// A folder with rules of every shape and a proxy log, on which rules are tried and scanned.
struct TrialFixture {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.format + Self.rules, to: "site.exfil")
  }

  /// A log format that tells everything a test wants to say of a request.
  static let format = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    list partners of domain = ("partner.example")

    format company_proxy "Squid that logs what each request sent" {
      kind web
      squid "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %>st"
      timezone "Asia/Tokyo"
      sample "\(line(at: 0, user: "u7", host: "up.example.net", byteCount: 400))"
      gives user=u7 bytes_out=400B domain="up.example.net"
    }


    """

  static let rules = """
    rule one.large "一件の大きな送信" {
      when web where method = POST and bytes_out >= 50MB unless domain in partners
    }

    rule sum.sliding "一日の合計" {
      when web where method = POST unless domain in partners
      per  user within 24h
      if   sum(bytes_out) >= 300MB
    }

    rule sum.day "暦日の合計" {
      when web where method = POST
      per  user, domain each day
      if   count() >= 6 or largest(bytes_out) >= 3 * smallest(bytes_out)
    }

    rule seq.fetch_send "取得して送信" {
      first web where method = GET at least 3 distinct domain as fetch
      then  web where method = POST and bytes_out >= 20MB as send
      per   user within 2h
    }

    allow u1_moves {
      for    one.large, sum.sliding
      when   web where user = "u1"
      until  2026-10-13
      reason "引っ越し"
      by     "情報システム部"
    }

    disable rule seq.fetch_send until 2026-10-12 reason "調整中"

    """

  /// 2026-10-12T09:30:00+09:00.
  static let start = 1_791_765_000

  /// A line of the log.
  static func line(
    at seconds: Int, user: String, method: String = "POST", host: String, byteCount: Int,
    path: String = "p"
  ) -> String {
    "\(start + seconds).000    120 10.0.0.5 TCP_MISS/200 468 \(method) "
      + "http://\(host)/\(path) \(user) HIER_DIRECT/192.0.2.1 text/html \(byteCount)"
  }

  func run(_ arguments: [String]) throws -> CommandResult {
    try CommandResult(running: arguments, in: folder)
  }

  /// What a trial says, as JSON.
  func trial(_ rule: String, _ options: [String] = []) throws -> (text: String, trial: TrialObject)
  {
    let result = try run(["try", rule, "logs", "--rules", "site.exfil", "--json"] + options)
    #expect(result.status == 0, "\(result.errors)")
    return (result.output, try TrialObject(result.output))
  }

  /// The findings of a rule in a scan, an object each.
  func scan(_ rule: String) throws -> [String] {
    let result = try run([
      "scan", "logs", "--rules", "site.exfil", "--rule", rule, "--format", "jsonl",
    ])
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }
}

/// The JSON of a trial, as far as tests look into it.
struct TrialObject {
  let object: [String: Any]

  init(_ text: String) throws {
    object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// How many events each step selects, and how many of them count.
  var counts: [(selected: Int, counted: Int)] {
    (object["steps"] as? [[String: Any]] ?? []).map {
      ($0["selected"] as? Int ?? -1, $0["counted"] as? Int ?? -1)
    }
  }

  var matchCount: Int { (object["matches"] as? [Any])?.count ?? -1 }
  var leftOutCount: Int { object["events_left_out"] as? Int ?? -1 }

  /// The JSON of the matches, which stand side by side in the report.
  static func matches(_ findings: [String]) -> String {
    "\"matches\":[\(findings.joined(separator: ","))],\"events_left_out\""
  }
}
