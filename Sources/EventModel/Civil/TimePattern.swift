package import ByteScan

/// How a source writes its times, as a declared format says it.
package enum TimeForm: Hashable, Sendable {
  /// A pattern such as `yyyy/MM/dd HH:mm:ss`.
  case pattern(TimePattern)
  /// RFC 3339 or ISO 8601, with or without a zone.
  case iso
  /// Seconds since 1970, with or without a fraction.
  case epoch
  /// Milliseconds since 1970.
  case epochMilliseconds
  /// Seconds, with or without a fraction, milli-, micro- or nanoseconds since 1970, as the number of
  /// digits tells; or as ``iso``, with a zone.
  case epochOfAnyUnit

  /// The words for forms that need no pattern, as formats write them.
  package static let words: [(word: String, form: TimeForm)] = [
    ("iso", .iso), ("epoch", .epoch), ("epoch_ms", .epochMilliseconds),
  ]

  /// Whether a time in this form needs a zone from elsewhere.
  package var needsZone: Bool {
    switch self {
    case .pattern(let pattern): !pattern.hasZone
    case .iso: true
    case .epoch, .epochMilliseconds, .epochOfAnyUnit: false
    }
  }
}

/// A pattern of letters that stand for parts of a time; every other character stands for itself.
///
///     yyyy yy   year of four or two digits    HH hh   hour of two digits, 0–23 or 1–12
///     MM   M    month of two, of one or two   H  h    hour of one or two digits
///     MMM       English month, three letters  mm ss   minute, second; also m, s
///     dd   d    day                           S       fraction of a second, any digits
///     a         AM PM 午前 午後               Z       zone: Z, GMT, UTC, +09:00, +0900, +09
///     EEE       English weekday, three letters; the date alone counts
package struct TimePattern: Hashable, Sendable {
  /// Why a text is no such pattern.
  package enum Failure: Error, Hashable, Sendable {
    /// A letter, or a number of them, that stands for nothing.
    case unknown(String)
    /// There is no year, month or day.
    case noDate
    /// An hour of twelve without `a`, or `a` without one.
    case halfDay
  }

  private enum Part: Hashable, Sendable {
    case literal(UInt8)
    case year, shortYear, monthName, weekday, halfDay, fraction, zone
    /// A number of exactly two digits, or of one or two.
    case number(Unit, isWide: Bool)
  }

  private enum Unit: Hashable, Sendable { case month, day, hour, shortHour, minute, second }

  /// The pattern as it was written.
  package let text: String
  private let parts: [Part]
  /// Whether times written so tell their zone.
  package let hasZone: Bool
  /// Where the seconds of two digits stand, if they are the last part and all before them is fixed.
  package let secondsOffset: Int?
  /// The same, whatever stands behind them.
  package let secondsPlace: Int?

  /// Takes a pattern apart.
  ///
  /// - Throws: ``Failure``.
  package init(_ text: String) throws(Failure) {
    self.text = text
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      guard first.asciiLowercased &- 0x61 < 26 else {
        parts.append(.literal(first))
        rest = rest.dropFirst()
        continue
      }
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      // An ISO time has a `T` between date and clock.
      if first == UInt8(ascii: "T"), run.count == 1 {
        parts.append(.literal(first))
      } else if let part = Self.part(first, run.count) {
        parts.append(part)
      } else {
        throw .unknown(String(decoding: run, as: UTF8.self))
      }
    }
    func has(_ unit: Unit) -> Bool {
      parts.contains { if case .number(unit, _) = $0 { true } else { false } }
    }
    guard parts.contains(.year) || parts.contains(.shortYear),
      has(.month) || parts.contains(.monthName), has(.day)
    else { throw .noDate }
    guard has(.shortHour) == parts.contains(.halfDay) else { throw .halfDay }
    self.parts = parts
    hasZone = parts.contains(.zone)
    secondsPlace = Self.secondsPlace(in: parts)
    secondsOffset = parts.last == .number(.second, isWide: true) ? secondsPlace : nil
  }

  private static func part(_ letter: UInt8, _ count: Int) -> Part? {
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): .year
    case (UInt8(ascii: "y"), 2): .shortYear
    case (UInt8(ascii: "M"), 3): .monthName
    case (UInt8(ascii: "E"), 3): .weekday
    case (UInt8(ascii: "a"), 1): .halfDay
    case (UInt8(ascii: "S"), _): .fraction
    case (UInt8(ascii: "Z"), 1): .zone
    case (UInt8(ascii: "M"), 1...2): .number(.month, isWide: count == 2)
    case (UInt8(ascii: "d"), 1...2): .number(.day, isWide: count == 2)
    case (UInt8(ascii: "H"), 1...2): .number(.hour, isWide: count == 2)
    case (UInt8(ascii: "h"), 1...2): .number(.shortHour, isWide: count == 2)
    case (UInt8(ascii: "m"), 1...2): .number(.minute, isWide: count == 2)
    case (UInt8(ascii: "s"), 1...2): .number(.second, isWide: count == 2)
    default: nil
    }
  }

  private static func secondsPlace(in parts: [Part]) -> Int? {
    let isSecond = { (part: Part) in
      if case .number(.second, _) = part { true } else { false }
    }
    guard parts.count(where: isSecond) == 1 else { return nil }
    var offset = 0
    for part in parts {
      switch part {
      case .number(.second, isWide: true): return offset
      case .literal: offset += 1
      case .year: offset += 4
      case .shortYear, .number(_, isWide: true): offset += 2
      case .monthName, .weekday: offset += 3
      case .number, .halfDay, .fraction, .zone: return nil
      }
    }
    return nil
  }

  /// Reads a whole text as a time; `nil` if it does not follow the pattern or names no real time.
  ///
  /// A year of two digits from 70 on lies in the last century, as POSIX has it.
  ///
  /// - Complexity: O(*n*) in the parts.
  package func time(in bytes: Span<UInt8>) -> ScannedTime? {
    var civil = CivilTime(year: 0, month: 1, day: 1)
    var zone: Int?
    var isAfternoon: Bool?
    var offset = 0
    for part in parts {
      switch part {
      case .literal(let byte):
        guard offset < bytes.count, bytes[offset] == byte else { return nil }
        offset += 1
      case .year:
        guard let year = bytes.fixedDigits(4, at: offset) else { return nil }
        civil.year = year
        offset += 4
      case .shortYear:
        guard let year = bytes.fixedDigits(2, at: offset) else { return nil }
        civil.year = year < 70 ? 2000 + year : 1900 + year
        offset += 2
      case .monthName:
        guard let month = bytes.monthName(at: offset) else { return nil }
        civil.month = month
        offset += 3
      case .weekday:
        guard offset + 3 <= bytes.count else { return nil }
        for place in offset..<(offset + 3) where bytes[place].asciiLowercased &- 0x61 > 25 {
          return nil
        }
        offset += 3
      case .halfDay:
        guard let half = Self.halfDay(bytes, at: offset) else { return nil }
        isAfternoon = half.isAfternoon
        offset += half.byteCount
      case .fraction:
        guard let read = Self.fraction(bytes, at: offset) else { return nil }
        civil.microsecond = read.microsecond
        offset += read.byteCount
      case .zone:
        guard let read = Self.zone(bytes, at: offset) else { return nil }
        zone = read.seconds
        offset += read.byteCount
      case .number(let unit, let isWide):
        guard let read = Self.number(bytes, at: offset, isWide: isWide) else { return nil }
        Self.set(unit, to: read.value, of: &civil)
        offset += read.byteCount
      }
    }
    if let isAfternoon {
      // Noon is also written 午後0時.
      guard 0...12 ~= civil.hour else { return nil }
      civil.hour = civil.hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard offset == bytes.count, civil.isValid, civil.year > 0 else { return nil }
    return ScannedTime(civil: civil, offsetInSeconds: zone, byteCount: offset)
  }

  private static func number(
    _ bytes: Span<UInt8>, at offset: Int, isWide: Bool
  ) -> (value: Int, byteCount: Int)? {
    if let two = bytes.fixedDigits(2, at: offset) { return (two, 2) }
    if !isWide, let one = bytes.fixedDigits(1, at: offset) { return (one, 1) }
    return nil
  }

  private static func set(_ unit: Unit, to value: Int, of civil: inout CivilTime) {
    switch unit {
    case .month: civil.month = value
    case .day: civil.day = value
    case .hour, .shortHour: civil.hour = value
    case .minute: civil.minute = value
    case .second: civil.second = value
    }
  }

  private static func zone(
    _ bytes: Span<UInt8>, at offset: Int
  ) -> (seconds: Int, byteCount: Int)? {
    let rest = bytes.extracting(min(offset, bytes.count)..<bytes.count)
    if rest.starts(with: "GMT") || rest.starts(with: "UTC") { return (0, 3) }
    return (try? bytes.zoneOffset(at: offset)) ?? nil
  }

  private static func fraction(
    _ bytes: Span<UInt8>, at start: Int
  ) -> (microsecond: Int, byteCount: Int)? {
    var microsecond = 0
    var weight = 100_000
    var offset = start
    while offset < bytes.count, bytes[offset].isAsciiDigit {
      microsecond += Int(bytes[offset] &- 0x30) * weight
      weight /= 10
      offset += 1
    }
    return offset > start ? (microsecond, offset - start) : nil
  }

  private static func halfDay(
    _ bytes: Span<UInt8>, at offset: Int
  ) -> (isAfternoon: Bool, byteCount: Int)? {
    let rest = bytes.extracting(offset..<bytes.count)
    if rest.starts(with: "AM") || rest.starts(with: "am") { return (false, 2) }
    if rest.starts(with: "PM") || rest.starts(with: "pm") { return (true, 2) }
    if rest.starts(with: "午前") { return (false, 6) }
    if rest.starts(with: "午後") { return (true, 6) }
    return nil
  }
}
