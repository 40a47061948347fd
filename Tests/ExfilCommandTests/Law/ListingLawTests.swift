internal import Foundation
internal import Testing

/// Listing a folder opens every file in it: whether an open is a read is a matter of its server,
/// and of no file of the server's log.
@Suite struct ListingLawTests {
  private let folder: TemporaryFolder
  /// The sample company's file server, which logs transfers.
  private let audit: String

  init() throws {
    folder = try TemporaryFolder()
    let text = try SampleLogs.text(of: SampleLogs.path("files/audit.log"))
    audit = String(decoding: text, as: UTF8.self)
  }

  private static let listing = SampleLogs.opens(on: "fs01").joined()
  /// A server whose log shows no transfer.
  private static let opensAlone = SampleLogs.opens(on: "fs02").joined()
  private static let transfer =
    "2026-10-14T18:00:00.000000+09:00 FS02 smbd_audit: ito.s|10.1.0.9|pc-ito|share|pread_recv|ok|"
    + "/srv/share/共通/連絡.pdf\n"

  /// Scans texts, each as a file of its own, and holds the accounts to the lines.
  private func scan(
    _ texts: [String], _ options: [String] = [], packed: Bool = false
  ) throws -> SampleScan {
    let folder = try TemporaryFolder()
    var names: [String] = []
    for (number, text) in texts.enumerated() {
      let bytes = Array(text.utf8)
      let name = "\(number).log"
      try Data(packed ? GzipText.members(bytes, cutAt: [bytes.count / 3 + 1]) : bytes)
        .write(to: folder.url.appending(path: name))
      names.append(name)
    }
    return try SampleScan(names, options, in: folder)
  }

  private func lines(_ text: String, parts: Int) -> [String] {
    let lines = text.split(separator: "\n").map { $0 + "\n" }
    return (0..<parts).map { part in
      lines[(lines.count * part / parts)..<(lines.count * (part + 1) / parts)].joined()
    }
  }

  @Test func `a listing in a file of its own is no reading`() throws {
    let whole = try scan([audit + Self.listing])
    // Of the shipped rules; those of the law count every event.
    let shipped = whole.report.split(separator: "\n").filter { !$0.contains(#""rule":"law."#) }
    #expect(!shipped.isEmpty && !shipped.contains { $0.contains("ito.s") })
    let cuttings: [(String, [String])] = [
      ("apart", [audit, Self.listing]), ("the listing first", [Self.listing, audit]),
      ("in pieces", lines(Self.listing + audit, parts: 7)),
      ("in pieces, turned around", lines(Self.listing + audit, parts: 7).reversed()),
      ("around the log", lines(Self.listing, parts: 2) + [audit]),
    ]
    for (what, texts) in cuttings {
      whole.expectSame(as: try scan(texts), what)
      whole.expectSame(as: try scan(texts, packed: true), what + ", packed")
    }
  }

  @Test(arguments: ["1", "2", "8"]) func `workers and memory change no open`(
    jobCount: String
  ) throws {
    let texts = [Self.opensAlone, Self.listing, audit]
    let whole = try scan(texts, ["--jobs", "1"])
    #expect(whole.report.contains("ito.s"))
    let options = ["--jobs", jobCount, "--memory", "1MB"]
    let scan = try scan(texts, options)
    whole.expectSame(as: scan, "\(options)")
    // Shared by eight workers, the least memory is too little for the facts of the opens.
    if jobCount == "8" { #expect(scan.spilledByteCount > 0) }
  }

  @Test func `what only opens files reads them, beside a server that logs more`() throws {
    let whole = try scan([audit + Self.listing + Self.opensAlone])
    #expect(whole.report.contains("ito.s"))
    whole.expectSame(as: try scan([Self.opensAlone, audit + Self.listing]), "two files")
    whole.expectSame(
      as: try scan(lines(Self.opensAlone, parts: 5) + [Self.listing, audit]), "seven files")
    // Without the opens of the server that logs more, the findings are the same.
    #expect(
      try scan([audit, Self.opensAlone]).portableReport == whole.portableReport)
  }

  @Test func `one transfer in any file makes all opens of its server listings`() throws {
    let whole = try scan([Self.opensAlone + Self.transfer])
    #expect(whole.report.isEmpty)
    #expect(whole.eventLineCount == 0)
    for texts in [[Self.opensAlone, Self.transfer], [Self.transfer, Self.opensAlone]] {
      whole.expectSame(as: try scan(texts), "two files")
    }
    #expect(try scan([Self.opensAlone]).eventLineCount == 590)
  }

  @Test func `standard input decides with the files`() throws {
    try folder.write(Self.listing, to: "listing.log")
    try folder.write(audit, to: "audit.log")
    let whole = try SampleScan(["audit.log", "listing.log"], in: folder)
    whole.expectSame(
      as: try SampleScan(["listing.log", "-"], in: folder, input: "audit.log"), "the log")
    whole.expectSame(
      as: try SampleScan(["-", "audit.log"], in: folder, input: "listing.log"), "the listing")
  }

  @Test func `the account of every file follows the decision`() throws {
    try folder.write(Self.listing, to: "listing.log")
    try folder.write(audit, to: "audit.log")
    for (names, events) in [(["listing.log"], 590), (["listing.log", "audit.log"], 0)] {
      let scan = try CommandResult(
        running: ["scan"] + names + [
          "--rules", SampleLogs.project.appending(path: "Rules").path(percentEncoded: false),
          "-o", "summary=\(folder.path("run.json"))",
        ], in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      let data = try Data(contentsOf: folder.url.appending(path: "run.json"))
      let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let inputs = try #require(summary["inputs"] as? [[String: Any]])
      let listing = try #require(inputs.first { $0["file"] as? String == "listing.log" })
      #expect(listing["lines"] as? Int == 590)
      #expect(listing["event_lines"] as? Int == events)
      let ignored = listing["ignored"] as? [String: Int] ?? [:]
      #expect(ignored["irrelevant", default: 0] == 590 - events)
    }
  }

  @Test func `events are printed as they are counted`() throws {
    try folder.write(Self.listing, to: "listing.log")
    try folder.write(Self.opensAlone, to: "opens.log")
    try folder.write(audit, to: "audit.log")
    let names = ["listing.log", "opens.log", "audit.log"]
    let result = try CommandResult(running: ["events"] + names, in: folder)
    let files = result.output.split(separator: "\n").map { line in
      names.first { line.contains("\"\($0)\"") } ?? ""
    }
    let opened = [String](repeating: "opens.log", count: 590)
    #expect([String](files.prefix(591)) == opened + ["audit.log"])
    #expect(!files.contains("listing.log"))
  }
}
