internal import ByteScan
package import EventModel

/// Puts the lines of one mail server together to messages; each line is read once.
///
/// Queue ids are used again: a line that says so, or a silence longer than the server keeps a message,
/// ends a record. Lines of the same second may come in any order, so what stands within a second of
/// the end still belongs to the record that it ends.
///
/// A joiner is storage to be used again and again: lines stand end to end in one text, records are
/// stretches of a list of their numbers, and nothing is allocated once both have grown.
///
///     text     line of the first second | next line | …
///     lines    its time and what it says: as its reader has noted, or what was read here; places in the text
///     order    0 1 2 | 3 4     numbers of lines, record by record
///     records  0..<3   3..<5
package struct MailJoiner: Sendable {
  /// One line handed over.
  private struct Line: Sendable {
    var time: Timestamp
    /// What was noted of it, if anything was, and where it stands in the text.
    var note = LineNote()
    var start = 0
    /// Its number among those that were read here; −1 for one that was noted, or cannot be read.
    var reading = -1
  }

  /// Whose lines they are.
  package private(set) var server: MailServer
  private var lines: [Line] = []
  /// What lines say that were read here, as places in the text.
  private var readings: [MailLine] = []
  /// The lines end to end, as they were before a collector put them into JSON; and what was decoded of them.
  private(set) var textBytes: [UInt8] = []
  /// The numbers of lines, those of a record after those of another.
  package private(set) var order: [Int] = []
  /// What ``findRecords()`` or ``findRecordsOfMessage()`` has found, in the order of their first lines.
  package private(set) var records: [MailRecord] = []
  private var message = MailMessage()

  private static let second: Int64 = 1_000_000

  /// Creates a joiner without lines.
  package init(_ server: MailServer = .postfix) { self.server = server }

  /// The text in which places stand; valid until the next change.
  package var text: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { textBytes.span }
  }

  /// How many lines were handed over.
  package var lineCount: Int { lines.count }

  /// When a line was written.
  package func time(ofLine number: Int) -> Timestamp { lines[number].time }

  /// Forgets all lines, and begins with those of another record name.
  package mutating func begin(_ server: MailServer) {
    self.server = server
    lines.removeAll(keepingCapacity: true)
    if !readings.isEmpty { readings.removeAll(keepingCapacity: true) }
    textBytes.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  /// Takes the next line, in the order of (time, hash of the line).
  ///
  /// - Parameters:
  ///   - line: The line without its line end; a copy is kept.
  ///   - time: Its time.
  /// - Complexity: O(*n*) in the bytes of the line.
  package mutating func add(_ line: Span<UInt8>, at time: Timestamp) {
    let start = textBytes.count
    if line.count > 0, line[0] == UInt8(ascii: "{"),
      let inner = WrappedSyslog.unwrapped([UInt8](line))
    {
      textBytes.append(copying: inner.span)
    } else {
      textBytes.append(copying: line)
    }
    var added = Line(time: time)
    if let said = server.line(textBytes.span, start..<textBytes.count) {
      added.reading = readings.count
      readings.append(said)
    }
    lines.append(added)
  }

  /// Begins with a text in which lines stand of which their reader has noted what they say.
  ///
  /// - Complexity: O(*n*) in the bytes, which are copied.
  package mutating func begin(_ server: MailServer, with text: Span<UInt8>) {
    begin(server)
    textBytes.append(copying: text)
  }

  /// Takes the next line, of which its reader has noted what it says.
  ///
  /// - Parameters:
  ///   - line: Where it stands in the text begun with.
  ///   - time: Its time.
  ///   - note: What was noted, which is not empty.
  package mutating func add(noted line: Range<Int>, at time: Timestamp, _ note: LineNote) {
    lines.append(Line(time: time, note: note, start: line.lowerBound))
  }

  /// What a line says that was read here; `nil` for any other.
  private func reading(_ number: Int) -> MailLine? {
    let reading = lines[number].reading
    return reading < 0 ? nil : readings[reading]
  }

  /// Finds the records among the lines, which are all of one queue id.
  ///
  /// - Complexity: O(*n*) in the number of lines.
  package mutating func findRecords() {
    for number in lines.indices { order.append(number) }
    findRecords(in: 0..<order.count)
  }

  /// Finds the records among the lines, which are all of one message-id, whatever their queue ids.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lines.
  package mutating func findRecordsOfMessage() {
    var numbers: [Int] = []
    swap(&numbers, &order)
    numbers.append(contentsOf: lines.indices)
    numbers.sort { a, b in
      let difference = queueOrder(a, b)
      return difference == 0 ? a < b : difference < 0
    }
    swap(&numbers, &order)
    var start = 0
    for place in order.indices.dropFirst() where queueOrder(order[place - 1], order[place]) != 0 {
      findRecords(in: start..<place)
      start = place
    }
    findRecords(in: start..<order.count)
    let order = order
    records.sort { order[$0.lines.lowerBound] < order[$1.lines.lowerBound] }
  }

  /// Finds the records among lines of one queue id.
  private mutating func findRecords(in stretch: Range<Int>) {
    guard let first = stretch.first else { return }
    var record = MailRecord(at: first, lines[order[first]].time)
    var removedAt: Timestamp?
    for place in stretch {
      let time = lines[order[place]].time
      if Self.isOver(record, of: server, removedAt: removedAt, at: time) {
        finish(record)
        record = MailRecord(at: place, time)
        removedAt = nil
      }
      record.lines = record.lines.lowerBound..<(place + 1)
      record.last = time
      note(order[place], in: &record, removedAt: &removedAt)
    }
    finish(record)
  }

  private static func isOver(
    _ record: MailRecord, of server: MailServer, removedAt: Timestamp?, at time: Timestamp
  ) -> Bool {
    if let removedAt { return time.microseconds - removedAt.microseconds > second }
    return time.microseconds - record.last.microseconds > server.silence
  }

  // Mutating though it changes nothing: all storage would be copied for the call.
  private mutating func note(
    _ number: Int, in record: inout MailRecord, removedAt: inout Timestamp?
  ) {
    let (note, start) = (lines[number].note, lines[number].start)
    if !note.isEmpty {
      let noted = PostfixNote(note, at: start)
      switch noted.kind {
      case .removed: removedAt = lines[number].time
      case .delivery: if noted.text?.isEmpty == false { record.hasRecipient = true }
      case .messageID: if record.messageID == nil { record.messageID = noted.text }
      case .other, .client, .header, .queued: break
      }
      return
    }
    guard let line = reading(number) else { return }
    if line.isRemoved { removedAt = lines[number].time }
    if !line.recipients.isEmpty { record.hasRecipient = true }
    if let range = line.messageID, record.messageID == nil { record.messageID = range }
  }

  /// Ties records of a server that logs no message-id by the queue ids it hands messages on under.
  private mutating func finish(_ record: MailRecord) {
    var record = record
    if server == .openSMTPD {
      for place in record.lines {
        guard let line = reading(order[place]) else { continue }
        if let next = line.nextQueueID {
          record.messageID = joined(line.host, next)
          break
        }
        record.messageID = record.messageID ?? joined(line.host, line.queueID)
      }
    }
    records.append(record)
  }

  /// Puts a host and a queue id behind the text, and tells where.
  private mutating func joined(_ host: Range<Int>, _ queueID: Range<Int>) -> Range<Int> {
    let start = textBytes.count
    textBytes.append(contentsOf: Array(textBytes[host]) + [0] + Array(textBytes[queueID]))
    return start..<textBytes.count
  }

  /// Compares the queue ids of two lines, and the hosts without their case, as `memcmp` does.
  private func queueOrder(_ left: Int, _ right: Int) -> Int {
    guard let a = reading(left), let b = reading(right) else {
      return (reading(left) == nil ? 0 : 1) - (reading(right) == nil ? 0 : 1)
    }
    let bytes = textBytes.span
    let difference = bytes.order(a.queueID, b.queueID) { $0 }
    return difference == 0 ? bytes.order(a.host, b.host) { $0.asciiLowercased } : difference
  }
}

