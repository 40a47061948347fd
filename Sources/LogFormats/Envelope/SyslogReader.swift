internal import ByteScan
internal import EventModel

/// Reads syslog files: each line goes to its format by the name of its program.
struct SyslogReader: Sendable {
  var clock: SyslogClock
  private var samba: SambaAuditReader
  private var squid: SquidLineReader?
  /// Records of declared and built-in formats in the text of lines.
  var records: SyslogRecords
  private var wrapped = WrappedSyslog()
  private var audit = AuditReader()
  private(set) var key = ByteWriter()
  /// Whether the line at hand stands within a JSON object, so that what is read is not the line itself.
  var isWrapped = false
  /// Lines of Postfix of the block at hand.
  var queued = QueuedLines()
  /// Lines of Postfix of one second, and whether the line read last was one.
  var rows = PostfixRows()
  var isOfPostfix = false
  /// What is doubtful about the time of the line at hand.
  var doubt: ClockDoubt?

  init(_ layout: SyslogLayout, options: LogReaderOptions, wanted: FieldSet) {
    clock = SyslogClock(options)
    samba = SambaAuditReader(layout.samba, named: layout.sambaName)
    squid = layout.squid.map { squid in
      SquidLineReader(
        squid.layout, named: squid.name, timezone: squid.timezone ?? options.timezone,
        wanted: wanted)
    }
    records = SyslogRecords(layout.records, timezone: options.timezone, wanted: wanted)
  }

  /// The fields that are set of a Squid line inside the envelope; `nil` if no such lines are read.
  var takenSquidFields: FieldSet? { squid?.takenFields }

