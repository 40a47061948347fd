internal import Foundation
internal import Testing

/// Times as they should not be, one test a fault of the catalogue (D01 to D12, D14).
struct TimeFaultTests {
  private let fixture: FaultFixture
  init() throws { fixture = try FaultFixture() }

  private static let newYear =
    FaultFixture.kernel("Dec 31 23:59:50") + FaultFixture.kernel("Jan  1 00:00:10")

  /// The files given, the times of the first and last event, and what the account says of the year.
  static let years: [(file: String, beside: String?, options: [String], basis: String?)] = [
    ("kern.log", nil, ["--year", "2025"], nil),
    ("kern.log-20260102", nil, [], "year_from (file name)"),
    ("kern.log", "kern.log-20251230.gz", [], "year_from (kern.log-20251230.gz)"),
    ("kern.log", "kern-2025-12-31.log", [], "year_from (kern-2025-12-31.log)"),
  ]

  @Test(arguments: years)
  func `D01 the year is told, or follows from the name, or from the file rotated before`(
    file: String, beside: String?, options: [String], basis: String?
  ) throws {
    try fixture.folder.write(Self.newYear, to: file)
    if let beside {
      try fixture.folder.write(FaultFixture.kernel("Dec 29 10:00:00"), to: beside)
    }
    for names in [[file] + (beside.map { [$0] } ?? []), (beside.map { [$0] } ?? []) + [file]] {
      let read = try fixture.events(names, ["--timezone", "Asia/Tokyo"] + options)
      #expect(read.times.contains("2025-12-31T14:59:50.000000Z"), "\(read.account)")
      #expect(read.times.contains("2025-12-31T15:00:10.000000Z"))
      if let basis { #expect(read.account.contains(basis), "\(read.account)") }
    }
  }

  @Test(arguments: ["kern.log-20250930", "messages-20251230"])
  func `D01 a rotated file of another log, or too old, tells nothing`(beside: String) throws {
    try fixture.folder.write(Self.newYear, to: "kern.log")
    try fixture.folder.write(FaultFixture.kernel("Sep 29 10:00:00"), to: beside)
    let read = try fixture.events(["kern.log", beside], ["--timezone", "Asia/Tokyo"])
    #expect(read.status == 2 && read.rejected.contains("year_ambiguous 2"), "\(read.account)")
  }

  @Test func `D02 a log of more than a year is not guessed at`() throws {
    let text = ["Mar 10 10:00:00", "Dec  1 10:00:00", "Mar 11 10:00:00"].map(FaultFixture.kernel)
    try fixture.folder.write(text.joined(), to: "kern.log-20260401")
    let read = try fixture.events(["kern.log-20260401"], ["--timezone", "Asia/Tokyo"])
    #expect(read.status == 2 && read.rejected == "year_ambiguous 2", "\(read.account)")
  }

  @Test func `D03 a day that the year lacks costs its line, or moves the year`() throws {
    let text = ["Feb 28 10:00:00", "Feb 29 10:00:00", "Mar  1 10:00:00"].map(FaultFixture.kernel)
    try fixture.folder.write(text.joined(), to: "kern.log")
    let read = try fixture.events(["kern.log"], ["--timezone", "UTC", "--year", "2026"])
    #expect(read.rejected == "bad_time 1")
    #expect(read.times == ["2026-02-28T10:00:00.000000Z", "2026-03-01T10:00:00.000000Z"])
    try fixture.folder.write(text[1], to: "kern.log-20290301")
    let leap = try fixture.events(["kern.log-20290301"], ["--timezone", "UTC"])
    #expect(leap.times == ["2028-02-29T10:00:00.000000Z"])
  }

  /// How a time is declared, its text, and the time or the reason of the rejection.
  static let forms: [(fault: String, form: String, text: String, result: String)] = [
    ("D04", "\"yyyy/M/d H:mm:ss\"", "2026/2/6 9:05:07", "2026-02-06T00:05:07.000000Z"),
    ("D04", "\"yyyy/M/d H:mm:ss\"", "2026/02/06 09:05:07", "2026-02-06T00:05:07.000000Z"),
    ("D04", "\"yyyy/M/d H:mm:ss\"", "26/2/6 9:05:07", "bad_time 1"),
    ("D04", "\"yy/M/d H:mm\"", "69/2/6 9:05", "2069-02-06T00:05:00.000000Z"),
    ("D04", "\"yy/M/d H:mm\"", "70/2/6 9:05", "1970-02-06T00:05:00.000000Z"),
    ("D05", "iso", "2026-10-12T09:00:00+0900", "2026-10-12T00:00:00.000000Z"),
    ("D05", "iso", "2026-10-12T09:00:00+09:00", "2026-10-12T00:00:00.000000Z"),
    ("D05", "iso", "2026-10-12T09:00:00Z", "2026-10-12T09:00:00.000000Z"),
    ("D05", "iso", "2026-10-12 09:00:00", "2026-10-12T00:00:00.000000Z"),
    ("D05", "iso", "2026-10-12 09:00:00 JST", "bad_time 1"),
    ("D08", "iso", "2026-12-31 23:59:60", "bad_time 1"),
    ("D08", "iso", "2026-12-31 24:00:00", "bad_time 1"),
    ("D08", "epoch", "1791766271", "2026-10-12T00:51:11.000000Z"),
    ("D08", "epoch", "1791766271000", "bad_time 1"),
    ("D08", "epoch_ms", "1791766271000", "2026-10-12T00:51:11.000000Z"),
    ("D08", "epoch_ms", "134362346710000000", "bad_time 1"),
    ("D09", "epoch", "-5", "bad_time 1"),
  ]

  @Test(arguments: forms) func `D04 D05 D08 D09 a time is read as declared, or rejected`(
    fault: String, form: String, text: String, result: String
  ) throws {
    try fixture.declare(time: form)
    let read = try fixture.events(ofRows: ["\(text),a,/x"])
    #expect(read.times.first ?? read.rejected == result, "\(fault)")
  }

  @Test func `D05 zones may differ from line to line`() throws {
    let read = try fixture.events(ofRows: [
      "2026-10-12T09:00:00+09:00,a,/x", "2026-10-12T00:00:00Z,a,/x", "2026-10-12 09:00:00,a,/x",
    ])
    #expect(Set(read.times) == ["2026-10-12T00:00:00.000000Z"] && read.times.count == 3)
  }

  @Test func `D06 an hour that comes twice is its first, one that is left out moves on`() throws {
    try fixture.declare(zone: "America/New_York")
    let read = try fixture.events(ofRows: [
      "2026-11-01 01:30:00,a,/x", "2026-03-08 02:30:00,a,/x", "2026-03-08 03:30:00,a,/x",
    ])
    #expect(
      read.times == [
        "2026-11-01T05:30:00.000000Z", "2026-03-08T07:30:00.000000Z", "2026-03-08T07:30:00.000000Z",
      ])
    #expect(read.account.contains("ambiguous_local: 1 lines"), "\(read.account)")
    #expect(read.account.contains("skipped_local: 1 lines"), "\(read.account)")
  }

