internal import ByteScan
internal import Detection
internal import EventModel
internal import SystemBoundary

/// What one worker keeps of the files opened on one server.
struct OpenedFilesYield<Yield: Sendable>: Sendable {
  var server: [UInt8]
  /// What a taker made of the opens; `nil` once a transfer was seen.
  var yield: Yield?
  /// The opens by input.
  var lines: [UInt32: SettledLines]
}

/// Takes opens of files of which it is not known yet whether they are reads; one belongs to one worker.
///
/// An open is a read unless its server logs transfers, which the last line of the last input may
/// tell. Until then the opens of each server go to a taker of their own, which in the end is kept or
/// thrown away as a whole: nothing that was counted, joined to totals or kept of them has to be
/// undone. From the first transfer on opens of that server are not taken at all, so a log of reads
/// and listings costs next to nothing.
struct OpenedFiles<Taker: EventTaker & ~Copyable>: ~Copyable {
  private final class Server {
    let name: [UInt8]
    var taker: Taker?
    /// The input whose fields the taker was told.
    var source: UInt32?
    var lines: [UInt32: SettledLines] = [:]
    var tellsTransfers: Bool
    init(named name: [UInt8], tellsTransfers: Bool) {
      self.name = name
      self.tellsTransfers = tellsTransfers
    }

    var heldByteCount: Int { taker?.heldByteCount ?? 0 }

    func finish() -> Taker.Yield? {
      guard let taker = taker.take() else { return nil }
      return taker.finish()
    }
  }

  private let makeTaker: @Sendable () -> Taker
  private let audited: AuditedServers
  private var auditedCount = 0
  private var servers: [[UInt8]: Server] = [:]
  /// The server of the line before, and its name.
  private var last: Server?
  private var name: [UInt8] = []
  private var fields = SourceFields(fields: [:])
  /// How much memory all takers hold that could be spilled.
  private(set) var heldByteCount = 0

  init(audited: AuditedServers, _ makeTaker: @escaping @Sendable () -> Taker) {
    self.audited = audited
    self.makeTaker = makeTaker
  }

  /// Tells what the source of the following events carries.
  mutating func begin(source: SourceFields) { fields = source }

  /// Throws away what other workers have found out to be no reads.
  mutating func refresh() {
    let count = audited.count
    guard count > auditedCount else { return }
    auditedCount = count
    for name in audited.all {
      if let server = servers[name] { discard(server) }
    }
  }

  /// Notes that a server logs transfers.
  mutating func noteTransfer(on name: Span<UInt8>) {
    let server = server(named: name)
    guard !server.tellsTransfers else { return }
    discard(server)
    audited.add(server.name)
  }

  /// Takes an open, or returns `false` if it is known to be no read.
  mutating func take(
    _ event: inout Event, on name: Span<UInt8>, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) -> Bool {
    let server = server(named: name)
    guard !server.tellsTransfers else { return false }
    let source = line.place.source
    if server.taker == nil { server.taker = makeTaker() }
    if server.source != source {
      server.source = source
      server.taker?.begin(source: fields)
    }
    server.lines[source, default: SettledLines()].counts.addSettledEvent(event.kind, at: event.time)
    server.lines[source, default: SettledLines()].eventLines += 1
    let before = server.heldByteCount
    try server.taker?.take(&event, in: block, line: line)
    heldByteCount += server.heldByteCount - before
    return true
  }

  /// What a server must hold to be worth a file on disk.
  private static var leastSpilledByteCount: Int { 32 << 10 }

  /// Moves the facts of the server that has most of them to disk.
  ///
  /// - Returns: `false` if no server has so many that it would help.
  /// - Complexity: O(*n*) in the number of servers.
  mutating func spillMost() throws(SystemError) -> Bool {
    let most = servers.values.max { $0.heldByteCount < $1.heldByteCount }
    guard let most, most.heldByteCount >= Self.leastSpilledByteCount else { return false }
    heldByteCount -= most.heldByteCount
    try most.taker?.spill()
    heldByteCount += most.heldByteCount
    return true
  }

  /// Ends the work of one worker.
  consuming func finish() -> [OpenedFilesYield<Taker.Yield>] {
    servers.values.map { server in
      OpenedFilesYield(server: server.name, yield: server.finish(), lines: server.lines)
    }
  }

  private mutating func server(named bytes: Span<UInt8>) -> Server {
    if let last, name.span.hasSameBytes(as: bytes) { return last }
    name.removeAll(keepingCapacity: true)
    name.append(copying: bytes)
    let server = servers[name] ?? Server(named: name, tellsTransfers: audited.all.contains(name))
    servers[server.name] = server
    last = server
    return server
  }

  private mutating func discard(_ server: Server) {
    heldByteCount -= server.heldByteCount
    server.taker = nil
    server.tellsTransfers = true
  }
}
