internal import Foundation
internal import Testing

/// `exfil plan`, as it is run.
@Suite struct PlanCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      list partners of domain = ("partner.example")

      rule web.sum "合計" {
        when web where method = POST and bytes_out >= 1MB unless domain in partners
        per  user within 24h
        if   distinct(domain) >= 5 or sum(bytes_out) >= 1GB
      }

      rule web.day "暦日" {
        when web where domain in partners and outcome = allowed
        per  src_ip, domain each day
        if   count() >= 100
      }

      """, to: "a.exfil")
  }

  private func run(_ arguments: String...) throws -> CommandResult {
    let result = try CommandResult(running: ["plan"] + arguments, in: folder)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return result
  }

  @Test func `what rules cost is told as a table and in sentences`() throws {
    #expect(
      try run("a.exfil").output == """
        rule     per             window      kinds  reads whole  kept              bytes
        web.sum  user            within 24h  web    some         each event        178
        web.day  src_ip, domain  each day    web    some         melted by period  178

        web.sum
          web: looks at user, bytes_out, domain, method
            a line is left after its early fields unless `method = POST and bytes_out >= 1MB`
              with a roster, before that: unless `bytes_out >= 1MB`
            a fact: 178 B, and the subject, the texts and the raw line; values: bytes_out, domain
          partitioned by user; the reduction holds one user at a time, 152 B an event beside its fact
          distinct(domain) keeps every distinct value in the window

        web.day
          web: looks at src_ip, outcome, domain
            a line is left after its early fields unless `outcome = allowed`
              nothing more is asked where outcome allowed, any method
            a fact: 178 B, and the subject, the texts and the raw line; values: bytes_out, domain
          partitioned by src_ip; the reduction holds one src_ip at a time, 152 B an event beside its fact
          melted: from 8 events of one group and period on, one record with its totals and at most 100 lines by hash

        Sources
          squid (web): takes 8 of 14 fields: time, user, src_ip, outcome, source, domain, method, status
            looks at early fields first, of ordinary lines by the word
            cannot answer web.sum: does not carry bytes_out

        All rules together
          web: a line is left after its early fields unless `(method = POST and bytes_out >= 1MB) or outcome = allowed`
            nothing more is asked where outcome allowed, any method
            these are read whole because of: web.day
          facts are kept once for each root: user, src_ip
          what belongs to one subject may take half of --memory, 32 MB at least; above that the rule that needs most there is not judged for it: named in the account, status 2
          time, outcome and user of every line are always taken; no literal is searched for in lines

        """)
  }

  @Test func `in Japanese too`() throws {
    let text = try run("--rules", "a.exfil", "--lang", "ja").output
    #expect(text.contains("次が成り立たない行は、先に読む項目だけで打ち切る"))
    #expect(text.contains("src_ip ごとに分けて評価"))
    #expect(text.contains("web.sum は判定できない: bytes_out がない"))
  }

  @Test func `machines read one object`() throws {
    let text = try run("a.exfil", "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["roots"] as? [String] == ["user", "src_ip"])
    let rules = try #require(object["rules"] as? [[String: Any]])
    #expect(rules.map { $0["combinable"] as? Bool } == [false, true])
    #expect(rules.map { $0["group_by"] as? [String] } == [[], ["domain"]])
    let sources = try #require(object["sources"] as? [[String: Any]])
    #expect(sources.map { $0["format"] as? String } == ["squid"])
  }

  @Test func `of the shipped rules each is told, and no proxy line is read whole for all`() throws {
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    let text = try run("--rules", rules, "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["rules"] as? [Any])?.count == 51)
    let kinds = try #require(object["kinds"] as? [[String: Any]])
    let web = try #require(kinds.first { $0["kind"] as? String == "web" })
    let ahead = try #require(web["look_ahead"] as? [String: Any])
    #expect(ahead["asked"] as? Bool == true && ahead["admits_all"] as? Bool == false)
    #expect((web["read_whole_for"] as? [String])?.isEmpty == true)
  }

  @Test func `rules with mistakes are status 3`() throws {
    try folder.write("exfil 1\nrule x \"x\" { when wab }\n", to: "wrong.exfil")
    let result = try CommandResult(running: ["plan", "wrong.exfil"], in: folder)
    #expect(result.status == 3 && result.output.isEmpty)
  }
}
