internal import Foundation
internal import Testing

/// Lines and encodings as they should not be, one test a fault of the catalogue (C01 to C18).
///
/// What else is held of them: C03 to C05 and C15 in ``BadTextTests``, C05 to C12 in ``EncodingScanTests``,
/// C16 and C18 in the conformance folder `w3c` and in `LineNumberTests`.
struct TextFaultTests {
  private let fixture: FaultFixture
  init() throws { fixture = try FaultFixture() }
  private static let stamp = "2026-10-12 09:00:00"

  /// What stands in the file after the header, the paths read, and what is rejected.
  static let texts: [(fault: String, text: String, paths: [String], rejected: String)] = [
    ("C01", "\(stamp),a,/x", ["/x"], ""),
    ("C02", "\(stamp),a,/x\r\n\(stamp),a,/y\n", ["/x", "/y"], ""),
    ("C02", "\(stamp),a,/x\u{85}y\u{2028}z\n", ["/x\u{85}y\u{2028}z"], ""),
    ("C02", "\(stamp),a,/x\r\(stamp),a,/y\n", [], "column_count 1"),
    ("C03", "\(stamp),a,/x\u{0}y\n", ["/x\u{0}y"], ""),
    ("C03", "\u{0}\u{0}\u{0}\u{0}\n\(stamp),a,/x\n", ["/x"], "nul_run 1"),
    ("C13", "\(stamp),a,\"/x\ny\"\"z\"\n", ["/x\ny\"z"], ""),
    ("C13", "\(stamp),a,\"/open\n\(stamp),a,/y\n", ["/y"], "open_quote 1"),
    ("C13", "\(stamp)\n\(stamp),a,/y\n", ["/y"], "column_count 1"),
    ("C13", "\(stamp),a,/y\(String(repeating: ",", count: 500))\n", [], "column_count 1"),
    ("C17", "\(stamp),a,/a%2520b&amp;lt;\n", ["/a%2520b&amp;lt;"], ""),
  ]

  @Test(arguments: texts) func `C01 C02 C03 C13 C17 lines end, and cost, what they say`(
    fault: String, text: String, paths: [String], rejected: String
  ) throws {
    try fixture.folder.write(FaultFixture.header + text, to: "table.csv")
    let read = try fixture.events(["table.csv"])
    #expect(read.paths == paths && read.rejected == rejected, "\(fault): \(read.account)")
  }

  @Test func `C02 a file of carriage returns alone is told`() throws {
    try fixture.folder.write("time,user,path\r\(Self.stamp),a,/x\r", to: "table.csv")
    let read = try fixture.events(["table.csv"])
    #expect(read.status == 2 && read.account.contains("cr_only"))
  }

  @Test func `C06 a mark before a header is no part of it, in each member`() throws {
    let text = [0xEF, 0xBB, 0xBF] + Array((FaultFixture.header + "\(Self.stamp),a,/x\n").utf8)
    try fixture.write(GzipText.member(text) + GzipText.member(text), to: "table.csv.gz")
    let read = try fixture.events(["table.csv.gz"])
    #expect(read.paths == ["/x", "/x"] && read.rejected.isEmpty)
  }

  @Test func `C10 dashes and tildes of two encoders are kept as they were decoded`() throws {
    let read = try fixture.events(ofRows: [
      "\(Self.stamp),a,/\u{2212}\u{301C}", "\(Self.stamp),a,/\u{FF0D}\u{FF5E}",
    ])
    #expect(read.paths == ["/\u{2212}\u{301C}", "/\u{FF0D}\u{FF5E}"])
  }

  /// The same bytes are either encoding's kanji; a declaration decides where nothing else does.
  @Test(arguments: [("auto", "cp932"), ("cp932", "cp932"), ("euc-jp", "eucjp-ms")])
  func `C08 C11 a declared encoding decides where bytes leave it open`(
    declared: String, told: String
  ) throws {
    try fixture.declare(encoding: declared)
    let stored =
      Array((FaultFixture.header + "\(Self.stamp),a,/").utf8) + [0xB8, 0xDC, 0xB5, 0xD2, 0x0A]
    try fixture.write(stored, to: "table.csv")
    let read = try fixture.events(["table.csv"])
    let text = try IconvText.decode(stored, from: told == "cp932" ? "CP932" : "EUC-JP-MS")
    let path = try #require(text.split(separator: ",").last?.dropLast())
    #expect(read.paths == [String(path)] && read.account.contains("(\(told), "), "\(read.account)")
  }

