import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Records of several lines, by service: SFTP processes, print jobs, audit serials.
struct LineJoinerTests {
  /// What the lines of a text come to, each record with its number of lines.
  static func records(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    let format = FormatIdentifier().identify(bytes.span).format
    return LineJoining.records(in: LogReader.record(text, as: format, options: .tokyo2026))
  }

  private static func sftp(_ texts: [String], process: Int = 7) -> String {
    texts.enumerated().map { index, text in
      "Nov 21 15:47:\(10 + index) srv01 internal-sftp[\(process)]: \(text)"
    }.joined(separator: "\n")
  }

  static let sessions: [(name: String, log: String, records: [String])] = [
    (
      "a download and an upload",
      sftp([
        "session opened for local user sato from [10.0.0.5]",
        #"open "/srv/\351\241\247.csv" flags READ mode 0666"#,
        #"close "/srv/\351\241\247.csv" bytes read 3000 written 0"#,
        #"open "/srv/up" flags WRITE,CREATE,TRUNCATE mode 0644"#,
        #"close "/srv/up" bytes read 0 written 12"#,
        "session closed for local user sato from [10.0.0.5]",
      ]),
      [
        "1 irrelevant",
        "2 file code=close user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/顧.csv size=3000 action=download name=顧.csv extension=csv",
        "2 file code=close user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/up size=12 action=write name=up",
        "1 irrelevant",
      ]
    ),
    (
      "a server that was ended on the way leaves an open without a size",
      sftp([
        "session opened for local user sato from [10.0.0.5]",
        #"open "/srv/huge.bin" flags READ mode 0666"#,
      ]),
      [
        "1 irrelevant",
        "1 file code=open user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/huge.bin action=download name=huge.bin extension=bin",
      ]
    ),
    (
      "an open that was refused",
      sftp([
        #"open "/srv/a" flags READ mode 0666"#, "sent status Permission denied",
        "session closed for local user sato from [10.0.0.5]",
      ]),
      [
        "1 file code=open user=sato src_ip=10.0.0.5 outcome=failed path=/srv/a action=download name=a",
        "1 irrelevant", "1 irrelevant",
      ]
    ),
    (
      "a cut transfer, an empty file, a rename, a removal",
      sftp([
        "session opened for local user sato from [10.0.0.5]",
        #"forced close "/srv/a" bytes read 65536 written 0"#,
        #"open "/srv/empty" flags WRITE,CREATE mode 0644"#,
        #"close "/srv/empty" bytes read 0 written 0"#,
        #"posix-rename old "/srv/b" new "/srv/c""#, #"remove name "/srv/x"y\\z""#,
      ]),
      [
        "1 irrelevant",
        "1 file code=forced close user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/a size=65536 action=download name=a",
        "2 file code=close user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/empty size=0 action=write name=empty",
        "1 file code=posix-rename user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/b action=rename name=b target_path=/srv/c",
        #"1 file code=remove user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/x"y\z action=delete name=z"#,
      ]
    ),
    (
      "the number of a process comes again",
      sftp([
        "session opened for local user sato from [10.0.0.5]", #"remove name "/srv/a""#,
        "session opened for local user mori from [10.0.0.6]", #"remove name "/srv/b""#,
        "session closed for local user mori from [10.0.0.6]", #"remove name "/srv/c""#,
      ]),
      [
        "1 irrelevant",
        "1 file code=remove user=sato src_ip=10.0.0.5 outcome=allowed path=/srv/a action=delete name=a",
        "1 irrelevant",
        "1 file code=remove user=mori src_ip=10.0.0.6 outcome=allowed path=/srv/b action=delete name=b",
        "1 irrelevant",
        "1 file code=remove outcome=allowed path=/srv/c action=delete name=c",
      ]
    ),
    (
      "a line a page, copies and all; the number of a job comes again after a day",
      """
      Office sato 1 [20/Nov/2026:19:21:05 +0900] 1 2 - pc7 見積書 最終.pdf A4 one-sided
      Office sato 1 [20/Nov/2026:19:21:06 +0900] 2 2 - pc7 見積書 最終.pdf A4 one-sided
      Office sato 1 [22/Nov/2026:19:21:06 +0900] total 5 - 10.0.0.5 b - -
      Office mori 1 [22/Nov/2026:19:21:06 +0900] total 1 - localhost - - -
      """,
      [
        "1 print code=1 user=mori pages=1 printer=Office",
        "2 print code=1 user=sato host=pc7 document=見積書 最終.pdf pages=4 printer=Office",
        "1 print code=1 user=sato src_ip=10.0.0.5 document=b pages=5 printer=Office",
      ]
    ),
  ]

