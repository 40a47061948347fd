import EventModel
import Testing

@testable import LogFormats

/// One line of Squid's native layout, or of that layout with `%>st` at the end, and what it tells.
struct SquidRow: CustomTestStringConvertible, Sendable {
  var line: String
  var call: String
  var testDescription: String { line }
  init(_ line: String, _ call: String) {
    self.line = line
    self.call = call
  }
}

struct SquidLineTests {
  static let native: [SquidRow] = [
    SquidRow(
      "1795243388.835    164 10.0.0.7 TCP_MISS/200 257 POST http://12.gigafile.nu/up.php? sato.k HIER_DIRECT/127.77.1.1 text/html",
      "event web code=TCP_MISS/200 user=sato.k src_ip=10.0.0.7 outcome=allowed domain=12.gigafile.nu url=http://12.gigafile.nu/up.php? path=/up.php method=POST status=200 bytes_in=257 content_type=text/html"
    ),
    SquidRow(
      "1795243388.863     27 127.0.0.1 TCP_TUNNEL/200 139 CONNECT WWW.Dropbox.com.:443 suzuki.m HIER_DIRECT/127.77.1.1 -",
      "event web code=TCP_TUNNEL/200 user=suzuki.m src_ip=127.0.0.1 outcome=allowed domain=www.dropbox.com url=WWW.Dropbox.com.:443 method=CONNECT status=200 bytes_in=139"
    ),
    SquidRow(
      "1795243390.398      0 127.0.0.1 TCP_DENIED/403 3474 POST http://www.mega.nz/up - HIER_NONE/- text/html",
      "event web code=TCP_DENIED/403 src_ip=127.0.0.1 outcome=blocked domain=www.mega.nz url=http://www.mega.nz/up path=/up method=POST status=403 bytes_in=3474 content_type=text/html"
    ),
    SquidRow(
      "1795243390.420      0 127.0.0.1 TCP_DENIED/407 3609 GET http://a.example/ abe.r HIER_NONE/- text/html",
      "event web code=TCP_DENIED/407 user=abe.r src_ip=127.0.0.1 outcome=blocked domain=a.example url=http://a.example/ path=/ method=GET status=407 bytes_in=3609 content_type=text/html"
    ),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS_ABORTED/000 0 PUT http://firestorage.jp/upload.cgi kato.y HIER_DIRECT/127.77.1.1 -",
      "event web code=TCP_MISS_ABORTED/000 user=kato.y src_ip=127.0.0.1 outcome=failed domain=firestorage.jp url=http://firestorage.jp/upload.cgi path=/upload.cgi method=PUT status=0 bytes_in=0"
    ),
    SquidRow(
      "1795243388.670      0 127.0.0.1 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -",
      "ignored irrelevant"),
    SquidRow(
      "1795243388.670      0 127.0.0.1 NONE/400 3932 NONE error:invalid-request - HIER_NONE/- text/html",
      "ignored irrelevant"),
    SquidRow(
      "1579776395     43 127.0.0.1 TCP_TUNNEL/200 39 CONNECT www.gstatic.com:443 - HIER_DIRECT/172.217.167.99 -",
      "event web code=TCP_TUNNEL/200 src_ip=127.0.0.1 outcome=allowed domain=www.gstatic.com url=www.gstatic.com:443 method=CONNECT status=200 bytes_in=39"
    ),
    SquidRow(
      #"1.000 1 ::1 TCP_MISS/404 9 GET http://a@b.example@evil.example:8080/x?y=http://z/ EXAMPLE\\yamada HIER_NONE/- -"#,
      #"event web code=TCP_MISS/404 user=EXAMPLE\yamada src_ip=::1 outcome=failed domain=evil.example url=http://a@b.example@evil.example:8080/x?y=http://z/ path=/x method=GET status=404 bytes_in=9"#
    ),
    SquidRow(
      "1.000 1 ::1 TCP_MISS/200 9 CONNECT [2001:db8::1]:443 %E5%B1%B1%e7%94%b0 HIER_NONE/- -",
      "event web code=TCP_MISS/200 user=山田 src_ip=::1 outcome=allowed domain=2001:db8::1 url=[2001:db8::1]:443 method=CONNECT status=200 bytes_in=9"
    ),
    SquidRow(
      "1.000 1 ::1 TCP_MISS/200 9 PUT https://contoso-my.sharepoint.com/personal/x u HIER_NONE/- -",
      "event web code=TCP_MISS/200 user=u src_ip=::1 outcome=allowed domain=contoso-my.sharepoint.com url=https://contoso-my.sharepoint.com/personal/x path=/personal/x method=PUT status=200 bytes_in=9 tenant=contoso"
    ),
    SquidRow("", "ignored blank"),
    SquidRow("   ", "ignored blank"),
    SquidRow("1.000 1 ::1 TCP_MISS/200 9 PUT https://x/", "rejected column_count"),
    SquidRow(
      "1.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE/- - more", "rejected column_count"),
    SquidRow("abc.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE/- -", "rejected bad_time"),
    SquidRow("1.0000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE/- -", "rejected bad_time"),
    SquidRow(
      "99999999999999999999.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE/- -",
      "rejected bad_time"),
    SquidRow(
      "1.000 1 ::1 TCP_MISS/200 -9 PUT https://x/ u HIER_NONE/- -", "rejected negative_size"),
    SquidRow("1.000 1 ::1 TCP_MISS/200 9x PUT https://x/ u HIER_NONE/- -", "rejected bad_number"),
    SquidRow(
      "1.000 1 ::1 TCP_MISS/200 9223372036854775808 PUT https://x/ u HIER_NONE/- -",
      "rejected bad_number"),
    SquidRow("1.000 1 ::1 TCP_MISS/2x0 9 PUT https://x/ u HIER_NONE/- -", "rejected bad_number"),
    SquidRow("1.000 1 ::1 TCP_MISS200 9 PUT https://x/ u HIER_NONE/- -", "rejected malformed"),
    SquidRow("1.000 1 ::1 TCP_MISS/200 9 PUT https://x/ u HIER_NONE - ", "rejected malformed"),
    SquidRow("\0\0\0\0", "rejected nul_run"),
    SquidRow(
      "-1.500 1 ::1 TCP_MISS/200 9 BREW - u HIER_NONE/- -",
      "event web code=TCP_MISS/200 user=u src_ip=::1 outcome=allowed status=200 bytes_in=9"),
  ]

  @Test(arguments: native)
  func `reads the native layout, which never tells what left`(_ row: SquidRow) throws {
    let format = try LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
    let sink = LogReader.record(row.line + "\n", as: format)
    #expect(sink.calls == [row.call])
    #expect(LogReader.record(row.line + "\r\n", as: format).calls == [row.call])
  }

  static let withRequestSize: [SquidRow] = [
    SquidRow(
      "1795243388.835    164 127.0.0.1 TCP_MISS/200 257 POST http://12.gigafile.nu/u sato.k HIER_DIRECT/127.77.1.1 text/html 62914765",
      "event web outcome=allowed bytes_out=62914765"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS_ABORTED/000 0 PUT http://firestorage.jp/u kato.y HIER_DIRECT/127.77.1.1 - 31457474",
      "event web outcome=allowed bytes_out=31457474"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS_ABORTED/000 0 PUT http://firestorage.jp/u kato.y HIER_DIRECT/127.77.1.1 - 0",
      "event web outcome=failed bytes_out=0"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 NONE_NONE/403 0 PUT http://firestorage.jp/u kato.y HIER_NONE/- - 12",
      "event web outcome=blocked bytes_out=12"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS/403 0 PUT http://firestorage.jp/u kato.y HIER_NONE/- - 12",
      "event web outcome=failed bytes_out=12"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS/200 0 PUT http://firestorage.jp/u kato.y HIER_NONE/- - -",
      "event web outcome=allowed"),
    SquidRow(
      "1795243390.397   1533 127.0.0.1 TCP_MISS/200 0 PUT http://firestorage.jp/u kato.y HIER_NONE/- - -3",
      "rejected negative_size"),
  ]

  @Test(arguments: withRequestSize)
  func `takes what left from the request size, and from nothing else`(_ row: SquidRow) throws {
    let format = try LogFormat.squid(named: "site", logformat: SquidLogformat.adviceText)
    let sink = LogReader.record(row.line + "\n", as: format, fields: [.outcome, .bytesOut])
    #expect(sink.calls == [row.call])
  }

  @Test func `gives the time at which the request ended, in microseconds`() throws {
    let format = try LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
    let line = "1795243388.835 164 ::1 TCP_MISS/200 257 GET http://a/ u HIER_NONE/- -"
    let sink = LogReader.record(line, as: format, fields: [.time, .source])
    #expect(sink.calls == ["event web time=2026-11-21T06:43:08.835000Z source=squid"])
  }

  @Test func `accepts the same lines whatever fields are wanted`() throws {
    let format = try LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
    let text = Self.native.map(\.line).joined(separator: "\n") + "\n"
    let all = LogReader.record(text, as: format).calls
    let few = LogReader.record(
      text, as: format, wanted: FieldSet(.time), fields: [.outcome, .user])
    #expect(
      few.calls.map { $0.split(separator: " ")[0] } == all.map { $0.split(separator: " ")[0] })
    #expect(few.calls.contains("event web outcome=allowed user=sato.k"))
  }

  @Test(arguments: 1...400)
  func `gives the same lines wherever blocks end`(blockByteCount: Int) throws {
    let format = try LogFormat.squid(named: "squid", logformat: SquidLogformat.nativeText)
    let text = Self.native.prefix(9).map(\.line).joined(separator: "\r\n") + "\n\n\nlast line"
    let whole = LogReader.record(text, as: format)
    let cut = LogReader.record(text, as: format, blockByteCount: blockByteCount)
    #expect(cut.calls == whole.calls)
    #expect(cut.lines.map(\.number) == Array(1...whole.calls.count))
  }
}
