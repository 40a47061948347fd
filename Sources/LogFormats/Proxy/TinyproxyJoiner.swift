internal import ByteScan
internal import EventModel

/// Ties requests at tinyproxy to the client that made them: the lines of one process, file descriptor
/// and day.
///
/// A descriptor serves one client after the other. Lines of one millisecond are taken in the order given if that
/// can be theirs; otherwise, as where they are of several files, they may be in any order, and a connection comes
/// before its request.
enum TinyproxyJoiner {
  private struct Entry {
    var index: Int
    var time: Timestamp
    var line: TinyproxyLine

    var isConnection: Bool {
      if case .connect = line.item { true } else { false }
    }
  }

  /// Whether each request has a connection of its own before it, the one that comes next, too.
  private static func canBeInOrder(
    _ entries: ArraySlice<Entry>, after open: Entry?, before next: Entry?
  ) -> Bool {
    var isOpen = open != nil
    for entry in entries {
      if !entry.isConnection, !isOpen { return false }
      isOpen = entry.isConnection
    }
    return isOpen || next?.isConnection ?? true
  }

  static func records(of lines: [JoinedLine]) -> [LineRecord] {
    var records: [LineRecord] = []
    var entries: [Entry] = []
    for (index, line) in lines.enumerated() {
      if let parsed = parsed(line) {
        entries.append(Entry(index: index, time: line.time, line: parsed))
      } else {
        records.append(LineRecord(lines: [index], outcome: .ignored(.irrelevant)))
      }
    }
    entries.sort { ($0.time, $0.index) < ($1.time, $1.index) }
    var open: Entry?
    var rest = entries[...]
    while let time = rest.first?.time {
      let together = rest.prefix { $0.time == time }
      rest = rest.dropFirst(together.count)
      if canBeInOrder(together, after: open, before: rest.first) {
        for entry in together {
          if entry.isConnection {
            if let open { records.append(unused(open)) }
            open = entry
          } else {
            records.append(record(entry, from: open, lines))
            open = nil
          }
        }
        continue
      }
      var connections = together.filter(\.isConnection)[...]
      var requests = together.filter { !$0.isConnection }[...]
      // Somebody who has asked for nothing yet may have gone before this millisecond. Its own
      // connections have its requests then, unless one of them is needed for the next request.
      let isNeeded = rest.first.map { !$0.isConnection } ?? false
      if let left = open, !requests.isEmpty,
        connections.count >= requests.count + (isNeeded ? 1 : 0),
        let next = connections.popFirst()
      {
        records.append(unused(left))
        open = next
      }
      while !connections.isEmpty || !requests.isEmpty {
        if open == nil || requests.isEmpty, let next = connections.popFirst() {
          if let open { records.append(unused(open)) }
          open = next
        } else if let request = requests.popFirst() {
          records.append(record(request, from: open, lines))
          open = nil
        }
      }
    }
    if let open { records.append(unused(open)) }
    return records
  }

  private static func parsed(_ line: JoinedLine) -> TinyproxyLine? {
    let bytes = line.bytes.span
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count) else { return nil }
    return TinyproxyLine(bytes, message: envelope.message)
  }

  /// A connection over which nothing was asked for, or was refused before.
  private static func unused(_ connection: Entry) -> LineRecord {
    LineRecord(lines: [connection.index], outcome: .ignored(.irrelevant))
  }

  private static func record(
    _ request: Entry, from connection: Entry?, _ lines: [JoinedLine]
  ) -> LineRecord {
    let line = lines[request.index]
    var event = Event()
    event.begin(.web, at: request.time)
    event.set(.source, copying: LineService.tinyproxy.name)
    if case .request(let method, let target) = request.line.item {
      setRequest(of: &event, line.bytes.span, method, target)
    }
    if let connection, case .connect(let name, let address) = connection.line.item {
      let line = lines[connection.index]
      let bytes = line.bytes.span
      if IPAddress(bytes.extracting(address)) != nil {
        event.set(.srcIP, copying: bytes.extracting(address))
      }
      if let name, !bytes.extracting(name).equals("localhost"),
        IPAddress(bytes.extracting(name)) == nil
      {
        event.set(.host, copying: bytes.extracting(name))
      }
    }
    return LineRecord(
      lines: [request.index] + (connection.map { [$0.index] } ?? []), outcome: .event(event))
  }

  private static func setRequest(
    of event: inout Event, _ bytes: Span<UInt8>, _ method: Range<Int>, _ target: Range<Int>
  ) {
    let word = SquidMethod.word(bytes.extracting(method))
    if let word { event.set(.method, to: word) }
    event.set(.url, copying: bytes.extracting(target))
    let parts = UrlParts(bytes, target: target, isAuthority: word == .connect)
    if let path = parts.path { event.set(.path, copying: bytes.extracting(path)) }
    guard let host = parts.host else { return }
    var domain: [UInt8] = []
    Domain.normalise(bytes.extracting(host), into: &domain)
    event.set(.domain, copying: domain.span)
    if let tenant = TenantHost.tenant(inHost: domain.span) {
      event.set(.tenant, copying: domain.span.extracting(tenant))
    }
  }
}
