internal import Detection
internal import EventModel
internal import RuleProgram

/// Findings for the tests of reports.
enum FindingSample {
  static var complete: Finding {
    var finding = Finding()
    finding.id = "f00d"
    finding.rule = "cloud.personal_account"
    finding.title = "個人契約のクラウドへの送信"
    finding.category = "personal_cloud"
    finding.severity = .high
    finding.score = 87
    finding.scoreTerms = [.init(points: 30, why: "user is departing")]
    finding.subject = Subject(kind: .user, value: "sato.k")
    finding.user = "sato.k"
    finding.name = "佐藤 健"
    finding.department = "営業部"
    finding.phase = .lastWeek
    finding.lastDay = "2026-10-16"
    finding.first = Timestamp(microseconds: 1_791_765_067_000_000)
    finding.last = Timestamp(microseconds: 1_791_768_667_250_999)
    finding.count = 12
    finding.bytesOut = 73_400_320
    finding.destinations = ["12.gigafile.nu"]
    finding.message = "12.gigafile.nu へ 73.4MB"
    finding.attack = ["T1567.002"]
    finding.evidence = [
      EvidenceLine(file: "proxy/access.log.3.gz", line: 48211, offset: 7_811_234, sha256: "ab12")
    ]
    finding.evidenceTotal = 12
    return finding
  }

  static var bare: Finding {
    var finding = Finding()
    finding.id = "beef"
    finding.rule = "usb.attach"
    finding.title = "USB storage attached"
    finding.category = "removable_media"
    finding.severity = .medium
    finding.score = 40
    finding.subject = Subject(kind: .host, value: "pc-017")
    finding.count = 1
    finding.isTrial = true
    finding.cappedBy = "tenant"
    return finding
  }
}
