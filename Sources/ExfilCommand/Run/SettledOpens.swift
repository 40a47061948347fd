internal import LogFormats

/// What the opened files of all workers came to, once every input is read.
struct SettledOpens<Yield: Sendable>: Sendable {
  /// What is kept of opens that are reads.
  private(set) var yields: [Yield] = []
  /// On which server the files of each were opened.
  private(set) var servers: [[UInt8]] = []
  /// The reads among them by server and input.
  private(set) var reads: [(server: [UInt8], lines: [UInt32: [SettledLines]])] = []
  /// The opens by input.
  private(set) var lines: [UInt32: [SettledLines]] = [:]

  /// Takes the opens of servers without transfers for reads, and those of others for listings.
  init(of workers: [WorkerResult<Yield>], audited: AuditedServers) {
    let audited = audited.all
    for opened in workers.flatMap(\.opened) {
      let areReads = !audited.contains(opened.server)
      if areReads, let yield = opened.yield {
        yields.append(yield)
        servers.append(opened.server)
      }
      if areReads { reads.append((opened.server, opened.lines.mapValues { [$0] })) }
      for (source, read) in opened.lines {
        var settled = read
        if !areReads {
          settled = SettledLines()
          settled.ignore(.irrelevant, lineCount: read.eventLines)
        }
        lines[source, default: []].append(settled)
      }
    }
  }
}
