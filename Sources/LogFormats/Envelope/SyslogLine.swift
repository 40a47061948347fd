internal import ByteScan

/// The envelope of one syslog line: when, which host, which program, and the text it wrote.
///
/// Three ways of writing it are known: RFC 3164 (`Nov  3 12:34:56 host program[pid]: text`), the
/// same with an ISO time as rsyslog writes it, and RFC 5424. A leading `<PRI>` is passed over. The files that
/// tinyproxy and Proxifier write themselves are so much alike that they are two more.
struct SyslogLine: Sendable {
  /// What the clock showed; without a year and a zone in RFC 3164.
  var clock: ClockReading
  /// Where the time ends; the front of the line if it was not read.
  private(set) var clockEnd: Int
  var host: Range<Int>
  /// The program, such as `postfix/smtpd`, without its process id.
  var program: Range<Int>
  /// The process id that stands in brackets after the program, or in its place of RFC 5424; it may be empty.
  var processID: Range<Int>
  /// The text, without blanks in front.
  var message: Range<Int>
  /// Whether the program is marked as one, by the colon after it or by its place in RFC 5424.
  ///
  /// `last message repeated 2 times` has none; a file with few such marks is no syslog file.
  var isTagged: Bool
  /// Who wrote the line into a file of its own, where it does not name itself.
  var ownWriter: OwnWriter?

  /// A program whose own file is read like syslog.
  enum OwnWriter: Hashable, Sendable { case tinyproxy, proxifier }

  /// Why a line has no envelope.
  enum Failure: Error {
    /// The line does not begin as a syslog line does.
    case malformed
    /// It begins with something like a time that is none.
    case badTime
  }

  /// Reads the envelope of a line.
  ///
  /// - Complexity: O(*n*) in the bytes of the envelope.
  init(_ block: Span<UInt8>, line: Range<Int>) throws(Failure) {
    if let front = TinyproxyFront(block, line) {
      self.init(.tinyproxy, front.clock, front.message, front.processID, at: line.lowerBound)
      return
    }
    if let front = ProxifierFront(block, line) {
      self.init(.proxifier, front.clock, front.message, 0..<0, at: line.lowerBound)
      return
    }
    let (start, isNumbered) = Self.clockStart(block, line)
    let clock = try Self.clock(block.extracting(start..<line.upperBound))
    try self.init(
      block, from: start + clock.byteCount, to: line.upperBound, isNumbered: isNumbered, clock)
  }

  /// Reads what stands behind the time of a line whose envelope was read before, and whose time is known.
  ///
  /// ``clock`` shows nothing then.
  init(behindTimeOf block: Span<UInt8>, line: Range<Int>) throws(Failure) {
    let (start, isNumbered) = Self.clockStart(block, line)
    // An ISO time has no blank.
    guard start + 19 < line.upperBound, block[start].isAsciiDigit,
      block[start + 10] == UInt8(ascii: "T"),
      let end = block.extracting(0..<line.upperBound).firstOffset(of: 0x20, from: start + 19)
    else {
      try self.init(block, line: line)
      return
    }
    let nothing = CivilTime(year: 0, month: 1, day: 1)
    try self.init(
      block, from: end, to: line.upperBound, isNumbered: isNumbered,
      ClockReading(civil: nothing, offsetInSeconds: nil, byteCount: end - start))
  }

  /// Reads what stands behind a front that is known: it ends with the time, and a blank follows.
  ///
  /// ``clock`` shows nothing then.
  init(
    _ block: Span<UInt8>, line: Range<Int>, behind frontByteCount: Int
  ) throws(Failure) {
    let nothing = CivilTime(year: 0, month: 1, day: 1)
    try self.init(
      block, from: line.lowerBound + frontByteCount, to: line.upperBound,
      isNumbered: Self.clockStart(block, line).isNumbered,
      ClockReading(civil: nothing, offsetInSeconds: nil, byteCount: 0))
  }

  private init(
    _ writer: OwnWriter, _ clock: ClockReading, _ message: Range<Int>, _ processID: Range<Int>,
    at start: Int
  ) {
    self.clock = clock
    clockEnd = start
    host = start..<start
    program = host
    (self.processID, self.message) = (processID, message)
    (isTagged, ownWriter) = (true, writer)
  }

  /// Reads what stands behind the time.
  @inline(__always)
  private init(
    _ block: Span<UInt8>, from start: Int, to end: Int, isNumbered: Bool, _ clock: ClockReading
  ) throws(Failure) {
    var offset = start
    // A network device without a name writes a colon here.
    if offset < end, block[offset] == UInt8(ascii: ":") { offset += 1 }
    guard offset < end, block[offset] == 0x20 else { throw .malformed }
    offset = Self.afterBlanks(block, offset, end)
    self.clock = clock
    clockEnd = start
    host = offset..<offset
    program = offset..<offset
    processID = offset..<offset
    message = offset..<offset
    isTagged = isNumbered
    if isNumbered {
      try readNumbered(block, from: offset, to: end)
    } else {
      readTagged(block, from: offset, to: end)
    }
  }

  /// The same line elsewhere: so many bytes further on, and with another end.
  func moved(by distance: Int, to end: Int) -> SyslogLine {
    func moved(_ range: Range<Int>) -> Range<Int> {
      (range.lowerBound + distance)..<(range.upperBound + distance)
    }
    var line = self
    line.clockEnd += distance
    (line.host, line.program) = (moved(host), moved(program))
    line.processID = moved(processID)
    line.message = (message.lowerBound + distance)..<end
    return line
  }

