import ByteScan
import EventModel
import Testing

@testable import LogFormats

extension LogReaderOptions {
  /// A zone and a year, as the tests of syslog need them.
  static let tokyo2026 = LogReaderOptions(
    timezone: CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo"), year: 2026)
}

struct SyslogReaderTests {
  static let rows: [(line: String, call: String)] = [
    (
      "Nov 21 15:47:40 srv01 postfix/qmgr[9015]: D1E3EF781EF: removed",
      "fragment postfixQueue srv01/D1E3EF781EF"
    ),
    (
      "<22>Nov  1 05:47:40 SRV01 postfix/qmgr[9015]: D1E3EF781EF: removed",
      "fragment postfixQueue srv01/D1E3EF781EF"
    ),
    (
      "Nov 1 05:47:40 srv01 postfix/qmgr[9015]: D1E3EF781EF: removed",
      "fragment postfixQueue srv01/D1E3EF781EF"
    ),
    (
      "2026-11-21T15:47:40.775795+09:00 srv01 postfix-out/smtp[1]: 48rT2v1hQrz1J0N: removed",
      "fragment postfixQueue srv01/48rT2v1hQrz1J0N"
    ),
    (
      #"<22>1 2026-11-21T15:47:40.775795+09:00 srv01 postfix 9015 - [a b="]\"" c="d"]  D1E3EF781EF: removed"#,
      "fragment postfixQueue srv01/D1E3EF781EF"
    ),
    (
      "<22>1 2026-11-21T06:47:40Z srv01 postfix 9015 - - \u{FEFF}D1E3EF781EF: removed",
      "fragment postfixQueue srv01/D1E3EF781EF"
    ),
    (
      "Nov 21 15:47:40 postfix/qmgr[9015]: D1E3EF781EF: removed",
      "fragment postfixQueue /D1E3EF781EF"
    ),
    ("Nov 21 15:47:40 srv01 postfix/smtpd[1]: connect from a[10.0.0.1]", "ignored irrelevant"),
    (
      "Nov 21 15:47:40 srv01 postfix/smtpd[1]: NOQUEUE: reject: RCPT from a[10.0.0.1]: 550 no; from=<a@b> to=<c@d>",
      "ignored irrelevant"
    ),
    (
      "Nov 21 15:47:40 srv01 postfix/anvil[1]: statistics: max cache size 1 at Nov 21 15:47:40",
      "ignored irrelevant"
    ),
    (
      "Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: from=<a@b>, size=x1, nrcpt=1 (queue active)",
      "rejected bad_number"
    ),
    (
      "Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: from=<a@b>, size=-1, nrcpt=1 (queue active)",
      "rejected negative_size"
    ),
    ("Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: from=<a@b", "rejected malformed"),
    ("Nov 21 15:47:40 srv01 postfix/smtp[1]: ABCDE: to=<a@b>, relay=none", "rejected malformed"),
    ("Nov 21 15:47:40 srv01 CRON[812]: (root) CMD (run-parts)", "ignored other_program CRON"),
    (
      "Nov 21 15:47:40 srv01 smbd[9034]:   smbd version 4.17.12-Debian started.",
      "ignored other_program smbd"
    ),
    ("Nov 21 15:47:40 srv01 last message repeated 2 times", "ignored other_program last"),
    ("Nov 21 15:47:40 pc kernel: [    1.5] usb 2-1: Product: Ultra", "fragment kernelUSB pc/2"),
    (
      "Nov 21 15:47:40 pc kernel: usb-storage 1-4.2:1.0: USB Mass Storage device detected",
      "fragment kernelUSB pc/1"
    ),
    ("Nov 21 15:47:40 pc kernel: [1.5] scsi host3: usb-storage 2-1:1.0", "fragment kernelUSB pc/2"),
    (
      "Nov 21 15:47:40 pc mtp-probe: bus: 1, device: 9 was an MTP device", "fragment kernelUSB pc/1"
    ),
    ("Nov 21 15:47:40 pc mtp-probe: bus: 1, device: 9 was not an MTP device", "ignored irrelevant"),
    (
      "Nov 21 15:47:40 pc kernel: [1.5] usb usb1: Product: xHCI Host Controller",
      "ignored irrelevant"
    ),
    ("Nov 21 15:47:40 pc kernel: [1.5] hub 1-0:1.0: USB hub found", "ignored irrelevant"),
    (
      "Nov 21 15:47:40 pc kernel: [1.5] sd 3:0:0:0: [sdb] Attached SCSI removable disk",
      "ignored irrelevant"
    ),
    ("Nov 21 15:47:40 pc kernel: [1.5] eth0: link up", "ignored irrelevant"),
    ("Nov 21 15:47:40 pc kernel: usb 2-1: New USB device found, idVendor=07", "rejected malformed"),
    ("Nov 32 15:47:40 pc kernel: usb 2-1: Product: Ultra", "rejected bad_time"),
    ("Nov 21 24:47:40 pc kernel: usb 2-1: Product: Ultra", "rejected bad_time"),
    ("Nov 21 23:59:60 pc kernel: usb 2-1: Product: Ultra", "rejected bad_time"),
    ("torn line of something", "rejected malformed"),
    ("", "ignored blank"),
    ("\0\0\0\0\0 x", "rejected nul_run"),
    (
      "Nov 21 15:47:40 srv01 squid[7]: 1.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u H/- -",
      "ignored other_program squid"
    ),
  ]