extension MailJoiner {
  /// Fills an event with one record.
  ///
  /// - Parameters:
  ///   - event: Holds the mail afterwards; all its texts are its own.
  ///   - record: One of ``records``.
  package mutating func fill(_ event: inout Event, with record: MailRecord) {
    message.begin()
    for place in record.lines { note(order[place]) }
    message.fill(&event, at: record.first, from: server, in: textBytes)
  }

  /// Fills an event with the message that several records are.
  ///
  /// - Parameters:
  ///   - event: Holds the mail afterwards; all its texts are its own.
  ///   - message: Which of ``records``.
  package mutating func fill(_ event: inout Event, with message: Range<Int>) {
    let numbers = lineNumbers(of: message)
    self.message.begin()
    for number in numbers { note(number) }
    let time = numbers.first.map { lines[$0].time } ?? Timestamp(microseconds: 0)
    self.message.fill(&event, at: time, from: server, in: textBytes)
  }

  /// The numbers of the lines of some records, in the order in which they were handed over.
  package func lineNumbers(of message: Range<Int>) -> [Int] {
    records[message].flatMap { order[$0.lines] }.sorted()
  }

  private mutating func note(_ number: Int) {
    let line = lines[number]
    if !line.note.isEmpty {
      message.note(PostfixNote(line.note, at: line.start), at: line.time, in: &textBytes)
    } else if let said = reading(number) {
      message.note(said, at: line.time, in: &textBytes)
    }
  }
}

extension MailRecord {
  fileprivate init(at place: Int, _ time: Timestamp) {
    self.init(lines: place..<place, messageID: nil, first: time, last: time)
  }
}

extension Span<UInt8> {
  /// Compares the bytes at two places, each in the form given: negative, zero or positive.
  fileprivate func order(
    _ left: Range<Int>, _ right: Range<Int>, by form: (UInt8) -> UInt8
  ) -> Int {
    for step in 0..<Swift.min(left.count, right.count) {
      let (a, b) = (form(self[left.lowerBound + step]), form(self[right.lowerBound + step]))
      if a != b { return Int(a) - Int(b) }
    }
    return left.count - right.count
  }
}
