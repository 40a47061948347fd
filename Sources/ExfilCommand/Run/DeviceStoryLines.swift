internal import ByteScan
internal import Detection
internal import EventModel
internal import LogFormats
internal import SystemBoundary

/// Gathers what ties files to sticks until all lines are read (``DeviceStory``): for each machine and day
/// the files that may have gone to a device, the devices, and the hours in which letters were used.
///
///     file    0 | length 4 | event | line as it is stored
///     device  1 | event
///     use     2 | letter
///
/// A device and a use are of import for days to come, and are kept for each of them. Only events of Windows
/// itself are looked at, which carry its event code: other products say which drive is what.
struct DeviceStoryLines: Sendable {
  private static let day: Int64 = 86_400 * 1_000_000
  private var key: [UInt8] = []
  private var bytes: [UInt8] = []
  /// The hash of what was kept last of uses; they come in long runs.
  private var lastUse: UInt64 = 0

  /// What one line of the story says.
  enum Line {
    /// The event, and where the line as it is stored stands.
    case file(Event, Range<Int>)
    case device(Event)
    case use(letter: UInt8)
  }

  /// Keeps what an event tells of drives.
  ///
  /// - Parameters:
  ///   - event: An event of the kind `file` or `device`.
  ///   - block: The block with its texts.
  ///   - line: The line as it is stored.
  ///   - place: Where the line stands.
  ///   - store: Where to.
  /// - Returns: Whether the event itself has to wait; it will be handed on when all lines are read.
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  mutating func take(
    _ event: borrowing Event, in block: Span<UInt8>, line: Span<UInt8>, at place: SourcePlace,
    into store: inout FragmentStore
  ) throws(SystemError) -> Bool {
    guard event.has(.code), event.has(.host) else { return false }
    let day = Self.day(of: event.time)
    setKey(host: event.text(.host, in: block))
    if event.kind == .device {
      bytes.removeAll(keepingCapacity: true)
      bytes.append(1)
      event.append(recordTo: &bytes, in: block)
      try keep(days: day...(day + DeviceStory.deviceDayCount), event.time, place, &store)
      return false
    }
    let letter = DeviceStory.letter(of: event.text(.path, in: block))
    let volume = event.word(.volume)
    if let letter, volume == nil {
      try keepUse(of: letter, day, event.time, place, &store)
    }
    let mayBeTold =
      volume == nil ? letter != nil : volume == .removable && !event.has(.deviceSerial)
    guard mayBeTold, Event.carriesFileOut(action: event.word(.action), volume: .removable) else {
      return false
    }
    bytes.removeAll(keepingCapacity: true)
    bytes.append(0)
    bytes.append(littleEndian: UInt32(0))
    event.append(recordTo: &bytes, in: block)
    let byteCount = UInt32(truncatingIfNeeded: bytes.count - 5)
    for index in 0..<4 { bytes[1 + index] = UInt8(truncatingIfNeeded: byteCount >> (8 * index)) }
    bytes.append(copying: line)
    try keep(days: day...day, event.time, place, &store)
    return true
  }

  /// Reads a line of the story that stands in a range of bytes.
  static func read(_ range: Range<Int>, of bytes: Span<UInt8>) -> Line? {
    guard range.count > 1 else { return nil }
    let start = range.lowerBound
    switch bytes[start] {
    case 0:
      guard range.count > 5 else { return nil }
      let byteCount = Int(bytes.littleEndian(UInt32.self, at: start + 1))
      let end = start + 5 + byteCount
      guard end <= range.upperBound,
        let event = Event(record: bytes.extracting((start + 5)..<end))
      else { return nil }
      return .file(event, end..<range.upperBound)
    case 1:
      return Event(record: bytes.extracting((start + 1)..<range.upperBound)).map { .device($0) }
    default: return .use(letter: bytes[start + 1])
    }
  }

  private mutating func keepUse(
    of letter: UInt8, _ day: Int64, _ time: Timestamp, _ place: SourcePlace,
    _ store: inout FragmentStore
  ) throws(SystemError) {
    // One of each hour will do, whichever it is.
    let hour = time.microseconds / (3_600 * 1_000_000)
    let start = Timestamp(microseconds: hour * 3_600 * 1_000_000)
    let use = stableHash64(key.span, seed: UInt64(bitPattern: hour) << 8 | UInt64(letter))
    guard use != lastUse else { return }
    lastUse = use
    bytes.removeAll(keepingCapacity: true)
    bytes.append(2)
    bytes.append(letter)
    try keep(days: day...(day + DeviceStory.useDayCount), start, place, &store)
  }

  private mutating func keep(
    days: ClosedRange<Int64>, _ time: Timestamp, _ place: SourcePlace,
    _ store: inout FragmentStore
  ) throws(SystemError) {
    let hostEnd = key.count
    for day in days {
      key.append(littleEndian: day)
      try store.add(
        family: FragmentFamily.deviceStory.rawValue, key: key.span, time: time, line: bytes.span,
        at: place)
      key.removeLast(key.count - hostEnd)
    }
  }

  /// Names of machines are the same with and without their domain, in upper and lower case.
  private mutating func setKey(host: Span<UInt8>) {
    key.removeAll(keepingCapacity: true)
    var isNumber = true
    for offset in host.indices {
      let byte = host[offset]
      if byte == UInt8(ascii: "."), !isNumber { break }
      if !(byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: ".")) { isNumber = false }
      key.append(byte.asciiLowercased)
    }
    key.append(0)
  }

  private static func day(of time: Timestamp) -> Int64 {
    let days = time.microseconds / day
    return time.microseconds % day < 0 ? days - 1 : days
  }
}