  @Test func `D07 a night begins with its first second and ends before its last`() throws {
    let stamps = [
      "2026-12-31 21:59:59", "2026-12-31 22:00:00", "2027-01-01 00:00:00", "2027-01-01 04:59:59",
      "2027-01-01 05:00:00",
    ]
    _ = try fixture.events(ofRows: stamps.enumerated().map { "\($1),u\($0),/x" })
    let found = try fixture.findings(["table.csv", "--rule", "at.night"])
    #expect(found.compactMap { FaultFixture.value("user", in: $0) }.sorted() == ["u1", "u2", "u3"])
  }

  @Test(arguments: [
    ("iso", "1970-01-01 00:00:00"), ("iso", "0001-01-01 00:00:00"), ("iso", "9999-12-31 00:00:00"),
    ("epoch", "0"), ("epoch", "2147483647"),
  ]) func `D09 an implausible time is kept as it is, told, and out of every window`(
    form: String, text: String
  ) throws {
    try fixture.declare(time: form)
    let good = form == "iso" ? "2026-10-12 09:00:00" : "1791766271"
    let read = try fixture.events(ofRows: ["\(text),odd,/x", "\(good),good,/x"])
    #expect(read.status == 0 && read.lines.count == 2)
    #expect(read.account.contains("implausible_time: 1 events"), "\(read.account)")
    let found = try fixture.findings(["table.csv"])
    #expect(Set(found.compactMap { FaultFixture.value("user", in: $0) }) == ["good"])
  }