  @Test(arguments: sessions)
  func `puts lines together`(name: String, log: String, records: [String]) throws {
    #expect(try Self.records(log) == records, "\(name)")
  }

  @Test(arguments: 0..<30)
  func `does not depend on the order of lines within a second`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let texts = [
      "session opened for local user sato from [10.0.0.\(seed)]",
      #"open "/srv/a" flags READ mode 0666"#, #"close "/srv/a" bytes read 3 written 0"#,
      #"open "/srv/b" flags WRITE,CREATE mode 0666"#,
      #"close "/srv/b" bytes read 0 written 4"#,
      "session closed for local user sato from [10.0.0.\(seed)]",
    ]
    let lines = texts.map { "Nov 21 15:47:10 srv01 internal-sftp[7]: \($0)" }
    let records = try Self.records(lines.shuffled(using: &random).joined(separator: "\n"))
    let peer = "user=sato src_ip=10.0.0.\(seed) outcome=allowed"
    #expect(
      records.filter { $0.contains("file") }.sorted() == [
        "2 file code=close \(peer) path=/srv/a size=3 action=download name=a",
        "2 file code=close \(peer) path=/srv/b size=4 action=write name=b",
      ])
  }

  /// The records of the audit sample come to these events, in the order of their serials.
  @Test func `makes events of audit records`() throws {
    let sample = String(decoding: try ConformanceFolder("linux_audit").sample, as: UTF8.self)
    let head = "file code=files user=sato outcome"
    let tail = "name=report.xlsx extension=xlsx"
    let real = "file code=files user=games host=fs01 outcome=allowed path=/srv/share"
    let service = "file code=files user=news host=fs01 outcome=allowed path=/srv/share"
    #expect(
      try Self.records(sample).filter { !$0.hasSuffix("irrelevant") } == [
        "6 app code=specimen_exec user=root outcome=allowed path=/usr/bin/id action=start name=id",
        "6 app code=specimen_exec user=root outcome=allowed path=/usr/bin/bash action=start name=bash",
        "6 app code=spec2 user=root outcome=allowed path=/usr/bin/cat action=start name=cat",
        "4 \(head)=allowed path=/home/sato/report.xlsx action=read \(tail)",
        "5 \(head)=allowed path=/media/sato/USB/report.xlsx action=create \(tail)",
        "4 file code=files user=1000 outcome=allowed path=/home/sato/顧客 名簿.csv action=read name=顧客 名簿.csv extension=csv",
        "7 \(head)=allowed path=/srv/a action=rename name=a target_path=/srv/b",
        "5 \(head)=allowed path=/srv/a action=delete name=a",
        "4 \(head)=failed path=/srv/secret action=read name=secret",
        "5 file code=files user=games host=fs01 outcome=allowed path=/srv/share/顧客 action=create name=顧客",
        "4 \(real)/plain.txt action=read name=plain.txt extension=txt",
        "7 \(real)/plain.txt action=rename name=plain.txt extension=txt target_path=/srv/share/moved.txt",
        "4 \(real)/moved.txt action=read name=moved.txt extension=txt",
        "6 app code=programs,運用 user=news host=fs01 outcome=allowed path=/usr/bin/dash action=start name=dash",
        "7 \(service)/old.txt action=rename name=old.txt extension=txt target_path=/srv/share/new.txt",
        "5 \(service)/new.txt action=delete name=new.txt extension=txt",
        "5 \(real)/moved.txt action=write name=moved.txt extension=txt",
        "4 file code=files user=20077 host=fs01 outcome=allowed path=/srv/share/moved.txt action=read name=moved.txt extension=txt",
        "5 file code=files user=games host=fs01 outcome=allowed path=名簿 \"2026\".csv action=delete name=名簿 \"2026\".csv extension=csv",
      ])
  }
}
