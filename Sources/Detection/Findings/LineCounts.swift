package import EventModel

/// Counts what becomes of each line of one piece of input, without allocating per line.
///
/// ``account`` gives the same in the form of reports.
package struct LineCounts: Sendable {
  private var eventsByKind = [32 of Int](repeating: 0)
  private var otherPrograms = ByteInterner()
  private var otherProgramNames: [String] = []
  private var otherProgramCounts: [Int] = []
  /// The events by kind and hour.
  private var hours = HourClock()
  /// What is counted directly.
  package var account = LineAccount()

  package init() {}

  /// Notes an event that was read from `lineCount` lines of this input.
  package mutating func addEvent(_ kind: EventKind, at time: Timestamp, lineCount: Int = 1) {
    account.eventLines += lineCount
    let index = Int(kind.rawValue)
    eventsByKind[index] += 1
    guard time.isPlausible else {
      account.implausibleTimes += 1
      return
    }
    hours.note(index, at: time.microseconds)
    notePlausible(time)
  }

  /// Notes events of one line each, in the order of their lines, all at plausible times.
  package mutating func addEvents(_ kind: EventKind, at microseconds: Span<Int64>) {
    let index = Int(kind.rawValue)
    account.eventLines += microseconds.count
    eventsByKind[index] += microseconds.count
    hours.note(index, at: microseconds)
    guard microseconds.count > 0 else { return }
    if account.openingEvent == nil {
      account.openingEvent = Timestamp(microseconds: microseconds[0])
    }
    var last = account.closingEvent?.microseconds ?? microseconds[0]
    var backwards = 0
    for line in microseconds.indices {
      let time = microseconds[line]
      backwards &+= time < last ? 1 : 0
      last = time
    }
    account.timesBackwards += backwards
    account.closingEvent = Timestamp(microseconds: last)
  }

  /// Notes the time of the next line that is an event, or may turn out to be one.
  package mutating func noteTime(_ time: Timestamp) {
    if time.isPlausible { notePlausible(time) }
  }

  @inline(__always)
  private mutating func notePlausible(_ time: Timestamp) {
    if let closing = account.closingEvent, time < closing { account.timesBackwards += 1 }
    if account.openingEvent == nil { account.openingEvent = time }
    account.closingEvent = time
  }

  /// Notes an event that was settled after its lines were read: one joined from several lines, of
  /// which this input holds the first, or one that other lines had to decide on.
  ///
  /// Neither its lines nor their order are counted here.
  package mutating func addSettledEvent(_ kind: EventKind, at time: Timestamp) {
    let index = Int(kind.rawValue)
    eventsByKind[index] += 1
    guard time.isPlausible else {
      account.implausibleTimes += 1
      return
    }
    hours.note(index, at: time.microseconds)
  }

  /// Notes an ignored line of a syslog program that no format handles.
  package mutating func addOtherProgram(_ name: Span<UInt8>) {
    if let known = otherPrograms.number(of: name) {
      otherProgramCounts[known] += 1
    } else {
      otherPrograms.insert(name, number: otherPrograms.count)
      otherProgramCounts.append(1)
      var bytes: [UInt8] = []
      for index in name.indices { bytes.append(name[index]) }
      otherProgramNames.append(String(logBytes: bytes))
    }
  }

  /// The counts in the form of reports.
  package var finished: LineAccount {
    var finished = account
    for kind in EventKind.allCases where eventsByKind[Int(kind.rawValue)] > 0 {
      let index = Int(kind.rawValue)
      finished.events[kind, default: 0] += eventsByKind[index]
      finished.add(hours.counts(index), of: kind)
    }
    for (name, count) in zip(otherProgramNames, otherProgramCounts) {
      finished.otherPrograms[name, default: 0] += count
    }
    return finished
  }
}

extension LineAccount {
  /// How many rejected lines an account shows.
  package static let rejectLimit = 5

  /// Notes a rejected line.
  package mutating func reject(
    _ reason: String, line: Int, offset: Int, bytes: Span<UInt8>, byteCount: Int
  ) {
    rejected[reason, default: 0] += 1
    rejectedByteCount += byteCount
    guard firstRejects.count < Self.rejectLimit else { return }
    var sample: [UInt8] = []
    for index in 0..<min(bytes.count, 120) { sample.append(bytes[index]) }
    firstRejects.append(Reject(reason: reason, line: line, offset: offset, sample: sample))
  }

  /// Adds events that were settled after the lines of this input were read, without their lines.
  package mutating func add(events settled: LineAccount) {
    events.merge(settled.events, uniquingKeysWith: +)
    for (kind, counts) in settled.hours { add(counts, of: kind) }
    implausibleTimes += settled.implausibleTimes
  }

  /// Adds the account of the next piece of the same input, whose lines are numbered anew from 1.
  package mutating func append(_ next: LineAccount) {
    let linesBefore = lines
    lines += next.lines
    eventLines += next.eventLines
    events.merge(next.events, uniquingKeysWith: +)
    ignored.merge(next.ignored, uniquingKeysWith: +)
    otherPrograms.merge(next.otherPrograms, uniquingKeysWith: +)
    rejected.merge(next.rejected, uniquingKeysWith: +)
    rejectedByteCount += next.rejectedByteCount
    for var reject in next.firstRejects.prefix(Self.rejectLimit - firstRejects.count) {
      reject.line += linesBefore
      firstRejects.append(reject)
    }
    if let closing = closingEvent, let opening = next.openingEvent, opening < closing {
      timesBackwards += 1
    }
    openingEvent = openingEvent ?? next.openingEvent
    closingEvent = next.closingEvent ?? closingEvent
    for (kind, counts) in next.hours { add(counts, of: kind) }
    implausibleTimes += next.implausibleTimes
    ambiguousTimes += next.ambiguousTimes
    skippedTimes += next.skippedTimes
    timesBackwards += next.timesBackwards
  }
}
