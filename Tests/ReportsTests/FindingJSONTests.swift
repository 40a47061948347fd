internal import EventModel
internal import Detection
internal import Reports
internal import Testing

@Suite struct FindingJSONTests {
  private func json(_ finding: Finding) -> String {
    var buffer: [UInt8] = []
    FindingJSON(zone: CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")).append(
      finding, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  @Test func `prints the contract, name by name`() {
    #expect(
      json(FindingSample.complete)
        == #"{"id":"f00d","rule":"cloud.personal_account","title":"個人契約のクラウドへの送信","#
        + #""category":"personal_cloud","severity":"high","score":87,"#
        + #""score_terms":[{"add":30,"why":"user is departing"}],"#
        + #""subject":{"kind":"user","value":"sato.k"},"user":"sato.k","name":"佐藤 健","#
        + #""department":"営業部","phase":"last_week","last_day":"2026-10-16","#
        + #""first":"2026-10-12T09:31:07.000+09:00","last":"2026-10-12T10:31:07.250+09:00","#
        + #""count":12,"bytes_out":73400320,"destinations":["12.gigafile.nu"],"#
        + #""message":"12.gigafile.nu へ 73.4MB","attack":["T1567.002"],"trial":false,"#
        + #""evidence":[{"file":"proxy/access.log.3.gz","line":48211,"offset":7811234,"#
        + #""sha256":"ab12"}],"evidence_total":12}"#)
  }

  @Test func `prints null for what is not known, and the cap only where there is one`() {
    let text = json(FindingSample.bare)
    #expect(
      text.contains(#""user":null,"name":null,"department":null,"phase":null,"last_day":null"#))
    #expect(text.contains(#""bytes_out":null,"destinations":[]"#))
    #expect(text.contains(#""trial":true,"capped_by":"tenant","evidence":[],"evidence_total":0}"#))
    #expect(!json(FindingSample.complete).contains("capped_by"))
  }

  @Test func `carries what the rule's author says to readers`() {
    var finding = FindingSample.bare
    finding.why = "なぜ"
    finding.next = "次に"
    finding.owner = "担当"
    #expect(
      json(finding).contains(
        #""message":"","why":"なぜ","next":"次に","owner":"担当","attack":[]"#))
    #expect(!json(FindingSample.complete).contains(#""next""#))
  }

  @Test func `names the findings that one over findings rests on`() {
    var finding = FindingSample.complete
    finding.grounds = [
      .init(id: "a1", rule: "usb.copy", score: 60), .init(id: "b2", rule: "mail.out", score: 70),
    ]
    #expect(json(finding).contains(#""trial":false,"findings":["a1","b2"],"evidence":["#))
    #expect(!json(FindingSample.complete).contains(#""findings""#))
  }

  @Test func `streams one line for each finding and nothing for none`() {
    let report = JSONLinesReport(zone: .utc)
    var lines: [String] = []
    let receive = { (bytes: Span<UInt8>) in
      var copy: [UInt8] = []
      for index in bytes.indices { copy.append(bytes[index]) }
      lines.append(String(decoding: copy, as: UTF8.self))
    }
    report.write([], to: receive)
    #expect(lines.isEmpty)
    report.write([FindingSample.complete, FindingSample.bare], to: receive)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.hasSuffix("}\n") && $0.filter(\.isNewline).count == 1 })
  }
}