  @Test(arguments: ["CP932", "EUC-JP-MS"])
  func `C08 C11 a header in a declared encoding is found`(encoding: String) throws {
    let columns = ["日時", "利用者", "表"]
    try fixture.declare(encoding: encoding == "CP932" ? "cp932" : "euc-jp", columns: columns)
    let text = columns.joined(separator: ",") + "\n\(Self.stamp),佐藤,C:\\表\\能力.txt\n"
    for stored in ["UTF-8", encoding, "UTF-16"] {
      try fixture.write(try IconvText.encode(Array(text.utf8), into: stored), to: "table.csv")
      let read = try fixture.events(["table.csv"])
      #expect(read.paths == [#"C:\表\能力.txt"#], "\(stored): \(read.account)")
      #expect(!read.account.contains("mixed_encodings"), "\(stored): \(read.account)")
    }
  }

  @Test func `C12 a line that is not as declared is read as what it is, and told`() throws {
    try fixture.declare(encoding: "cp932")
    let old = try IconvText.encode(Array("\(Self.stamp),a,/表\n".utf8), into: "CP932")
    try fixture.write(
      Array(FaultFixture.header.utf8) + old + Array("\(Self.stamp),a,/顧客\n".utf8), to: "table.csv")
    let read = try fixture.events(["table.csv"])
    #expect(read.paths == ["/表", "/顧客"] && read.account.contains("mixed_encodings"))
  }

  @Test func `C13 a column that the header names twice is nobody's`() throws {
    try fixture.folder.write("time,user,path,user\n\(Self.stamp),a,/x,b\n", to: "table.csv")
    let read = try fixture.events(["table.csv"])
    #expect(read.status == 2 && read.lines.isEmpty)
    #expect(read.account.contains("unrecognised_format"), "\(read.account)")
    try fixture.folder.write("time,user,path,note,note\n\(Self.stamp),a,/x,b,c\n", to: "table.csv")
    #expect(try fixture.events(["table.csv"]).paths == ["/x"])
  }

  /// The members of an object after its time and user, and the reason of its rejection.
  static let objects = [
    (#""p":"/x","p":"/y""#, "malformed 1"), (#""p":"/x","s":1e400"#, "bad_number 1"),
    (#""p":"/x","s":NaN"#, "malformed 1"), (#""p":"/x","s":18446744073709551616"#, "bad_number 1"),
    (#""p":"/x","s":9223372036854775807"#, ""), (#""p":"/x","#, "malformed 1"),
    (#""p":"/x"} {"t":1"#, "malformed 1"), (#""p":"/x","n":1,"n":2"#, ""),
    (#""p":"/x","n":\#(String(repeating: "[", count: 100_000))"#, "malformed 1"),
  ]

  @Test(arguments: objects) func `C14 an object is whole and plain, or rejected`(
    members: String, rejected: String
  ) throws {
    try fixture.folder.write(
      """
      exfil 1
      format objects "x" { kind file json time = json "t" as epoch user = json "u" path = json "p"
        size = json "s" action = read }
      """, to: "rules.exfil")
    let good = #"{"t":1791766271,"u":"a","p":"/good"}"#
    try fixture.folder.write(
      good + "\n" + #"{"t":1791766271,"u":"a",\#(members)}"# + "\n", to: "objects.json")
    let read = try fixture.events(["objects.json"])
    #expect(read.rejected == rejected && read.lines.count == (rejected.isEmpty ? 2 : 1))
  }

  @Test func `C15 lines of another format are told, with what was tried`() throws {
    try fixture.folder.write(String(repeating: "what is this\n", count: 500), to: "odd.log")
    let read = try fixture.events(["odd.log"])
    #expect(read.status == 2 && read.rejected == "unrecognised_format 500")
    #expect(read.account.contains("table reads 0") && read.account.contains("--ignore"))
    let forced = try fixture.events(["odd.log"], ["--as", "squid"])
    #expect(forced.status == 2 && forced.account.contains("reject_ratio"))
  }
}
