import EventModel
import Testing

@testable import LogFormats

struct SambaAuditTests {
  static let head = "2026-11-21T15:47:41.245571+09:00 srv01 smbd_audit: "

  /// What an audit writes, and what it tells.
  static let rows: [(text: String, call: String)] = [
    (
      "sato|10.0.0.7|pc7|share|pread_send|ok|/srv/営業/顧客名簿.xlsx",
      "event file code=pread_send user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=/srv/営業/顧客名簿.xlsx action=read name=顧客名簿.xlsx extension=xlsx volume=network"
    ),
    ("sato|10.0.0.7|pc7|share|pread_recv|ok|/srv/営業/顧客名簿.xlsx", "ignored irrelevant"),
    (
      "sato|10.0.0.7|pc7|share|openat|ok|r|/srv/営業/顧客名簿.xlsx",
      "open on srv01: event file code=openat user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=/srv/営業/顧客名簿.xlsx action=read name=顧客名簿.xlsx extension=xlsx volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|openat|fail (Permission denied)|r|/srv/secret.doc",
      "event file code=openat user=sato host=pc7 src_ip=10.0.0.7 outcome=failed path=/srv/secret.doc action=read name=secret.doc extension=doc volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|openat|ok|w|営業/a.b.csv",
      "event file code=openat user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=share/営業/a.b.csv action=write name=a.b.csv extension=csv volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|renameat|ok|/srv/a.csv|/srv/b.csv",
      "event file code=renameat user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=/srv/a.csv action=rename name=a.csv extension=csv targetPath=/srv/b.csv volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|rename|ok|a|b",
      "event file code=rename user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=share/a action=rename name=a targetPath=share/b volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|unlinkat|ok|/srv/d/",
      "event file code=unlinkat user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=/srv/d/ action=delete name=d volume=network"
    ),
    (
      "sato|10.0.0.7|pc7|share|mkdirat|ok|/srv/.d",
      "event file code=mkdirat user=sato host=pc7 src_ip=10.0.0.7 outcome=allowed path=/srv/.d action=create name=.d volume=network"
    ),
    ("sato|10.0.0.7|pc7|share|connect|ok|share", "ignored irrelevant"),
    ("sato|10.0.0.7|pc7|share|disconnect|ok|share", "ignored irrelevant"),
    ("sato|10.0.0.7|pc7|share|close|ok|/srv/a", "ignored irrelevant"),
    ("sato|10.0.0.7|pc7|share|create_file|ok|0x100080|file|open|/srv/a", "ignored irrelevant"),
    ("sato|10.0.0.7|pc7|share|openat", "rejected malformed"),
    ("sato|10.0.0.7|pc7|share|openat|maybe|r|x", "rejected malformed"),
    ("sato|10.0.0.7|pc7", "rejected malformed"),
    ("sato|10.0.0.7|pc7|share|renameat|ok|/srv/a.csv", "rejected malformed"),
    ("sato|10.0.0.7|pc7|share|unlinkat|ok|", "rejected malformed"),
  ]

  @Test(arguments: rows)
  func `reads the audit of a server`(text: String, call: String) throws {
    let sink = LogReader.record(Self.head + text, as: try .syslog())
    #expect(sink.calls == [call.replacing("targetPath=", with: "target_path=")])
  }

  /// What a line tells, and whether it shows that its server logs transfers.
  static let reads: [(text: String, call: String, tellsTransfer: Bool)] = [
    ("openat|ok|r|/srv/a.csv", "open on srv01: event file action=read name=a.csv", false),
    ("open|ok|r|/srv/a.csv", "open on srv01: event file action=read name=a.csv", false),
    ("openat|fail (No such file)|r|/srv/a.csv", "event file action=read name=a.csv", false),
    ("openat|ok|w|/srv/a.csv", "event file action=write name=a.csv", false),
    ("openat|ok|r|/srv/", "ignored irrelevant", false),
    ("openat|ok|r|/srv/x/.", "ignored irrelevant", false),
    ("openat|ok|r|.", "ignored irrelevant", false),
    ("pread_send|ok|/srv/a.csv", "event file action=read name=a.csv", true),
    ("pread|ok|/srv/a.csv", "event file action=read name=a.csv", true),
    ("read|ok|/srv/a.csv", "event file action=read name=a.csv", true),
    ("sendfile|ok|/srv/a.csv", "event file action=read name=a.csv", true),
    ("pread_send|fail (Input/output error)|/srv/a.csv", "event file action=read name=a.csv", true),
    ("pread_send|ok|", "rejected malformed", true),
    ("pread_recv|ok|/srv/a.csv", "ignored irrelevant", true),
    ("pwrite_send|ok|/srv/a.csv", "ignored irrelevant", false),
    ("readdir|ok|/srv", "ignored irrelevant", false),
  ]

  @Test(arguments: reads)
  func `tells opens from transfers`(text: String, call: String, tellsTransfer: Bool) throws {
    let sink = LogReader.record(
      Self.head.replacing("srv01", with: "SRV01") + "sato|10.0.0.7|pc7|share|" + text,
      as: try .syslog(), fields: [.action, .name])
    #expect(sink.calls == [call])
    #expect(sink.transfers == (tellsTransfer ? ["srv01"] : []))
  }

  @Test func `an open without a known time is rejected, and a transfer is one all the same`()
    throws
  {
    let head = "2026-11-21T15:47:41 srv01 smbd_audit: sato|10.0.0.7|pc7|share|"
    let lines = ["openat|ok|r|/srv/a.csv", "pread_send|ok|/srv/a.csv", "close|ok|/srv/a.csv"]
    let sink = LogReader.record(
      lines.map { head + $0 }.joined(separator: "\n"), as: try .syslog())
    #expect(
      sink.calls == ["rejected zone_unknown", "rejected zone_unknown", "ignored irrelevant"])
    #expect(sink.transfers == ["srv01"])
  }

  /// An administrator's prefix, a line, and what it tells.
  static let prefixes: [(prefix: String, text: String, call: String)] = [
    ("%u|%I|%m|%S", "a|1|m|s|mkdir|ok|/x", "event file user=a host=m src_ip=1"),
    (
      "%T user=%U ip=%I share=%S", "2026/11/21 15:47:41 user=b c ip=::1 share=s$|mkdir|ok|/x",
      "event file user=b c src_ip=::1"
    ),
    (
      "smb %u@%M", "smb EXAMPLE\\a@pc.example|mkdir|ok|/x",
      "event file user=EXAMPLE\\a host=pc.example"
    ),
    ("100%%|%S", "100%|s|mkdir|ok|/x", "event file"),
    ("", "|mkdir|ok|/x", "event file"),
  ]

  @Test(arguments: prefixes)
  func `reads any prefix`(prefix: String, text: String, call: String) throws {
    let sink = LogReader.record(
      Self.head + text, as: try .syslog(sambaPrefix: prefix), fields: [.user, .host, .srcIP])
    #expect(sink.calls == [call])
  }

  static let errors: [(String, String, Int)] = [
    ("%u|%", "`%` at the end names no variable", 3),
    ("%u|%|x", "`%` names no variable", 3),
    ("%u%I", "nothing separates this variable from the one before it", 2),
  ]

  @Test(arguments: errors)
  func `says where a prefix cannot be read`(text: String, reason: String, offset: Int) {
    #expect(throws: SambaPrefixError(reason: reason, byteOffset: offset)) {
      try SambaPrefix(text)
    }
  }
}
