import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// The end of a connection through Proxifier, and what is none.
struct ProxifierTests {
  static let rows: [(text: String, call: String)] = [
    (
      "chrome.exe *64 - www.example.com:443 close, 1051 bytes (1.02 KB) sent, 592 bytes received, lifetime 04:01",
      "event web domain=www.example.com url=www.example.com:443 method=CONNECT"
    ),
    (
      "a b.exe (64924) *64 - localhost:50051 (IPv6) close, 932 bytes sent, 1468 bytes (1.43 KB) received, lifetime 03:01",
      "event web domain=localhost url=localhost:50051 method=CONNECT"
    ),
    ("chrome.exe - www.example.com:443 open through proxy p:80 HTTPS", "ignored irrelevant"),
    ("chrome.exe (12) *64 - resolve localhost : DNS", "ignored irrelevant"),
    ("Automatic mode", "ignored irrelevant"),
    (
      "chrome.exe - www.example.com:443 close, 1 bytes sent, lifetime 00:01", "rejected malformed"
    ),
    (
      "chrome.exe - www.example.com:443 close, 1 bytes (1 sent, 1 bytes received, lifetime 00:01",
      "rejected malformed"
    ),
    (
      "chrome.exe - www.example.com:443 close, 99999999999999999999 bytes sent, 1 bytes received, lifetime 00:01",
      "rejected malformed"
    ),
  ]

  @Test(arguments: rows, ["[11.22 10:15:02] ", "[2026.11.22 10:15:02] "])
  func `reads the end of a connection`(_ row: (text: String, call: String), front: String) {
    let block = Array((front + row.text).utf8)
    let identified = FormatIdentifier().identify(block.span, as: "syslog")
    let options = LogReaderOptions(timezone: .utc, year: 2026)
    var reader = LogReader(identified.format, options: options)
    var sink = RecordingSink()
    sink.fields = [.domain, .url, .method]
    reader.read(block.span, firstLine: 1, isLast: true, into: &sink)
    #expect(sink.calls == [row.call])
  }

  @Test(arguments: [
    "[13.22 10:15:02] a", "[02.30 10:15:02] abc", "[2026.02.29 10:15:02] abc",
    "[11.22 10:15:61] abc", "[11-22 10:15:02] abc", "[0000.11.22 10:15:02] a", "[11.22 10:15:02",
  ])
  func `takes no other bracket for a time`(line: String) {
    let block = Array(line.utf8)
    #expect(ProxifierFront(block.span, 0..<block.count) == nil)
  }
}
