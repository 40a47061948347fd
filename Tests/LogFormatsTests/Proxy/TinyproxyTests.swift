import Testing

@testable import LogFormats

/// Requests at tinyproxy and the clients that made them.
struct TinyproxyTests {
  private static func log(_ texts: [String], from front: String = "CONNECT   ") -> String {
    texts.map { front + "Nov 21 15:47:" + $0 }.joined(separator: "\n")
  }

  static let logs: [(name: String, log: String, records: [String])] = [
    (
      "before 1.11 a client has a name, and processes take turns",
      log([
        "10 [7]: Connect (file descriptor 7): pc5.example.co.jp [10.0.0.5]",
        "10 [8]: Connect (file descriptor 7):  [10.0.0.6] at [10.0.0.1]",
        "11 [8]: Request (file descriptor 7): CONNECT mega.nz:443 HTTP/1.1",
        "11 [7]: Request (file descriptor 7): POST http://12.gigafile.nu/up?a=b HTTP/1.1",
      ]),
      [
        "2 web host=pc5.example.co.jp src_ip=10.0.0.5 domain=12.gigafile.nu url=http://12.gigafile.nu/up?a=b path=/up method=POST",
        "2 web src_ip=10.0.0.6 domain=mega.nz url=mega.nz:443 method=CONNECT",
      ]
    ),
    (
      "lines of one moment are a connection and its request, in any order",
      log([
        "10.100 [7]: Request (file descriptor 5): GET http://a.example/ HTTP/1.1",
        "10.100 [7]: Connect (file descriptor 5): 10.0.0.5",
        "10.200 [7]: Connect (file descriptor 5): 10.0.0.6",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.7",
        "10.300 [7]: Request (file descriptor 5): GET http://b.example/ HTTP/1.1",
      ]),
      [
        "2 web src_ip=10.0.0.5 domain=a.example url=http://a.example/ path=/ method=GET",
        "1 irrelevant",
        "2 web src_ip=10.0.0.7 domain=b.example url=http://b.example/ path=/ method=GET",
      ]
    ),
    (
      "a connection of one moment that is needed for the next request leaves this one to who came before",
      log([
        "10.200 [7]: Connect (file descriptor 5): 10.0.0.6",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.7",
        "10.300 [7]: Request (file descriptor 5): GET http://b.example/ HTTP/1.1",
        "10.400 [7]: Request (file descriptor 5): GET http://c.example/ HTTP/1.1",
      ]),
      [
        "2 web src_ip=10.0.0.6 domain=b.example url=http://b.example/ path=/ method=GET",
        "2 web src_ip=10.0.0.7 domain=c.example url=http://c.example/ path=/ method=GET",
      ]
    ),
    (
      "lines of one moment that can be in order are",
      log([
        "10.200 [7]: Connect (file descriptor 5): 10.0.0.6",
        "10.300 [7]: Request (file descriptor 5): GET http://b.example/ HTTP/1.1",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.7",
        "10.300 [7]: Request (file descriptor 5): GET http://c.example/ HTTP/1.1",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.8",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.9",
        "10.300 [7]: Request (file descriptor 5): GET http://d.example/ HTTP/1.1",
      ]),
      [
        "2 web src_ip=10.0.0.6 domain=b.example url=http://b.example/ path=/ method=GET",
        "2 web src_ip=10.0.0.7 domain=c.example url=http://c.example/ path=/ method=GET",
        "1 irrelevant",
        "2 web src_ip=10.0.0.9 domain=d.example url=http://d.example/ path=/ method=GET",
      ]
    ),
    (
      "a connection that came to nothing, and a request whose connection is in another log",
      log([
        "10.100 [7]: Request (file descriptor 6): HEAD http://b.example/ HTTP/1.1",
        "10.200 [7]: Connect (file descriptor 5): 10.0.0.5",
        "10.300 [7]: Connect (file descriptor 5): 10.0.0.6",
        "10.400 [7]: Request (file descriptor 5): GET http://a.example/ HTTP/1.1",
      ]),
      [
        "1 irrelevant",
        "2 web src_ip=10.0.0.6 domain=a.example url=http://a.example/ path=/ method=GET",
        "1 web domain=b.example url=http://b.example/ path=/ method=HEAD",
      ]
    ),
    (
      "by syslog, with the name of the proxy's machine",
      """
      Nov 21 15:47:10 gw01 tinyproxy[7]: Connect (file descriptor 5): 10.0.0.5
      Nov 21 15:47:10 gw01 tinyproxy[7]: Request (file descriptor 5): GET http://a.example/ HTTP/1.1
      """,
      ["2 web src_ip=10.0.0.5 domain=a.example url=http://a.example/ path=/ method=GET"]
    ),
  ]

  @Test(arguments: logs)
  func `ties requests to clients`(name: String, log: String, records: [String]) throws {
    #expect(try LineJoinerTests.records(log) == records)
  }

  /// A program of syslog that calls itself by a level is not tinyproxy.
  @Test(arguments: [
    ("CONNECT   Nov 21 15:47:10 [7]: x", true), ("NOTICE    Nov  1 15:47:10.123 [7]: x", true),
    ("CONNECT   Nov 21 15:47:10 x: [7]: x", false), ("Nov 21 15:47:10 gw01 NOTICE[7]: x", false),
    ("CONNECT  Nov 21 15:47:10.123 [7]: x", false), ("CONNECT   Nov 31 15:47:10 [7]: xx", false),
  ])
  func `knows its own files`(line: String, isOwn: Bool) {
    let bytes = Array(line.utf8)
    let isFound = TinyproxyFront(bytes.span, 0..<bytes.count) != nil
    #expect(isFound == isOwn)
  }
}
