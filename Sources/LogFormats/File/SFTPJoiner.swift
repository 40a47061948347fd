internal import ByteScan
internal import EventModel

/// Puts the lines of one process of the SFTP server together: who opened the session, and what was done
/// with each file in it.
///
/// A process serves one session; its number comes again after weeks. Lines of one second may come in
/// any order, so within one the kind of line decides.
enum SFTPJoiner {
  private struct Entry {
    var index: Int
    var time: Timestamp
    var rank: Int
    var line: SFTPLine
  }

  private struct Session {
    var user: [UInt8] = []
    var address: [UInt8] = []
    var entries: [Entry] = []
  }

  static func records(of lines: [JoinedLine]) -> [LineRecord] {
    var records: [LineRecord] = []
    var entries: [Entry] = []
    for (index, line) in lines.enumerated() {
      let bytes = line.bytes.span
      guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count),
        let parsed = SFTPLine(bytes, message: envelope.message)
      else {
        records.append(LineRecord(lines: [index], outcome: .ignored(.irrelevant)))
        continue
      }
      entries.append(
        Entry(index: index, time: line.time, rank: rank(of: parsed.item), line: parsed))
    }
    entries.sort { ($0.time, $0.rank, $0.index) < ($1.time, $1.rank, $1.index) }
    var session = Session()
    for entry in entries {
      if case .begin = entry.line.item, !session.entries.isEmpty {
        records += events(of: session, lines)
        session = Session()
      }
      session.entries.append(entry)
      switch entry.line.item {
      case .begin, .end:
        let line = lines[entry.index]
        let bytes = line.bytes.span
        session.user = [UInt8](bytes.extracting(entry.line.path))
        session.address = [UInt8](bytes.extracting(entry.line.target))
      default: continue
      }
      if case .end = entry.line.item {
        records += events(of: session, lines)
        session = Session()
      }
    }
    return records + events(of: session, lines)
  }

  /// The place of a kind of line within a second.
  private static func rank(of item: SFTPLine.Item) -> Int {
    switch item {
    case .begin: 0
    case .open: 1
    case .failure, .rename, .delete, .create: 2
    case .close: 3
    case .end: 4
    }
  }

  private static func events(of session: Session, _ lines: [JoinedLine]) -> [LineRecord] {
    var records: [LineRecord] = []
    var open: [[UInt8]: [Entry]] = [:]
    let failures = session.entries.filter {
      if case .failure = $0.line.item { true } else { false }
    }
    for entry in session.entries {
      let line = lines[entry.index]
      let path = OctalText.decoded(line.bytes.span.extracting(entry.line.path))
      switch entry.line.item {
      case .begin, .end, .failure:
        records.append(LineRecord(lines: [entry.index], outcome: .ignored(.irrelevant)))
      case .open: open[path, default: []].append(entry)
      case .close:
        var before: Entry?
        if var waiting = open[path], !waiting.isEmpty {
          before = waiting.removeFirst()
          open[path] = waiting
        }
        records.append(record(entry, openedBy: before, of: session, path, lines))
      case .rename, .delete, .create:
        records.append(record(entry, openedBy: nil, of: session, path, lines))
      }
    }
    // A file that was opened and never closed: the server was ended on the way. How much of it left,
    // nobody knows.
    for (path, waiting) in open {
      for entry in waiting {
        let isFailed = failures.contains {
          0...1_000_000 ~= $0.time.microseconds - entry.time.microseconds
        }
        records.append(
          record(entry, openedBy: nil, of: session, path, lines, isFailed: isFailed))
      }
    }
    return records
  }

  private static func record(
    _ entry: Entry, openedBy opening: Entry?, of session: Session, _ path: [UInt8],
    _ lines: [JoinedLine], isFailed: Bool = false
  ) -> LineRecord {
    let line = lines[entry.index]
    let bytes = line.bytes.span
    var event = Event()
    event.begin(.file, at: opening?.time ?? entry.time)
    event.set(.source, copying: LineService.sftp.name)
    event.set(.code, copying: bytes.extracting(entry.line.operation))
    event.set(.user, copying: session.user.span)
    if IPAddress(session.address.span) != nil { event.set(.srcIP, copying: session.address.span) }
    event.set(.volume, to: .network)
    event.set(.outcome, to: isFailed ? .failed : .allowed)
    event.set(.path, copying: path.span)
    switch entry.line.item {
    case .open(let isWriting): event.set(.action, to: isWriting ? .write : .download)
    case .close(let read, let written):
      var isWriting = written > read
      if read == written, case .open(let opened)? = opening?.line.item { isWriting = opened }
      event.set(.action, to: isWriting ? .write : .download)
      event.set(.size, to: isWriting ? written : read)
    case .rename:
      event.set(.action, to: .rename)
      let target = OctalText.decoded(bytes.extracting(entry.line.target))
      event.set(.targetPath, copying: target.span)
    case .delete: event.set(.action, to: .deleteFile)
    case .create: event.set(.action, to: .create)
    case .begin, .end, .failure: break
    }
    let own = [opening?.index, entry.index].compactMap(\.self)
    return LineRecord(lines: own, outcome: .event(event))
  }
}
