import EventModel
import Testing

@testable import LogFormats

/// A pasted logformat, a line it writes, and what the line tells.
struct LogformatRow: CustomTestStringConvertible, Sendable {
  var logformat: String
  var line: String
  var call: String
  var testDescription: String { logformat }
  init(_ logformat: String, _ line: String, _ call: String) {
    self.logformat = logformat
    self.line = line
    self.call = call
  }
}

struct SquidLogformatTests {
  static let rows: [LogformatRow] = [
    LogformatRow(
      "%ts %un %{User-Agent}>h %ru %>st",
      "1760000000 ann Mozilla/5.0 (X11; Linux) A www.dropbox.com:443 9",
      "event web time=2025-10-09T08:53:20.000000Z user=ann bytes_out=9 domain=www.dropbox.com url=www.dropbox.com:443 user_agent=Mozilla/5.0 (X11; Linux) A"
    ),
    LogformatRow(
      #"logformat combined   %>a %[ui %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st "%{Referer}>h" "%{User-Agent}>h" %Ss:%Sh"#,
      #"10.1.2.3 - ann [12/Oct/2026:09:31:07 +0900] "POST http://a.example/x HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; \"odd\") A" TCP_MISS:HIER_DIRECT"#,
      #"event web code=TCP_MISS time=2026-10-12T00:31:07.000000Z user=ann src_ip=10.1.2.3 outcome=allowed domain=a.example url=http://a.example/x path=/x method=POST status=200 bytes_in=512 user_agent=Mozilla/5.0 (X11; "odd") A"#
    ),
    LogformatRow(
      "%{%Y-%m-%d %H:%M:%S}tl %>a %un %rm %ru %>Hs %>st",
      "2026-10-12 09:31:07 10.1.2.3 ann GET http://a.example/x 200 512",
      "event web time=2026-10-12T00:31:07.000000Z user=ann src_ip=10.1.2.3 outcome=allowed bytes_out=512 domain=a.example url=http://a.example/x path=/x method=GET status=200"
    ),
    LogformatRow(
      "%{%FT%T}tg|%>a|%ul|%ue|%rm|%ru|%03>Hs|%>st|%note|%mt",
      "2026-10-12T09:31:07|10.1.2.3|-|ext|PUT|http://a.example/x|201|77|some note|text/plain",
      "event web time=2026-10-12T09:31:07.000000Z user=ext src_ip=10.1.2.3 outcome=allowed bytes_out=77 domain=a.example url=http://a.example/x path=/x method=PUT status=201 content_type=text/plain"
    ),
    LogformatRow(
      "%ts.%03tu %>A %ssl::>sni %ru %rm %>st",
      "1760000000.001 pc7.example.co.jp www.dropbox.com 162.125.1.1:443 CONNECT 9",
      "event web time=2025-10-09T08:53:20.001000Z host=pc7.example.co.jp bytes_out=9 domain=www.dropbox.com url=162.125.1.1:443 method=CONNECT"
    ),
    LogformatRow(
      "%ts %un 100%% %>st", "1760000000 ann 100% 9",
      "event web time=2025-10-09T08:53:20.000000Z user=ann bytes_out=9"),
    LogformatRow(
      "%ts %un [%#{User-Agent}>h] %>st", "1760000000 ann [curl%207] 9",
      "event web time=2025-10-09T08:53:20.000000Z user=ann bytes_out=9 user_agent=curl 7"),
  ]

  @Test(arguments: rows)
  func `reads what a pasted logformat writes`(_ row: LogformatRow) throws {
    let format = try LogFormat.squid(named: "pasted", logformat: row.logformat)
    let tokyo = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")
    let sink = LogReader.record(
      row.line + "\n", as: format, options: LogReaderOptions(timezone: tokyo),
      fields: Field.allCases.filter { $0 != .source })
    #expect(sink.calls == [row.call])
  }

  static let errors: [(String, String, Int)] = [
    ("%>a %un", "no code tells the time; write %ts.%03tu or %tl", 0),
    ("%ts.%03tu %", "`%` at the end names no code", 10),
    ("%ts%un", "nothing separates this code from the one before it", 3),
    ("%ts %{User-Agent>h", "`{` has no `}`", 5),
    ("%ts %(x", "`%` names no code", 4),
    ("%{%H:%M}tl", "the time has no year", 0),
    ("%{%c}tl", "`%c` in a time can't be read back; use %Y-%m-%dT%H:%M:%S%z", 0),
  ]

  @Test(arguments: errors)
  func `says where a logformat cannot be read`(text: String, reason: String, offset: Int) {
    #expect(throws: SquidLogformatError(reason: reason, byteOffset: offset)) {
      try SquidLogformat(text)
    }
  }

  @Test func `rejects a clock without zone when no zone is known`() throws {
    let format = try LogFormat.squid(named: "local", logformat: "%{%FT%T}tl %un")
    #expect(
      LogReader.record("2026-10-12T09:31:07 ann\n", as: format).calls == ["rejected zone_unknown"])
  }
}
