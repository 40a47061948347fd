internal import ByteScan
internal import EventModel

/// Reads files in one of the layouts that are built in line by line.
struct LineLayoutReader: LineByLineReader {
  private let layout: LineLayout
  private let timezone: CivilZone?
  private let source: [UInt8]
  private var audit = AuditReader()
  private var postgres = PostgresJSONReader()
  private var drive = GoogleDriveReader()
  private var dropbox = DropboxReader()
  private var key: [UInt8] = []
  private var event = Event()

  init(_ layout: LineLayout, named name: String, timezone: CivilZone?) {
    self.layout = layout
    self.timezone = timezone
    source = Array(name.utf8)
  }

  mutating func readLine<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink
  ) {
    let outcome: LineOutcome
    switch layout {
    case .audit:
      return audit.read(block, line.range, host: 0..<0, line, &event, into: &sink)
    case .pageLog: return readPrint(line, of: block, into: &sink)
    case .xferlog: outcome = XferlogLine.read(block, line.range, in: timezone, into: &event)
    case .serverAudit: outcome = ServerAuditLine.read(block, line.range, in: timezone, into: &event)
    case .postgresJSON: outcome = postgres.read(block, line.range, in: timezone, into: &event)
    case .googleDrive: outcome = drive.read(block, line.range, into: &event)
    case .dropbox: outcome = dropbox.read(block, line.range, into: &event)
    case .vsftpdLog: outcome = VsftpdText.readLine(block, line.range, in: timezone, into: &event)
    }
    guard outcome == .event else { return sink.leaveOut(outcome, in: block, at: line) }
    let source = source
    event.set(.source, copying: source.span)
    sink.accept(&event, in: block, at: line)
  }

  /// Hands a line of a print job on under the key `printer NUL job NUL user`.
  private mutating func readPrint<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink
  ) {
    let parsed: PageLogLine
    do throws(PageLogLine.Failure) {
      parsed = try PageLogLine(block, line.range)
    } catch {
      return sink.reject(error == .badTime ? .badTime : .malformed, in: block, at: line)
    }
    key.removeAll(keepingCapacity: true)
    key.append(copying: block.extracting(parsed.printer))
    key.append(0)
    key.append(copying: block.extracting(parsed.job))
    key.append(0)
    key.append(copying: block.extracting(parsed.user))
    sink.acceptFragment(.printJob, key: key.span, time: parsed.time, in: block, at: line)
  }
}
