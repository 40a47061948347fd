import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Counts how often it is asked ahead, and notes which fields events have.
private struct FieldSink: LineSink {
  private(set) var askedCount = 0
  private(set) var present: [EventKind: FieldSet] = [:]

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    askedCount += 1
    return true
  }

  mutating func pass(_ event: borrowing Event, at line: LinePlace) {}

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    for field in Field.allCases where event.has(field) {
      present[event.kind, default: FieldSet()].insert(field)
    }
  }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {}

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {}

  mutating func addLines(_ count: Int) {}

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {}
}

/// What a reader says that it takes is what its events have.
struct FormatReadingTests {
  private static let rich = (
    layout:
      "%ts.%03tu %6tr %>a %>A %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt %#{User-Agent}>h %>st",
    line:
      "1791450600.123 2100 10.1.0.13 pc7 TCP_MISS/200 5120 POST http://acme.sharepoint.com/p suzuki HIER_DIRECT/203.0.113.9 text/html curl 41943174"
  )

  @Test(arguments: 0..<60) func `what is taken is what is set`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let wanted = FieldSet(rawValue: random.next() & random.next())
    let format = try LogFormat.squid(named: "rich", logformat: Self.rich.layout)
    var reader = LogReader(format, wanted: wanted)
    let reading = try #require(reader.readings.first)
    var sink = FieldSink()
    reader.read(Array(Self.rich.line.utf8).span, firstLine: 1, into: &sink)
    #expect(reader.readings.count == 1 && reading.format == "rich" && reading.looksAhead)
    #expect(sink.present[.web] == reading.taken, "\(wanted.fields)")
    #expect(sink.askedCount == 1)
    if seed == 0 {
      let all = try #require(LogReader(format).readings.first)
      #expect(all.taken == all.carried)
    }
  }

  @Test func `a syslog file is read whole`() throws {
    let line =
      "2026-10-14T10:00:10+09:00 fs01 smbd_audit: ito.s|10.1.0.9|pc-ito|share|renameat|ok|/srv/a.xlsx|/srv/b.xlsx\n"
    var reader = LogReader(try LogFormat.syslog())
    let readings = reader.readings
    #expect(readings.map(\.format) == ["postfix", "samba", "linux_usb"])
    #expect(readings.allSatisfy { !$0.looksAhead && !$0.skims && $0.taken == $0.carried })
    var sink = FieldSink()
    reader.read(Array(line.utf8).span, firstLine: 1, into: &sink)
    #expect(sink.present[.file] != nil && sink.askedCount == 0)
  }

  @Test(arguments: [
    (SquidLogformat.nativeText, true), (SquidLogformat.adviceText, true),
    ("%ts.%03tu %>a \"%{User-Agent}>h\" %>st", false),
  ]) func `skimming is told of layouts that are skimmed`(layout: String, skims: Bool) throws {
    let format = try LogFormat.squid(named: "x", logformat: layout)
    #expect(LogReader(format, wanted: .early).readings.map(\.skims) == [skims])
  }
}
