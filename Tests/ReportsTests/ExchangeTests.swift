internal import Detection
internal import EventModel
internal import Foundation
internal import Reports
internal import RuleProgram
internal import Testing

/// The reports for other programs: read back by other readers, with hostile text in every place.
@Suite struct ExchangeTests {
  private let findings = HostileSample.findings

  private func csv(_ findings: [Finding], _ change: (inout CSVReport.Form) -> Void = { _ in })
    -> String
  {
    var form = CSVReport.Form()
    change(&form)
    var bytes: [UInt8] = []
    CSVReport(zone: HostileSample.zone, form: form).write(findings) { (part: Span<UInt8>) in
      for index in part.indices { bytes.append(part[index]) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func object(_ text: some StringProtocol) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The lines of what a writer hands over.
  private func lines(_ write: ((Span<UInt8>) -> Void) -> Void) -> [String] {
    var bytes: [UInt8] = []
    write { part in for index in part.indices { bytes.append(part[index]) } }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `a finding is one row of CSV, in the columns of its heading`() {
    let rows = csv([FindingSample.complete]).components(separatedBy: "\r\n")
    #expect(rows.count == 3 && rows[2].isEmpty)
    #expect(rows[0] == CSVReport.columns.joined(separator: ","))
    #expect(
      rows[1] == """
        f00d,cloud.personal_account,個人契約のクラウドへの送信,personal_cloud,high,87,user,sato.k,sato.k,\
        佐藤 健,営業部,last_week,2026-10-16,2026-10-12T09:31:07.000+09:00,2026-10-12T10:31:07.250+09:00,12,\
        73400320,12.gigafile.nu,12.gigafile.nu へ 73.4MB,,,,T1567.002,false,,12,\
        proxy/access.log.3.gz,48211,7811234,ab12,proxy/access.log.3.gz:48211 sha256:ab12
        """)
  }

  @Test func `no finding is the heading alone`() {
    #expect(csv([]) == CSVReport.columns.joined(separator: ",") + "\r\n")
  }

  @Test func `hostile text stays in its row and its cell, and nothing is a formula`() throws {
    let text = csv(findings)
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\r" || $0 == "\n"
          || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
            && $0.value != 0x202E && $0.value != 0x200B
      })
    let rows = CSVCellReader.rows(of: text)
    #expect(rows.count == findings.count + 1)
    for (row, finding) in zip(rows.dropFirst(), findings) {
      #expect(row.count == CSVReport.columns.count && row[0] == finding.id)
      for cell in row {
        #expect(!["=", "+", "-", "@", "\u{FF1D}", "\u{FF20}"].contains(cell.first), "\(cell)")
      }
    }
    #expect(rows.contains { $0[2] == "'=cmd|' /C calc'!A0" })
    #expect(
      CSVCellReader.rows(of: csv(findings) { $0.isGuarded = false }).contains {
        $0[2] == "=cmd|' /C calc'!A0"
      })
  }

  @Test func `a mark for Excel comes only when asked`() {
    #expect(csv([]) { $0.hasMark = true }.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(csv([]).utf8.first == UInt8(ascii: "i"))
  }

  @Test func `SARIF has a result for each finding, at its line, and a rule for each rule`() throws {
    let text = lines { receive in
      SARIFReport(version: "0.1.0").write(HostileSample.run(findings), to: receive)
    }.joined(separator: "\n")
    let log = try object(text)
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == findings.count)
    let tool = try #require(run["tool"] as? [String: Any])
    let rules = try #require((tool["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
    #expect(rules.count == 5)
    for (result, finding) in zip(results, findings) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == finding.rule)
      #expect(result["ruleId"] as? String == finding.rule)
      let location = try #require((result["locations"] as? [[String: Any]])?.first)
      let physical = try #require(location["physicalLocation"] as? [String: Any])
      #expect(
        (physical["region"] as? [String: Any])?["startLine"] as? Int == finding.evidence[0].line)
      let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
      #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") })
    }
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 2)
  }

  @Test func `OCSF is a data security finding a line, with all that its class demands`() throws {
    let lines = lines { receive in
      OCSFReport(version: "0.1.0").write(HostileSample.run(findings), to: receive)
    }
    #expect(lines.count == findings.count)
    for (line, finding) in zip(lines, findings) {
      let event = try object(line)
      #expect(event["class_uid"] as? Int == 2006 && event["type_uid"] as? Int == 200_601)
      #expect(event["category_uid"] as? Int == 2 && event["activity_id"] as? Int == 1)
      #expect(event["severity_id"] as? Int == finding.severity.rawValue + 1)
      #expect(event["time"] as? Int == Int(finding.last.microseconds / 1000))
      #expect((event["finding_info"] as? [String: Any])?["uid"] as? String == finding.id)
      #expect((event["unmapped"] as? [String: Any])?["id"] as? String == finding.id)
      #expect((event["metadata"] as? [String: Any])?["version"] as? String == "1.5.0")
    }
  }

  @Test func `Timesketch gets what it demands, an object a line`() throws {
    let lines = lines { receive in
      TimesketchReport(zone: HostileSample.zone).write(findings, to: receive)
    }
    let objects = try lines.map { try object($0) }
    #expect(objects.count { $0["data_type"] as? String == "exfil:finding" } == findings.count)
    #expect(objects.count { $0["data_type"] as? String == "exfil:event" } == findings.count)
    for object in objects {
      for name in ["message", "datetime", "timestamp_desc"] {
        #expect((object[name] as? String)?.isEmpty == false)
      }
    }
  }

  @Test func `the layer counts findings by technique, without those on trial`() throws {
    let layer = try object(
      String(decoding: NavigatorReport.layer(of: findings), as: UTF8.self))
    let techniques = try #require(layer["techniques"] as? [[String: Any]])
    #expect(
      techniques.compactMap { $0["techniqueID"] as? String } == [
        "T1048.001", "T1048.002", "T1048.003",
      ])
    #expect(
      techniques.reduce(0) { $0 + ($1["score"] as? Int ?? 0) } == findings.count { !$0.isTrial })
  }

  @Test(arguments: [
    ("a/b.log", "a/b.log"), ("/var/log/x y.log", "file:///var/log/x%20y.log"), ("c:d", "./c%3Ad"),
    ("ログ", "%E3%83%AD%E3%82%B0"), ("a<b\">", "a%3Cb%22%3E"),
  ])
  func `paths are URI references in SARIF`(_ path: String, _ uri: String) {
    var finding = FindingSample.complete
    finding.evidence[0].file = path
    let text = lines { receive in
      SARIFReport(version: "1").write(HostileSample.run([finding]), to: receive)
    }.joined()
    #expect(text.contains("\"artifactLocation\":{\"uri\":\"\(uri)\"}"))
  }
}

/// Reads CSV by the rules of RFC 4180, and nothing of how reports write it.
enum CSVCellReader {
  static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          scalars.removeFirst()
          cell.unicodeScalars.append("\"")
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        row.append(cell)
        cell = ""
      } else if scalar == "\n" {
        row.append(cell)
        rows.append(row)
        (row, cell) = ([], "")
      } else if scalar != "\r" {
        cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
