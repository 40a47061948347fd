internal import ByteScan
internal import EventModel

/// Makes one event of the lines of a print job: a line a page, or a line that tells the total.
///
/// A server numbers its jobs from 1 again when its spool is emptied, so more than a day without a line
/// ends a job.
enum PrintJobJoiner {
  private static let silence: Int64 = 86_400 * 1_000_000

  static func records(of lines: [JoinedLine]) -> [LineRecord] {
    var records: [LineRecord] = []
    var own: [Int] = []
    for (index, line) in lines.enumerated() {
      if let last = own.last, line.time.microseconds - lines[last].time.microseconds > silence {
        records.append(record(of: own, lines))
        own = []
      }
      own.append(index)
    }
    if !own.isEmpty { records.append(record(of: own, lines)) }
    return records
  }

  private static func record(of own: [Int], _ lines: [JoinedLine]) -> LineRecord {
    var event = Event()
    event.begin(.print, at: lines[own[0]].time)
    event.set(.source, copying: "cups")
    var pages: Int64 = 0
    var total: Int64?
    for index in own {
      let joined = lines[index]
      let bytes = joined.bytes.span
      guard let line = try? PageLogLine(bytes, 0..<bytes.count) else { continue }
      if line.isTotal {
        total = (total ?? 0).addingReportingOverflow(line.count).partialValue
      } else {
        pages = pages.addingReportingOverflow(line.count).partialValue
      }
      set(&event, line, bytes)
    }
    event.set(.pages, to: total ?? pages)
    return LineRecord(lines: own, outcome: .event(event))
  }

  private static func set(_ event: inout Event, _ line: PageLogLine, _ bytes: Span<UInt8>) {
    event.set(.printer, copying: bytes.extracting(line.printer))
    event.set(.code, copying: bytes.extracting(line.job))
    if !bytes.extracting(line.user).equals("-") {
      event.set(.user, copying: bytes.extracting(line.user))
    }
    if let document = line.document, !event.has(.document) {
      event.set(.document, copying: bytes.extracting(document))
    }
    guard let host = line.host, !event.has(.srcIP), !event.has(.host) else { return }
    let name = bytes.extracting(host)
    if IPAddress(name) != nil {
      event.set(.srcIP, copying: name)
    } else if !name.equals("-"), !name.equals("localhost") {
      event.set(.host, copying: name)
    }
  }
}
