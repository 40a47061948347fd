import EventModel
import Testing

@testable import People

/// Reads an RFC 3339 time, or fails the test.
func moment(_ text: String) throws -> Timestamp {
  try #require(CivilZone.utc.time(parsing: text), "\(text)")
}

struct LeaseTests {
  private func directory(leases text: String, zone: CivilZone = .utc) throws -> PeopleDirectory {
    let people = try roster("id,login,hosts\ne1,tanaka,pc-1\ne2,sato,\ne3,kato,")
    var directory = PeopleDirectory(
      roster: people, companyDomains: CompanyDomains(["acme.jp"]), zone: zone)
    try directory.add(Leases(reading: Array(text.utf8), file: "leases.csv", zone: zone))
    return directory
  }

  private let leases = """
    from,to,ip,host,user,mac
    2026-10-12T09:00:00Z,2026-10-12T12:00:00Z,10.0.0.1,pc-9,CORP\\tanaka,00:11
    2026-10-12T12:00:00Z,2026-10-12T18:00:00Z,10.0.0.1,PC-9,e2,00:12
    2026-10-12T20:00:00Z,,2001:DB8::1,,guest7,
    """

  @Test(
    arguments: [
      ("10.0.0.1", "2026-10-12T08:59:59.999999Z", nil), ("10.0.0.1", "2026-10-12T09:00:00Z", 0),
      ("10.0.0.1", "2026-10-12T11:59:59.999999Z", 0), ("10.0.0.1", "2026-10-12T12:00:00Z", 1),
      ("::ffff:10.0.0.1", "2026-10-12T12:00:00Z", 1), ("10.0.0.1", "2026-10-12T18:00:00Z", nil),
      ("10.0.0.2", "2026-10-12T10:00:00Z", nil), ("nonsense", "2026-10-12T10:00:00Z", nil),
    ] as [(String, String, Int?)])
  func `an address is its user's from the start until the end`(
    address: String, time: String, expected: Int?
  ) throws {
    let directory = try directory(leases: leases)
    let holder = try directory.leaseholder(ofAddress: Array(address.utf8).span, at: moment(time))
    #expect(holder?.person == expected)
  }

  @Test func `a computer is its user's, and a lease without end still runs`() throws {
    let directory = try directory(leases: leases)
    let time = try moment("2026-10-12T10:00:00Z")
    for host in ["PC-9", "pc-9.acme.jp"] {
      let holder = directory.leaseholder(ofHost: Array(host.utf8).span, at: time)
      #expect(holder == .person(0))
    }
    let later = try moment("2030-01-01T00:00:00Z")
    let guest = directory.leaseholder(ofAddress: Array("2001:db8::1".utf8).span, at: later)
    #expect(guest == .unknown(Array("guest7".utf8)))
  }

  @Test func `times without an offset are the civil zone's`() throws {
    let directory = try directory(
      leases: "from,to,address,user_id\n2026-10-12 09:00,2026/10/13,10.0.0.1,e1",
      zone: CivilZone(named: "Asia/Tokyo"))
    func holder(_ time: String) throws -> Int? {
      let time = try moment(time)
      return directory.leaseholder(ofAddress: Array("10.0.0.1".utf8).span, at: time)?.person
    }
    #expect(try holder("2026-10-11T23:59:59Z") == nil)
    #expect(try holder("2026-10-12T00:00:00Z") == 0)
    #expect(try holder("2026-10-12T14:59:59Z") == 0)
    #expect(try holder("2026-10-12T15:00:00Z") == nil)
  }