  /// Reads whole lines and makes one call of the sink for each.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    var event = Event()
    var lines = LineCursor(block)
    var number = firstLine
    records.begin()
    while true {
      if isOfPostfix { readPostfix(block, &lines, &number, into: &sink) }
      guard let range = lines.next() else { break }
      let line = LinePlace(number: number, range: range)
      number += 1
      isOfPostfix = false
      if block.isBlankLine(range) {
        records.handOn(of: block, &event, into: &sink)
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
      } else if block.isNulRun(range) {
        records.handOn(of: block, &event, into: &sink)
        sink.reject(.nulRun, in: block, at: line)
      } else {
        if WrappedSyslog.mayWrap(block, range) {
          records.handOn(of: block, &event, into: &sink)
          isWrapped = true
          readWrapped(line, of: block, event: &event, into: &sink)
          isWrapped = false
        } else {
          read(range, line, of: block, event: &event, into: &sink)
        }
      }
    }
    records.handOn(of: block, &event, into: &sink)
    handOnQueued(of: block, into: &sink)
  }

  /// Reads a line that is a JSON object around a syslog line.
  private mutating func readWrapped<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, event: inout Event, into sink: inout Sink
  ) {
    guard let text = wrapped.text(block, line.range) else {
      return sink.reject(.malformed, in: block, at: line)
    }
    guard text.hasEscapes else {
      return read(text.range, line, of: block, event: &event, into: &sink)
    }
    var unwrapped: [UInt8] = []
    CellForm.json.append(block, text.range, to: &unwrapped)
    var relay = RelaySink()
    let whole = 0..<unwrapped.count
    read(
      whole, LinePlace(number: line.number, range: whole), of: unwrapped.span, event: &event,
      into: &relay)
    relay.replay(in: block, at: line, into: &sink)
  }

  private mutating func read<Sink: LineSink & ~Copyable>(
    _ text: Range<Int>, _ line: LinePlace, of block: Span<UInt8>, event: inout Event,
    into sink: inout Sink
  ) {
    if !isWrapped, let known = clock.known(block, text),
      records.gather(
        text, from: known.end,
        EventFiller.Envelope(time: .success(known.time), doubt: clock.front.doubt, host: 0..<0),
        isNumbered: clock.front.isNumbered, line, of: block, &event, into: &sink)
    {
      return
    }
    let dated: SyslogClock.DatedLine
    do throws(SyslogLine.Failure) {
      dated = try clock.read(block, text)
    } catch {
      records.handOn(of: block, &event, into: &sink)
      return sink.reject(error == .badTime ? .badTime : .malformed, in: block, at: line)
    }
    let (envelope, moment) = (dated.envelope, dated.moment)
    doubt = dated.doubt
    let around = EventFiller.Envelope(
      time: moment.mapError { $0.reason == .zoneUnknown ? .zoneUnknown : .badTime },
      doubt: doubt, host: envelope.host)
    if !isWrapped, case .success = moment, envelope.ownWriter == nil,
      records.gather(
        text, from: envelope.clockEnd, around,
        isNumbered: SyslogLine.clockStart(block, text).isNumbered, line, of: block, &event,
        into: &sink)
    {
      return
    }
    records.handOn(of: block, &event, into: &sink)
    if records.read(envelope, around, line, block, isWhole: !isWrapped, &event, into: &sink) {
      return
    }
    switch SyslogProgram(envelope, in: block) {
    case .postfix: readMail(.postfix, envelope, moment, line, block, into: &sink)
    case .exim: readMail(.exim, envelope, moment, line, block, into: &sink)
    case .sendmail: readMail(.sendmail, envelope, moment, line, block, into: &sink)
    case .openSMTPD: readMail(.openSMTPD, envelope, moment, line, block, into: &sink)
    case .samba, .smbd:
      readSamba(envelope, moment, line, block, event: &event, into: &sink)
    case .kernel, .mtpProbe: readKernel(envelope, moment, line, block, into: &sink)
    case .squid where squid != nil:
      readSquid(envelope, line, block, event: &event, into: &sink)
    case .sftp: readSFTP(envelope, moment, line, block, into: &sink)
    case .audit: readAudit(envelope, moment, line, block, event: &event, into: &sink)
    case .tinyproxy: readTinyproxy(envelope, moment, line, block, into: &sink)
    case .service(let service):
      readService(service, envelope, moment, line, block, event: &event, into: &sink)
    case .squid, .other:
      if let service = LineService(message: block.extracting(envelope.message)) {
        return readService(service, envelope, moment, line, block, event: &event, into: &sink)
      }
      if records.readBuiltIn(envelope, around, line, block, &event, into: &sink) { return }
      sink.ignore(.otherProgram, program: block.extracting(envelope.program), at: line)
    }
  }

  private mutating func readKernel<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ moment: SyslogClock.Moment, _ line: LinePlace,
    _ block: Span<UInt8>, into sink: inout Sink
  ) {
    let isProbe = block.extracting(envelope.program).equals("mtp-probe")
    let parsed: KernelUSBLine?
    if isProbe {
      parsed = KernelUSBLine(mtpProbe: block, message: envelope.message)
    } else {
      do throws(KernelUSBLine.Failure) {
        parsed = try KernelUSBLine(kernel: block, message: envelope.message)
      } catch {
        return sink.reject(.malformed, in: block, at: line)
      }
    }
    guard let parsed else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    addFragment(
      .kernelUSB, block.extracting(envelope.host), block.extracting(parsed.bus), moment, line,
      block, into: &sink)
  }

  private mutating func readSFTP<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ moment: SyslogClock.Moment, _ line: LinePlace,
    _ block: Span<UInt8>, into sink: inout Sink
  ) {
    guard SFTPLine(block, message: envelope.message) != nil else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    addFragment(
      .sftpProcess, block.extracting(envelope.host), block.extracting(envelope.processID), moment,
      line, block, into: &sink)
  }

  private mutating func readAudit<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ moment: SyslogClock.Moment, _ line: LinePlace,
    _ block: Span<UInt8>, event: inout Event, into sink: inout Sink
  ) {
    audit.read(block, envelope.message, host: envelope.host, line, &event, into: &sink)
  }

  /// Hands a line on under the key `host NUL process NUL descriptor NUL day`, so that what is put together
  /// stays as small as a day's requests.
  private mutating func readTinyproxy<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ moment: SyslogClock.Moment, _ line: LinePlace,
    _ block: Span<UInt8>, into sink: inout Sink
  ) {
    guard let parsed = TinyproxyLine(block, message: envelope.message) else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    var name: [UInt8] = []
    name.append(copying: block.extracting(envelope.processID))
    name.append(0)
    name.append(copying: block.extracting(parsed.descriptor))
    name.append(0)
    if case .success(let time) = moment {
      name.append(contentsOf: "\(time.microseconds / 86_400_000_000)".utf8)
    }
    addFragment(
      .tinyproxyClient, block.extracting(envelope.host), name.span, moment, line, block,
      into: &sink)
  }

  /// Reads a line that tells all by itself.
  private mutating func readService<Sink: LineSink & ~Copyable>(
    _ service: LineService, _ envelope: SyslogLine, _ moment: SyslogClock.Moment,
    _ line: LinePlace, _ block: Span<UInt8>, event: inout Event, into sink: inout Sink
  ) {
    let time = (try? moment.get()) ?? Timestamp(microseconds: 0)
    let outcome = service.read(block, envelope, at: time, into: &event)
    // What the line says counts first, so that an irrelevant line needs no zone.
    if outcome == .event, case .failure(let failure) = moment {
      return sink.reject(failure.reason, in: block, at: line)
    }
    report(outcome, &event, line, block, into: &sink)
  }

  /// Hands a line on under the key `host NUL name`.
  mutating func addFragment<Sink: LineSink & ~Copyable>(
    _ family: FragmentFamily, _ host: Span<UInt8>, _ name: Span<UInt8>,
    _ moment: SyslogClock.Moment, _ line: LinePlace, _ block: Span<UInt8>,
    into sink: inout Sink
  ) {
    switch moment {
    case .failure(let failure): sink.reject(failure.reason, in: block, at: line)
    case .success(let time):
      makeKey(host, name)
      if let doubt { sink.noteDoubt(doubt) }
      sink.acceptFragment(family, key: key.span, time: time, in: block, at: line)
    }
  }

  /// Makes the key `host NUL name`.
  mutating func makeKey(_ host: Span<UInt8>, _ name: Span<UInt8>) {
    begin(keyOf: host)
    key.reserve(1 + name.count)
    key.append(word: 0, byteCount: 1)
    key.append(copying: name)
  }

  /// Begins the key with the name of a host, in small letters.
  private mutating func begin(keyOf host: Span<UInt8>) {
    key.removeAll()
    key.reserve(host.count)
    for index in host.indices {
      key.append(word: UInt64(host[index].asciiLowercased), byteCount: 1)
    }
  }

  private mutating func readSamba<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ moment: SyslogClock.Moment, _ line: LinePlace,
    _ block: Span<UInt8>, event: inout Event, into sink: inout Sink
  ) {
    let program = block.extracting(envelope.program)
    // The server's own messages carry the name `smbd`; so does the audit with an old syslog setting.
    if program.equals("smbd"), !samba.fits(block, envelope.message) {
      return sink.ignore(.otherProgram, program: program, at: line)
    }
    // What the line says counts first, so that an irrelevant line needs no zone.
    let time = (try? moment.get()) ?? Timestamp(microseconds: 0)
    let read = samba.read(block, envelope.message, at: time, into: &event)
    if read.isOpen || read.tellsTransfer {
      begin(keyOf: block.extracting(envelope.host))
    }
    if read.tellsTransfer { sink.noteTransfer(on: key.span) }
    if read.outcome == .event, case .failure(let failure) = moment {
      return sink.reject(failure.reason, in: block, at: line)
    }
    if read.isOpen {
      if let doubt { sink.noteDoubt(doubt) }
      return sink.acceptOpen(&event, on: key.span, in: block, at: line)
    }
    report(read.outcome, &event, line, block, into: &sink)
  }

  private mutating func readSquid<Sink: LineSink & ~Copyable>(
    _ envelope: SyslogLine, _ line: LinePlace, _ block: Span<UInt8>, event: inout Event,
    into sink: inout Sink
  ) {
    guard squid != nil else { return }
    // The line tells its own time.
    doubt = nil
    squid?.cut(block, line: envelope.message)
    let outcome =
      squid?.read(block, lineEnd: envelope.message.upperBound, into: &event)
      ?? .ignored(.irrelevant)
    if outcome == .event { squid?.complete(&event, in: block) }
    report(outcome, &event, line, block, into: &sink)
  }

  private func report<Sink: LineSink & ~Copyable>(
    _ outcome: LineOutcome, _ event: inout Event, _ line: LinePlace, _ block: Span<UInt8>,
    into sink: inout Sink
  ) {
    guard outcome == .event else { return sink.leaveOut(outcome, in: block, at: line) }
    if let doubt { sink.noteDoubt(doubt) }
    sink.accept(&event, in: block, at: line)
  }
}
