internal import Foundation
internal import Testing

/// One person with more events than there is memory for: a rule is judged on all of them or named.
@Suite struct BoundedMemoryTests {
  private let fixture: ScanFixture
  private static let hostCount = 40_000

  /// A day of very many hosts, and a person who deletes a little.
  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(
      """
      exfil 1
      rule many.sliding "宛先の数" { when web per user within 24h if distinct(domain) >= 30000 }
      rule many.cheap "数" { when web per user within 24h if count() >= 30000 }
      rule few.deletions "削除" {
        when web where method = DELETE per user within 1h if count() >= 3
      }

      """, to: "many.exfil")
    var log = ""
    log.reserveCapacity(Self.hostCount * 160)
    for number in 0..<Self.hostCount {
      let second = 1_791_730_800 + number
      log +=
        "\(second).000    120 10.0.0.5 TCP_MISS/200 468 GET http://h\(number &* 7919 % 1_000_003)"
        + ".example.net/a tanaka.h HIER_DIRECT/192.0.2.1 text/html 300\n"
      if number < 3 {
        log +=
          "\(second).500    120 10.0.0.6 TCP_MISS/200 468 DELETE http://www.example.net/b sato.k "
          + "HIER_DIRECT/192.0.2.1 text/html 300\n"
      }
    }
    try fixture.folder.write(log, to: "access.log")
  }

  /// What a run found and what it could not judge, as rules with their subjects.
  private func scan(_ options: [String]) throws -> (
    scan: ScanFixture.Scan, found: Set<String>, over: [String: [String]]
  ) {
    let scan = try fixture.scan(
      ["access.log"], ["--rules", "many.exfil"] + options)
    let found = try scan.result.output.split(separator: "\n").map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return "\(object["rule"] ?? "") \(object["user"] ?? "")"
    }
    let entries = try #require(scan.summary["over_memory"] as? [[String: Any]])
    let over = try entries.map { entry in
      (try #require(entry["rule"] as? String), try #require(entry["subjects"] as? [String]))
    }
    return (scan, Set(found), Dictionary(uniqueKeysWithValues: over))
  }

  @Test func `with enough memory every rule is judged`() throws {
    let (scan, found, over) = try scan([])
    #expect(scan.result.status == 0 && over.isEmpty)
    #expect(
      found == ["many.sliding tanaka.h", "many.cheap tanaka.h", "few.deletions sato.k"])
  }

  @Test(arguments: ["1", "2"])
  func `with too little the rule that needs most is named, and the others are exact`(
    jobs: String
  ) throws {
    let (scan, found, over) = try scan(["--memory", "16MB", "--jobs", jobs])
    #expect(scan.result.status == 2)
    #expect(over == ["many.sliding": ["tanaka.h"]])
    #expect(found == ["many.cheap tanaka.h", "few.deletions sato.k"])
    #expect(scan.summary["complete"] as? Bool == false)
    #expect(
      scan.result.errors.contains(
        """
        Rules that were NOT judged for these subjects, whose events need more memory (run again with a larger --memory):
          many.sliding (1): tanaka.h

        """))
    #expect(
      scan.result.errors.hasSuffix(
        "Everything was read, but NOT every rule could be judged for everybody (exit status 2).\n"))
  }

  @Test func `the same is said in Japanese`() throws {
    let (scan, _, _) = try scan(["--memory", "16MB", "--lang", "ja"])
    #expect(
      scan.result.errors.contains(
        """
        メモリーが足りず、次の対象について判定していないルール(--memory を増やして実行し直してください):
          many.sliding (1): tanaka.h

        """))
    #expect(
      scan.result.errors.hasSuffix(
        "すべて読み取りましたが、判定できなかったルールと対象があります(終了コード 2)。\n"))
  }
}