  @Test(arguments: [
    ("", ["1:1 empty_table"]), ("from,to,ip\n", ["1:1 missing_column"]),
    ("from,to,user\n", ["1:1 missing_column"]),
    ("ip,user\n", ["1:1 missing_column", "1:1 missing_column"]),
    ("from,to,ip,user\nx,2026-01-01,10.0.0.1,a", ["2:1 bad_time"]),
    ("from,to,ip,user\n2026-01-01,2026-13-01,10.0.0,a", ["2:12 bad_time", "2:23 bad_address"]),
    ("from,to,ip,user\n2026-01-02,2026-01-01,10.0.0.1,a", ["2:12 dates_reversed"]),
    (
      "from,to,ip,user\n,2026-01-01,10.0.0.1,a\n2026-01-01,,,a\n2026-01-01,,10.0.0.1,",
      ["2:1 missing_value", "3:1 missing_value", "4:1 missing_value"]
    ),
    // Overlaps: another user, the same one under another name, end to end, an open end.
    (
      "from,to,ip,user\n2026-01-01,2026-01-03,10.0.0.1,e1\n2026-01-02,2026-01-04,10.0.0.1,e2",
      ["3:1 overlapping_leases"]
    ),
    (
      "from,to,ip,user\n2026-01-02,2026-01-04,10.0.0.1,e2\n2026-01-01,2026-01-03,10.0.0.1,e1",
      ["2:1 overlapping_leases"]
    ),
    (
      "from,to,ip,user\n2026-01-01,2026-01-03,10.0.0.1,e1\n2026-01-02,2026-01-04,10.0.0.1,ACME\\tanaka",
      []
    ),
    ("from,to,ip,user\n2026-01-01,2026-01-03,10.0.0.1,e1\n2026-01-03,2026-01-04,10.0.0.1,e2", []),
    (
      "from,to,ip,user\n2026-01-01,,10.0.0.1,e1\n2026-01-03,2026-01-04,10.0.0.1,e2",
      ["3:1 overlapping_leases"]
    ),
    (
      "from,to,host,user\n2026-01-01,2026-01-03,PC,e1\n2026-01-02,2026-01-04,pc,e2",
      ["3:1 overlapping_leases"]
    ),
    // A long lease that several short ones of another user lie in.
    (
      "from,to,ip,user\n2026-01-01,2026-02-01,10.0.0.1,e1\n2026-01-02,2026-01-03,10.0.0.1,e1\n"
        + "2026-01-20,2026-01-21,10.0.0.1,e3", ["4:1 overlapping_leases"]
    ),
  ])
  func `every mistake is told with its place`(text: String, expected: [String]) {
    #expect(mistakes { _ = try directory(leases: text) } == expected)
  }

  @Test func `leases answer like a walk over all rows`() throws {
    var random = RandomLetters(state: 9)
    for _ in 0..<50 {
      var rows: [(from: Int64, to: Int64, address: Int)] = []
      var cursor = [Int64](repeating: 0, count: 3)
      for _ in 0..<20 {
        let address = Int.random(in: 0..<3, using: &random)
        let from = cursor[address] + Int64.random(in: 0...3, using: &random)
        let to = from + Int64.random(in: 0...5, using: &random)
        cursor[address] = to
        rows.append((from, to, address))
      }
      rows.shuffle(using: &random)
      let text =
        "from,to,ip,user\n"
        + rows.enumerated().map { index, row in
          let from = Timestamp(microseconds: row.from * 1_000_000).textInUTC
          let to = Timestamp(microseconds: row.to * 1_000_000).textInUTC
          return "\(from),\(to),10.0.0.\(row.address),u\(index)"
        }.joined(separator: "\n")
      let directory = try directory(leases: text)
      for address in 0..<3 {
        for second in -1...120 as ClosedRange<Int64> {
          let found = rows.indices.filter {
            rows[$0].address == address && rows[$0].from <= second && second < rows[$0].to
          }
          let holder = directory.leaseholder(
            ofAddress: Array("10.0.0.\(address)".utf8).span,
            at: Timestamp(microseconds: second * 1_000_000))
          #expect(found.count <= 1)
          #expect(holder == found.first.map { .unknown(Array("u\($0)".utf8)) })
        }
      }
    }
  }

  @Test(
    arguments: [
      (EventKind.web, ["user": "sato", "srcIP": "10.0.0.1", "host": "pc-1"], 1),
      (.web, ["user": "ghost", "srcIP": "10.0.0.1", "host": "pc-1"], -1),
      (.web, ["srcIP": "10.0.0.1", "host": "pc-9"], 0),
      (.web, ["srcIP": "10.0.0.2", "host": "pc-9"], 0),
      (.web, ["srcIP": "10.0.0.2", "host": "pc-1.acme.jp"], 0), (.web, ["srcIP": "10.0.0.2"], nil),
      (.web, [:], nil), (.mail, ["sender": "kato@acme.jp", "srcIP": "10.0.0.1"], 2),
      (.mail, ["sender": "x@gmail.com", "srcIP": "10.0.0.1"], 0),
      (.mail, ["sender": "info@acme.jp", "srcIP": "10.0.0.1"], -1),
      (.mail, ["user": "sato", "sender": "kato@acme.jp"], 1),
      (.mail, ["sender": "x@gmail.com"], nil),
    ] as [(EventKind, [String: String], Int?)])
  func `an event's user is found in a fixed order`(
    kind: EventKind, fields: [String: String], expected: Int?
  ) throws {
    let directory = try directory(leases: leases)
    var event = Event()
    event.begin(kind, at: try moment("2026-10-12T10:00:00Z"))
    for (name, value) in fields {
      let field = try #require(["srcIP": .srcIP][name] ?? Field(name: name))
      event.set(field, copying: value)
    }
    let identity = directory.identity(of: event, in: [UInt8]().span)
    // −1 stands for an identity that is nobody of the roster.
    #expect(identity.map { $0.person ?? -1 } == expected)
  }
}
