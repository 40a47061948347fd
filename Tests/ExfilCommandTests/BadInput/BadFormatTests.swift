internal import Testing

/// Logs that do not say what they are, or when: the message names the option that says it.
@Suite struct BadFormatTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(3), to: "good.log")
  }

  @Test func `two declared formats that fit are both named, and --as decides`() throws {
    let site = try fixture.folder.read("site.exfil")
    let format = try #require(site.firstMatch(of: /format company_proxy[^}]*}/)).output
    let other = format.replacing("company_proxy", with: "other_proxy")
      .replacing("%>st\"", with: "%<sh\"").replacing("bytes_out=400000007B ", with: "")
    try fixture.folder.write(site + other + "\n", to: "two.exfil")
    let scan = try fixture.scan(["good.log"], rules: "two.exfil")
    #expect(scan.result.status == 2 && scan.users.isEmpty)
    #expect(try scan.codes("good.log") == ["format_ambiguous"])
    #expect(scan.result.errors.contains("company_proxy, other_proxy"))
    #expect(scan.result.errors.contains("--as"))
    let named = try fixture.scan(
      ["good.log"], ["--as", "*.log=company_proxy"], rules: "two.exfil")
    #expect(named.result.status == 0 && named.users == ScanFixture.users(3))
  }

  /// Two devices, one ten seconds before the New Year and one ten seconds after it.
  private static let devices = [("Dec 31 23:59:50", 1), ("Jan  1 00:00:10", 2)]
    .flatMap { time, number in
      [
        "new high-speed USB device number 4 using xhci_hcd",
        "New USB device found, idVendor=0781, idProduct=5583, bcdDevice= 1.00",
        "New USB device strings: Mfr=1, Product=2, SerialNumber=3", "SerialNumber: S\(number)",
      ].map { "\(time) pc\(number) kernel: [    9.\(number)] usb 1-\(number): \($0)\n" }
    }.joined()

  private func scanDevices(_ name: String, _ options: [String]) throws -> ScanFixture.Scan {
    try fixture.folder.write(Self.devices, to: name)
    let site = try fixture.folder.read("site.exfil")
    try fixture.folder.write(
      site + "rule device \"d\" { when device severity high cooldown 1s }\n",
      to: "devices.exfil")
    return try fixture.scan([name, "good.log"], options, rules: "devices.exfil")
  }

  @Test(arguments: [
    ([], ["zone_unknown", "year_ambiguous"]),
    (["--timezone", "Asia/Tokyo"], ["year_ambiguous"]), (["--year", "2025"], ["zone_unknown"]),
  ]) func `times without zone or year are not guessed`(
    _ options: [String], _ codes: [String]
  ) throws {
    let scan = try scanDevices("kern.log", options)
    #expect(scan.result.status == 2)
    #expect(try scan.codes("kern.log") == codes)
    #expect(try scan.rejected("kern.log").values.reduce(0, +) == 8)
    for code in codes {
      #expect(scan.result.errors.contains(code == "zone_unknown" ? "--timezone" : "--year"))
    }
    #expect(Set(scan.users).isSuperset(of: ScanFixture.users(3)))
  }

  /// D01: `gzip` keeps when the file was last written, and no line can be later.
  @Test func `the year follows from the time in gzip, and the account says so`() throws {
    var packed = GzipText.member(Self.devices.utf8)
    let written: UInt32 = 1_767_300_000  // 2026-01-01T20:40:00Z
    for index in 0..<4 {
      packed[4 + index] = UInt8(truncatingIfNeeded: written >> (8 * UInt32(index)))
    }
    _ = try scanDevices("kern.log", [])
    try fixture.write(packed, to: "kern.gz")
    let scan = try fixture.scan(
      ["kern.gz", "good.log"], ["--timezone", "Asia/Tokyo"], rules: "devices.exfil")
    #expect(scan.result.status == 0, "\(scan.result.errors)")
    #expect(try scan.codes("kern.gz") == ["year_from"])
    #expect(scan.result.errors.contains("year_from (time in gzip)"))
    let input = try scan.input("kern.gz")
    #expect((input["first_event"] as? String)?.hasPrefix("2025-12-31") == true, "\(input)")
    #expect((input["last_event"] as? String)?.hasPrefix("2026-01-01") == true, "\(input)")
  }

  @Test(arguments: [
    ("kern.log", ["--timezone", "Asia/Tokyo", "--year", "2025"]),
    ("kern.log-20260102", ["--timezone", "Asia/Tokyo"]),
  ]) func `with zone and year the calendar runs on over New Year`(
    _ name: String, _ options: [String]
  ) throws {
    let scan = try scanDevices(name, options)
    #expect(scan.result.status == 0, "\(scan.result.errors)")
    #expect(scan.result.output.contains(#""first":"2025-12-31T23:59:50.000+09:00""#))
    #expect(scan.result.output.contains(#""first":"2026-01-01T00:00:10.000+09:00""#))
  }

  @Test func `the zone of the machine changes nothing`() throws {
    let scan = try scanDevices("kern.log", ["--timezone", "Asia/Tokyo", "--year", "2025"])
    for (zone, language) in [("America/New_York", "ja_JP.UTF-8"), ("Asia/Kolkata", "tr_TR.UTF-8")] {
      let elsewhere = try CommandResult(
        running: [
          "scan", "kern.log", "good.log", "--rules", "devices.exfil", "--format", "jsonl",
          "--timezone", "Asia/Tokyo", "--year", "2025",
        ], in: fixture.folder, environment: ["TZ": zone, "LC_ALL": language, "LANG": language])
      #expect(elsewhere.output == scan.result.output)
    }
  }
}
