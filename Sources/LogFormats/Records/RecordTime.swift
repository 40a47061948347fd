internal import ByteScan
internal import EventModel

/// Reads the times of one source in the form that its declaration names.
///
/// What was read last is remembered: lines of the same minute share all but the seconds, and lines of
/// the same season the distance to UTC.
struct RecordTime: Sendable {
  let form: TimeForm
  private let zone: CivilZone?
  private var span: OffsetSpan?
  /// Where the seconds stand in texts of the form, if they end them; −1 if nothing can be remembered.
  let secondsOffset: Int
  /// What stood before the seconds of the text read last: the first 16 bytes, and the last 16.
  private var front: ShortKey?
  private var frontEnd: ShortKey?
  private var minute: Int64 = 0
  private var minuteDoubt: ClockDoubt?
  /// The same of texts that name their zone.
  private var zonedMinute = RepeatedMinute()
  /// What is doubtful about the time that was read last.
  private(set) var doubt: ClockDoubt?
  /// The text that was read last whose form has no such front, its time and its seconds.
  private var lastText: [UInt8] = []
  private var lastTime = Timestamp(microseconds: 0)
  private var lastSecond = 0

  init(_ form: TimeForm, zone: CivilZone?) {
    self.form = form
    self.zone = zone
    switch form {
    case .iso: secondsOffset = 17
    case .pattern(let pattern): secondsOffset = pattern.secondsOffset ?? -1
    case .epoch, .epochMilliseconds, .epochOfAnyUnit: secondsOffset = -1
    }
  }

  /// Reads a whole text.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  mutating func time(_ text: Span<UInt8>) -> Result<Timestamp, RecordFault> {
    if let time = remembered(text) { return .success(time) }
    switch form {
    case .epoch:
      guard let time = try? text.epochMicroseconds() else { return .failure(.badTime) }
      return .success(Timestamp(microseconds: time))
    case .epochMilliseconds:
      guard let count = try? text.decimalCount(), count < 253_402_300_800_000 else {
        return .failure(.badTime)
      }
      return .success(Timestamp(microseconds: count * 1000))
    case .epochOfAnyUnit:
      if text.count > 10, text[10] == UInt8(ascii: ".") {
        guard let time = try? text.epochMicroseconds() else { return .failure(.badTime) }
        return .success(Timestamp(microseconds: time))
      }
      if text.count > 4, text[4] == UInt8(ascii: "-"), let scanned = try? text.scanInternetTime(),
        scanned.byteCount == text.count
      {
        return moment(scanned)
      }
      guard text.count <= 19, var count = try? text.decimalCount() else {
        return .failure(.badTime)
      }
      switch text.count {
      case 9...10: count *= 1_000_000
      case 12...13: count *= 1000
      case 15...16: break
      case 18...19: count /= 1000
      default: return .failure(.badTime)
      }
      return .success(Timestamp(microseconds: count))
    case .iso:
      if let time = zonedMinute.time(of: text) {
        doubt = nil
        return .success(time)
      }
      guard let scanned = try? text.scanInternetTime(), scanned.byteCount == text.count else {
        return .failure(.badTime)
      }
      let moment = moment(scanned)
      if case .success(let time) = moment {
        if text.count == 19 { remember(time, scanned, text) }
        if scanned.offsetInSeconds != nil { zonedMinute.remember(text, scanned, time) }
      }
      return moment
    case .pattern(let pattern):
      if let time = timeLikeLast(text, pattern) { return .success(time) }
      guard let scanned = pattern.time(in: text) else { return .failure(.badTime) }
      let moment = moment(scanned)
      if pattern.secondsOffset == nil, case .success(let time) = moment {
        lastText.removeAll(keepingCapacity: true)
        lastText.append(copying: text)
        lastTime = time
        lastSecond = scanned.civil.second
      }
      if secondsOffset >= 0, case .success(let time) = moment { remember(time, scanned, text) }
      return moment
    }
  }

  /// Returns the time of a text that ends in its seconds, if all before them is what it was the last
  /// time; the same as ``time(_:)`` gives.
  @inline(__always)
  mutating func remembered(_ text: Span<UInt8>) -> Timestamp? {
    let seconds = secondsOffset
    guard let front, let frontEnd, text.count == seconds &+ 2,
      ShortKey(text.extracting(0..<min(16, seconds))) == front,
      ShortKey(text.extracting(max(0, seconds &- 16)..<seconds)) == frontEnd
    else { return nil }
    let (tens, ones) = (text[seconds] &- 0x30, text[seconds &+ 1] &- 0x30)
    guard tens < 6, ones < 10 else { return nil }
    doubt = minuteDoubt
    return Timestamp(microseconds: minute &+ Int64(tens &* 10 &+ ones) &* 1_000_000)
  }

  /// Returns the time of a text that differs from the last one in nothing but its seconds.
  private func timeLikeLast(_ text: Span<UInt8>, _ pattern: TimePattern) -> Timestamp? {
    guard text.count == lastText.count, text.count > 0 else { return nil }
    let last = lastText.span
    guard let place = pattern.secondsPlace else {
      return text.hasSameBytes(as: last) ? lastTime : nil
    }
    let rest = (place + 2)..<text.count
    let (tens, ones) = (text[place] &- 0x30, text[place + 1] &- 0x30)
    guard tens < 6, ones < 10, text.extracting(rest).hasSameBytes(as: last.extracting(rest)),
      text.extracting(0..<place).hasSameBytes(as: last.extracting(0..<place))
    else { return nil }
    let seconds = Int64(tens &* 10 &+ ones) - Int64(lastSecond)
    return Timestamp(microseconds: lastTime.microseconds + seconds * 1_000_000)
  }

  private mutating func remember(
    _ time: Timestamp, _ scanned: ScannedTime, _ text: Span<UInt8>
  ) {
    // Two keys of 16 bytes tell every byte of a front of 32.
    guard secondsOffset <= 32, text.count == secondsOffset + 2 else { return }
    front = ShortKey(text.extracting(0..<min(16, secondsOffset)))
    frontEnd = ShortKey(text.extracting(max(0, secondsOffset - 16)..<secondsOffset))
    minute = time.microseconds - Int64(scanned.civil.second) * 1_000_000
    minuteDoubt = doubt
  }

  private mutating func moment(_ scanned: ScannedTime) -> Result<Timestamp, RecordFault> {
    doubt = nil
    if let offset = scanned.offsetInSeconds {
      return .success(
        Timestamp(microseconds: scanned.civil.microsecondsSince1970(offsetInSeconds: offset)))
    }
    guard let zone else { return .failure(.zoneUnknown) }
    let local = scanned.civil.microsecondsSince1970()
    let seconds = local / 1_000_000
    // Two days from a change of offset nothing is ambiguous.
    if let span, span.start < seconds - 172_800, span.end > seconds + 172_800 {
      return .success(Timestamp(microseconds: local - Int64(span.offsetInSeconds) * 1_000_000))
    }
    span = zone.offsetSpan(at: seconds)
    let moment = zone.moment(of: scanned.civil)
    doubt = moment.doubt
    return .success(moment.time)
  }
}

/// Why a record gives no event, as an error that is free to throw.
enum RecordFault: Error, Hashable {
  case badTime, zoneUnknown, badNumber, negativeSize, unknownValue, missingValue

  var reason: RejectReason {
    switch self {
    case .badTime: .badTime
    case .zoneUnknown: .zoneUnknown
    case .badNumber: .badNumber
    case .negativeSize: .negativeSize
    case .unknownValue: .unknownValue
    case .missingValue: .missingValue
    }
  }
}