  @Test(arguments: [(300, false), (3 * 3600, true)])
  func `D10 events later than the file that holds them are told`(
    seconds: Int, isTold: Bool
  ) throws {
    let text = Array((FaultFixture.header + "2026-10-12 09:00:00,a,/x\n").utf8)
    var packed = GzipText.member(text)
    let written = UInt32(1_791_763_200 - seconds)
    for index in 0..<4 { packed[4 + index] = UInt8(truncatingIfNeeded: written >> (8 * index)) }
    try fixture.write(packed, to: "table.csv.gz")
    let read = try fixture.events(["table.csv.gz"])
    #expect(read.status == 0 && read.times == ["2026-10-12T00:00:00.000000Z"])
    #expect(read.account.contains("future_time") == isTold, "\(read.account)")
    // Of several members only the first tells a time, and lines of the others are later.
    try fixture.write(packed + packed, to: "table.csv.gz")
    #expect(try !fixture.events(["table.csv.gz"]).account.contains("future_time"))
  }

  @Test func `D11 D12 neither the order of lines and files nor equal times matter`() throws {
    let rows = [
      "2026-10-12 09:00:00,a,/1", "2026-10-12 08:59:59,a,/2", "2026-10-09 09:00:00,a,/3",
      "2026-10-12 09:00:00,a,/4", "2026-10-12 09:00:00,a,/1", "2026-10-12 08:00:00,a,/5",
    ]
    func told(_ parts: [[String]], jobs: String) throws -> [String] {
      var names: [String] = []
      for (index, part) in parts.enumerated() {
        names.append("part\(index).csv")
        try fixture.folder.write(
          FaultFixture.header + part.map { $0 + "\n" }.joined(), to: names[index])
      }
      return try fixture.findings(names, ["--jobs", jobs]).map { line in
        line.replacing(/"(file|line|offset)":("[^"]*"|\d+)/) { "\"\($0.1)\":0" }
      }
    }
    let sorted = try told([rows.sorted()], jobs: "1")
    #expect(sorted.count >= 3)
    #expect(try told([rows], jobs: "1") == sorted)
    #expect(try told([rows.reversed()], jobs: "3") == sorted)
    #expect(try told([Array(rows[3...]), Array(rows[..<3])], jobs: "2") == sorted)
  }

  @Test(arguments: [("Asia/Tokyo", "ja_JP.UTF-8"), ("America/New_York", "tr_TR.UTF-8"), ("", "C")])
  func `D14 zone and language of the machine change no byte`(
    zone: String, language: String
  ) throws {
    try fixture.folder.write(
      FaultFixture.header + "2026-10-12 09:00:00,İI,/ファイル\n", to: "table.csv")
    func run(_ environment: [String: String]) throws -> String {
      let arguments = ["scan", "table.csv", "--rules", "rules.exfil", "--format", "jsonl"]
      let result = try CommandResult(
        running: arguments, in: fixture.folder, environment: environment)
      return result.output + result.errors
    }
    let elsewhere = try run(["TZ": zone, "LC_ALL": language, "LANG": language])
    #expect(try run(["TZ": "UTC", "LC_ALL": "C"]) == elsewhere)
  }
}
