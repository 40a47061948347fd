internal import People
internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

/// The roster may be read before the arguments are parsed, if it is plain which file that is.
@Suite struct RosterAheadTests {
  private static let cases: [(arguments: [String], isBegun: Bool)] = [
    (["scan", "a.log", "--people", "FILE"], true),
    (["scan", "--people", "FILE", "a.log", "--rules", "x"], true),
    (["events", "a.log", "--people", "FILE"], false),
    (["scan", "a.log", "--people=people.csv"], false),
    (["scan", "a.log", "--people"], false),
    (["scan", "a.log", "--people", "FILE", "--people", "FILE"], false),
    (["scan", "a.log", "--people", "FILE", "--jobs", "1"], false),
    (["scan", "a.log", "--people", "FILE", "--jobs=1"], false),
    (["scan", "a.log", "--people", "/dev/null"], false),
    (["scan", "a.log", "--people", "FILE.gone"], false),
    ([], false),
  ]

  @Test(arguments: cases)
  func `begins only where the file is plain`(_ row: (arguments: [String], isBegun: Bool)) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("id,name\nann,Ann\n", to: "people.csv")
    let arguments = row.arguments.map { $0 == "FILE" ? path : $0 }
    let reading = RosterReading.ahead(of: arguments.map { Array($0.utf8) })
    #expect((reading != nil) == (row.isBegun && Machine.processorCount > 1), "\(arguments)")
    guard let reading else { return }
    #expect(reading.isOf(RawPath(path)) && !reading.isOf(RawPath("other.csv")))
    #expect(reading.result.roster.people.map(\.id) == ["ann"])
  }
}
