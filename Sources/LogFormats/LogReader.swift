internal import ByteScan
package import EventModel

/// Reads the lines of one input in the format that was chosen for it.
///
/// A reader is storage to be used again and again: it allocates nothing per line once its buffers
/// have grown. It may keep what earlier lines of the same input told (the year of a log that
/// writes none), so the blocks of one input go to one reader, in order, unless
/// ``readsBlocksInAnyOrder`` says otherwise.
package struct LogReader: Sendable {
  /// The format that this reader reads.
  package let format: LogFormat
  private var squid: SquidReader?
  private var syslog: SyslogReader?
  private var records: RecordReader?
  private var lines: LineLayoutReader?
  private var exim: EximReader?
  private var tracking: TrackingReader?
  private var windows: WindowsReader?
  private var unifiedAudit: UnifiedAuditReader?
  private var setupLog: SetupLogReader?
  private var postgres: PostgresLogReader?
  private var service: ServiceReader?

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - format: What was chosen for the input.
  ///   - options: What the log itself does not say.
  ///   - wanted: The fields that anybody will look at. Others may be left unset, except the time,
  ///     the outcome and the user; which lines are accepted never depends on it.
  package init(
    _ format: LogFormat, options: LogReaderOptions = LogReaderOptions(), wanted: FieldSet = .all
  ) {
    self.format = format
    var options = options
    if let declared = format.timezone { options.timezone = declared }
    switch format.layout {
    case .squid(let layout):
      squid = SquidReader(
        layout, named: format.name, timezone: options.timezone, wanted: wanted)
    case .syslog(let layout):
      syslog = SyslogReader(layout, options: options, wanted: wanted)
    case .records(let plan):
      records = RecordReader(
        plan, named: format.name, timezone: options.timezone, wanted: wanted)
    case .lines(let layout):
      lines = LineLayoutReader(layout, named: format.name, timezone: options.timezone)
    case .mail(.exchange): tracking = TrackingReader()
    case .mail(.exim): exim = EximReader(timezone: options.timezone)
    case .mail(let server): service = ServiceReader(server)
    case .windows(let wrapping):
      windows = WindowsReader(
        wrapping, named: format.name, timezone: options.timezone, wanted: wanted)
    case .unifiedAudit(let wrapping):
      unifiedAudit = UnifiedAuditReader(wrapping, named: format.name, wanted: wanted)
    case .setupLog:
      setupLog = SetupLogReader(named: format.name, timezone: options.timezone)
    case .postgres(let writing):
      postgres = PostgresLogReader(writing, named: format.name, timezone: options.timezone)
    case .unrecognised: break
    }
  }

  /// Whether blocks of one input may be read apart, each by a reader of its own.
  ///
  /// A header tells the columns of all lines after it, an event of several lines goes on in the next
  /// block, and a line of syslog may take its year from those before it.
  package var readsBlocksInAnyOrder: Bool {
    switch format.layout {
    case .records(let plan): return !plan.hasHeader
    case .mail(.exchange), .windows(.xml), .windows(.table), .unifiedAudit(.csv), .setupLog,
      .postgres, .syslog:
      return false
    default: return true
    }
  }

  /// Reads a block of whole lines and makes exactly one call of the sink for each line.
  ///
  /// A line feed ends a line, one carriage return before it is left off, and the last line of the
  /// block may lack the line feed. A record of several lines may go on in the next block; then its
  /// lines are not read here, and must stand in front of the next block.
  ///
  /// - Parameters:
  ///   - block: Whole lines, fewer than 2³² bytes.
  ///   - firstLine: The 1-based number of the block's first line.
  ///   - isLast: Whether nothing comes after the block, so that all of it is read.
  ///   - sink: Takes each line; events are valid during the call only.
  /// - Returns: How many bytes were read; whole lines.
  /// - Complexity: O(*n*) in the bytes of the block.
  @discardableResult
  package mutating func read(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool = true,
    into sink: inout some LineSink & ~Copyable
  ) -> Int {
    if records != nil {
      return records?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if windows != nil {
      return windows?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if unifiedAudit != nil {
      return unifiedAudit?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if setupLog != nil {
      return setupLog?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if postgres != nil {
      return postgres?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if squid != nil {
      squid?.read(block, firstLine: firstLine, into: &sink)
    } else if syslog != nil {
      syslog?.read(block, firstLine: firstLine, into: &sink)
    } else if lines != nil {
      lines?.read(block, firstLine: firstLine, into: &sink)
    } else if exim != nil {
      exim?.read(block, firstLine: firstLine, into: &sink)
    } else if service != nil {
      service?.read(block, firstLine: firstLine, into: &sink)
    } else if tracking != nil {
      tracking?.read(block, firstLine: firstLine, into: &sink)
    } else {
      rejectAll(block, firstLine: firstLine, into: &sink)
    }
    return block.count
  }

  /// What this reader takes from the lines of each kind of event.
  package var readings: [FormatReading] {
    format.capabilities.map { capability in
      let isSquid = capability.kind == .web && records == nil
      let taken = isSquid ? squid?.takenFields ?? syslog?.takenSquidFields : nil
      return FormatReading(
        format: capability.source, kind: capability.kind, carried: capability.fields,
        taken: taken.map(capability.fields.intersection) ?? capability.fields,
        looksAhead: squid != nil || records != nil || windows != nil || unifiedAudit != nil,
        skims: squid?.skims ?? false)
    }
  }

  private func rejectAll(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout some LineSink & ~Copyable
  ) {
    var lines = LineCursor(block)
    var number = firstLine
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      if block.isBlankLine(range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
      } else {
        sink.reject(.unrecognisedFormat, in: block, at: line)
      }
    }
  }
}
