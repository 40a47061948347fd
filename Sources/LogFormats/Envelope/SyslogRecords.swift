internal import ByteScan
internal import EventModel

/// Reads the records of declared and built-in formats in the text of syslog lines.
struct SyslogRecords: Sendable {
  private let timezone: CivilZone?
  private let wanted: FieldSet
  /// Formats that are declared, or of which the file's sample has lines: by which lines they are known, and how
  /// those are read.
  ///
  /// Together in one array, each key that is asked would copy its reader.
  private let keys: [EnvelopeKey]
  private var readers: [RecordReader]
  /// Readers of the other built-in formats, made when the first line of each comes.
  private var builtIn = [RecordReader?](repeating: nil, count: BuiltInFormats.inSyslog.count)
  /// How records begin, and of which format some lie together in their reader; −1 if none do.
  private var repeated: RepeatedRecords
  private var gathered = -1

  init(_ records: [SyslogLayout.Records], timezone: CivilZone?, wanted: FieldSet) {
    self.timezone = timezone
    self.wanted = wanted
    keys = records.map { EnvelopeKey($0.plan) }
    repeated = RepeatedRecords(keys)
    readers = records.map { own in
      RecordReader(own.plan, named: own.name, timezone: own.timezone ?? timezone, wanted: wanted)
    }
  }

  /// Whether no format is declared, and the sample had records of none.
  var isEmpty: Bool { keys.isEmpty }

  /// Begins another block.
  mutating func begin() {
    for index in readers.indices { readers[index].beginChunk() }
  }

  /// Hands on the records that lie together in a reader; to be called before a line goes any other way.
  @inline(__always)
  mutating func handOn<Sink: LineSink & ~Copyable>(
    of block: Span<UInt8>, _ event: inout Event, into sink: inout Sink
  ) {
    guard gathered >= 0 else { return }
    readers[gathered].report(in: block, &event, to: &sink)
    gathered = -1
  }

  /// Puts a line together with others if it goes on behind its time, which ends at `start`, as one before it did.
  ///
  /// - Returns: Whether it does.
  mutating func gather<Sink: LineSink & ~Copyable>(
    _ text: Range<Int>, from start: Int, _ envelope: EventFiller.Envelope, isNumbered: Bool,
    _ line: LinePlace, of block: Span<UInt8>, _ event: inout Event, into sink: inout Sink
  ) -> Bool {
    guard !keys.isEmpty,
      let found = repeated.find(
        in: block, from: start, to: text.upperBound, isNumbered: isNumbered)
    else { return false }
    var envelope = envelope
    envelope.host = found.host
    if found.format != gathered { handOn(of: block, &event, into: &sink) }
    switch readers[found.format].add(block, text: found.text, envelope: envelope, at: line) {
    case .added: gathered = found.format
    case .full:
      gathered = found.format
      handOn(of: block, &event, into: &sink)
    case .refused:
      _ = readers[found.format].read(
        block, text: found.text, envelope: envelope, at: line, handsOn: true, &event, to: &sink)
    }
    return true
  }

  /// Reads the line as a record of one of the formats.
  ///
  /// - Parameters:
  ///   - line: What stands around the record.
  ///   - envelope: The same, as far as the event takes from it.
  ///   - place: Where the line is.
  ///   - block: What it stands in.
  ///   - isWhole: Whether it stands there as it is, with nothing around it.
  ///   - event: Storage for the event.
  ///   - sink: What takes it.
  /// - Returns: Whether it is of one.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ line: SyslogLine, _ envelope: EventFiller.Envelope, _ place: LinePlace,
    _ block: Span<UInt8>, isWhole: Bool, _ event: inout Event, into sink: inout Sink
  ) -> Bool {
    var last: LineOutcome?
    for index in keys.indices {
      guard let text = keys[index].text(of: line, in: block) else { continue }
      last = readers[index].read(
        block, text: text, envelope: envelope, at: place, handsOn: false, &event, to: &sink)
      // What one format knows nothing of may be another's.
      if last == .event { break }
    }
    guard let last else { return false }
    if last != .event { sink.leaveOut(last, in: block, at: place) }
    if isWhole, case .success = envelope.time {
      repeated.remember(
        line, in: block, isNumbered: SyslogLine.clockStart(block, place.range).isNumbered)
    }
    return true
  }

  /// Reads the line as a record of any built-in format; returns whether it is of one.
  mutating func readBuiltIn<Sink: LineSink & ~Copyable>(
    _ line: SyslogLine, _ envelope: EventFiller.Envelope, _ place: LinePlace,
    _ block: Span<UInt8>, _ event: inout Event, into sink: inout Sink
  ) -> Bool {
    for index in BuiltInFormats.keysInSyslog.indices {
      guard let text = BuiltInFormats.keysInSyslog[index].text(of: line, in: block) else {
        continue
      }
      if builtIn[index] == nil { makeReader(index) }
      _ = builtIn[index]?.read(
        block, text: text, envelope: envelope, at: place, handsOn: true, &event, to: &sink)
      return true
    }
    return false
  }

  private mutating func makeReader(_ index: Int) {
    let own = BuiltInFormats.inSyslog[index]
    builtIn[index] = RecordReader(
      own.plan, named: own.format.format.name,
      timezone: own.format.format.timezone ?? timezone, wanted: wanted)
  }
}