  /// Where the time of a line begins, and whether a version of RFC 5424 stands in front of it.
  static func clockStart(
    _ block: Span<UInt8>, _ line: Range<Int>
  ) -> (start: Int, isNumbered: Bool) {
    let offset = afterPriority(block, line)
    let isNumbered =
      offset + 1 < line.upperBound && block[offset] == UInt8(ascii: "1")
      && block[offset + 1] == 0x20
    return (isNumbered ? offset + 2 : offset, isNumbered)
  }

  /// Returns where a line goes on behind `<PRI>`, if it begins with that.
  static func afterPriority(_ block: Span<UInt8>, _ line: Range<Int>) -> Int {
    var offset = line.lowerBound
    guard offset < line.upperBound, block[offset] == UInt8(ascii: "<") else { return offset }
    offset += 1
    let start = offset
    while offset < line.upperBound, offset - start < 3, block[offset].isAsciiDigit { offset += 1 }
    guard offset > start, offset < line.upperBound, block[offset] == UInt8(ascii: ">") else {
      return line.lowerBound
    }
    return offset + 1
  }

  private static func clock(_ rest: Span<UInt8>) throws(Failure) -> ClockReading {
    guard rest.count > 0 else { throw .malformed }
    do throws(TimeError) {
      if rest[0].isAsciiDigit {
        // Other logs begin with a date and a blank; syslog daemons write the `T`.
        guard rest.count > 10, rest[10] == UInt8(ascii: "T") else { throw TimeError.malformed }
        return ClockReading(try rest.scanInternetTime())
      }
      return ClockReading(try rest.scanSyslogTime())
    } catch {
      throw error == .outOfRange ? .badTime : .malformed
    }
  }

  private static func afterBlanks(_ block: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end, block[offset] == 0x20 { offset += 1 }
    return offset
  }

  private static func wordEnd(_ block: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    block.nearOffset(of: 0x20, from: min(start, end), to: end)
  }

  /// `HOST APP-NAME PROCID MSGID STRUCTURED-DATA [text]`.
  private mutating func readNumbered(
    _ block: Span<UInt8>, from start: Int, to end: Int
  ) throws(Failure) {
    var offset = start
    host = try Self.word(block, &offset, end)
    program = try Self.word(block, &offset, end)
    processID = try Self.word(block, &offset, end)
    _ = try Self.word(block, &offset, end)
    guard offset < end else { throw .malformed }
    if block[offset] == UInt8(ascii: "-") {
      offset += 1
    } else {
      offset = try Self.afterStructuredData(block, offset, end)
    }
    offset = Self.afterBlanks(block, offset, end)
    if offset + 3 <= end, block[offset] == 0xEF, block[offset + 1] == 0xBB,
      block[offset + 2] == 0xBF
    {
      offset = Self.afterBlanks(block, offset + 3, end)
    }
    message = offset..<end
  }

  /// The word at an offset, which goes on behind its blank.
  @inline(__always)
  private static func word(
    _ block: Span<UInt8>, _ offset: inout Int, _ end: Int
  ) throws(Failure) -> Range<Int> {
    let start = offset
    let stop = wordEnd(block, start, end)
    guard stop > start, stop < end else { throw .malformed }
    offset = stop + 1
    return start..<stop
  }

  /// Passes over `[id name="value"]…`; in a value `\`, `"` and `]` are escaped.
  private static func afterStructuredData(
    _ block: Span<UInt8>, _ start: Int, _ end: Int
  ) throws(Failure) -> Int {
    var offset = start
    while offset < end, block[offset] == UInt8(ascii: "[") {
      var isQuoted = false
      offset += 1
      while offset < end, isQuoted || block[offset] != UInt8(ascii: "]") {
        if isQuoted, block[offset] == UInt8(ascii: "\\") {
          offset += 2
          continue
        }
        if block[offset] == UInt8(ascii: "\"") { isQuoted.toggle() }
        offset += 1
      }
      guard offset < end else { throw .malformed }
      offset += 1
    }
    guard offset > start else { throw .malformed }
    return offset
  }

  /// `HOST program[pid]: text`; a sender on the same machine may leave the host out.
  private mutating func readTagged(_ block: Span<UInt8>, from start: Int, to end: Int) {
    var offset = start
    let first = Self.wordEnd(block, offset, end)
    if first > offset, block[first - 1] != UInt8(ascii: ":") {
      host = offset..<first
      offset = Self.afterBlanks(block, first, end)
    }
    // A network device writes a colon between its name and the message.
    if offset + 1 < end, block[offset] == UInt8(ascii: ":"), block[offset + 1] == 0x20 {
      offset = Self.afterBlanks(block, offset + 1, end)
    }
    var stop = block.nearOffset(
      of: UInt8(ascii: "["), or: UInt8(ascii: ":"), or: 0x20, from: offset, to: end)
    program = offset..<stop
    if stop < end, block[stop] == UInt8(ascii: "[") {
      let start = stop + 1
      stop = block.nearOffset(of: UInt8(ascii: "]"), or: 0x20, from: stop, to: end)
      processID = min(start, stop)..<stop
      if stop < end, block[stop] == UInt8(ascii: "]") { stop += 1 }
    }
    isTagged = stop < end && stop > offset && block[stop] == UInt8(ascii: ":")
    if isTagged { stop += 1 }
    message = Self.afterBlanks(block, min(stop, end), end)..<end
  }
}