  @Test(arguments: rows)
  func `sends each line to the format of its program`(line: String, call: String) throws {
    let sink = LogReader.record(line + "\n", as: try .syslog(), options: .tokyo2026)
    #expect(sink.calls == [call])
    #expect(LogReader.record(line + "\r\n", as: try .syslog(), options: .tokyo2026).calls == [call])
  }

  @Test(arguments: [1, 17, 64, 100, 500, 2000])
  func `gives the same lines wherever blocks end`(blockByteCount: Int) throws {
    let text = Self.rows.map(\.line).joined(separator: "\n")
    let cut = LogReader.record(
      text, as: try .syslog(), options: .tokyo2026, blockByteCount: blockByteCount)
    #expect(cut.calls == Self.rows.map(\.call))
    #expect(cut.lines.map(\.number) == Array(1...Self.rows.count))
  }

  @Test func `rejects handled lines without a zone, and nothing else`() throws {
    let lines = [
      "Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed",
      "2026-11-21T15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed",
      "2026-11-21T15:47:40+09:00 srv01 postfix/qmgr[1]: ABCDE: removed",
      "Nov 21 15:47:40 srv01 cron[1]: x",
      "Nov 21 15:47:40 srv01 postfix/smtpd[1]: connect from a[10.0.0.1]",
    ]
    let sink = LogReader.record(
      lines.joined(separator: "\n"), as: try .syslog(), options: LogReaderOptions(year: 2026))
    #expect(
      sink.calls == [
        "rejected zone_unknown", "rejected zone_unknown", "fragment postfixQueue srv01/ABCDE",
        "ignored other_program cron", "ignored irrelevant",
      ])
  }

  @Test(arguments: 0..<60)
  func `makes one call a line of any bytes`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bytes = Array(
      (Self.rows.map(\.line) + SambaAuditTests.rows.map { SambaAuditTests.head + $0.text })
        .joined(separator: "\n").utf8)
    for _ in 0..<120 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      }
    }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let sink = LogReader.record(bytes, as: try .syslog(), options: .tokyo2026)
    #expect(sink.calls.count == lines.count, "seed \(seed)")
    // What was handed on as a part of a record can be read back, and every line is used once.
    let queues = sink.fragments.filter { $0.family == .postfixQueue }.map(\.line)
    var joiner = MailJoiner(.postfix)
    for line in queues { joiner.add(line.bytes.span, at: line.time) }
    joiner.findRecords()
    #expect(joiner.lineNumbers(of: joiner.records.indices) == Array(queues.indices))
    var event = Event()
    joiner.fill(&event, with: joiner.records.indices)
    let devices = sink.fragments.filter { $0.family == .kernelUSB }.map(\.line)
    #expect(
      USBJoiner.records(of: devices).flatMap(\.lines).sorted() == Array(devices.indices),
      "seed \(seed)")
  }
}
