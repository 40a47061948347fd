package import ByteScan
internal import SystemBoundary

/// Why a zone cannot be used.
package enum ZoneError: Error, Hashable, Sendable {
  /// The name could not be one of tzdata's: empty, with `..`, a leading `/` or odd characters.
  case invalidName(String)
  /// tzdata of this machine has no such zone.
  case unknownZone(String)
  /// The zone's file is not a whole TZif file, or counts leap seconds.
  case damagedZone(String)
}

/// What the clocks of a place show, from tzdata and never from the host's own zone.
package struct CivilZone: Hashable, Sendable {
  /// The IANA name, such as `Asia/Tokyo`.
  package let name: String
  private let changes: [Int64]
  private let offsets: [Int]
  private let firstOffset: Int
  private let rule: ZoneRule?

  /// Coordinated universal time.
  package static let utc = CivilZone(fixedOffsetInSeconds: 0, name: "UTC")

  /// Creates a zone whose clocks always run a number of seconds ahead of UTC.
  package init(fixedOffsetInSeconds offset: Int, name: String) {
    self.name = name
    changes = []
    offsets = []
    firstOffset = offset
    rule = nil
  }

  /// Creates a zone from the bytes of its TZif file.
  ///
  /// - Throws: ``ZoneError/damagedZone(_:)``.
  package init(name: String, contents: Span<UInt8>) throws(ZoneError) {
    guard let file = ZoneFile(contents) else { throw .damagedZone(name) }
    self.name = name
    changes = file.changes
    offsets = file.offsets
    firstOffset = file.firstOffset
    rule = file.rule
  }

  /// Creates a zone from tzdata of this machine, by its IANA name.
  ///
  /// - Throws: ``ZoneError``.
  package init(named name: String) throws(ZoneError) {
    guard Self.isValidName(name) else { throw .invalidName(name) }
    if name == "UTC" || name == "Etc/UTC" {
      self.init(fixedOffsetInSeconds: 0, name: name)
      return
    }
    let contents: [UInt8]?
    do throws(SystemError) {
      contents = try InputFile.contents(of: RawPath("/usr/share/zoneinfo/" + name), limit: 1 << 20)
    } catch {
      throw .unknownZone(name)
    }
    guard let contents else { throw .damagedZone(name) }
    try self.init(name: name, contents: contents.span)
  }

  /// Returns whether a text has the form of a zone name, so that it may stand in a path.
  package static func isValidName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 64, !name.hasPrefix("/"), !name.hasSuffix("/") else {
      return false
    }
    return name.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte.isAsciiDigit || "_+-/".utf8.contains(byte)
    }
  }
}

extension CivilZone {
  /// Returns how many seconds the zone's clocks are ahead of UTC at a moment.
  ///
  /// - Complexity: O(log *n*) in the changes of the zone.
  package func offsetInSeconds(at time: Timestamp) -> Int {
    offsetSpan(at: time.secondsRoundedDown).offsetInSeconds
  }

  /// Returns the stretch of unchanged offset around a moment, in seconds since 1970.
  ///
  /// A caller that meets many times near each other keeps it and asks again when it is left.
  package func offsetSpan(at seconds: Int64) -> OffsetSpan {
    // The number of changes not after the moment.
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    let start = low > 0 ? changes[low - 1] : .min
    if low == changes.count, let rule {
      var span = rule.span(at: seconds)
      span.start = max(span.start, start)
      return span
    }
    return OffsetSpan(
      offsetInSeconds: low > 0 ? offsets[low - 1] : firstOffset, start: start,
      end: low < changes.count ? changes[low] : .max)
  }

  /// Returns what the zone's clocks and calendars show at a moment.
  package func civil(at time: Timestamp) -> CivilTime {
    let offset = Int64(offsetInSeconds(at: time)) * 1_000_000
    return CivilTime(microsecondsSince1970: time.microsecondsOnCalendar + offset)
  }

  /// Returns the civil day of a moment.
  package func date(at time: Timestamp) -> CivilDate {
    CivilDate(daysSince1970: dayNumber(at: time))
  }

  /// Returns the civil day of a moment, as days since 1970-01-01.
  package func dayNumber(at time: Timestamp) -> Int {
    let seconds = time.microsecondsOnCalendar.flooredDivision(by: 1_000_000)
    let local = seconds + Int64(offsetSpan(at: seconds).offsetInSeconds)
    return Int(local.flooredDivision(by: 86_400))
  }
}

/// The moment that a clock reading stands for, and how certain that is.
package struct CivilMoment: Hashable, Sendable {
  package var time: Timestamp
  /// The clocks showed this reading twice; `time` is the earlier moment.
  package var isAmbiguous: Bool
  /// The clocks skipped this reading; `time` is what the clock before the gap would have reached.
  package var isInGap: Bool
  /// What is doubtful about it, if anything is.
  package var doubt: ClockDoubt? { isAmbiguous ? .ambiguous : isInGap ? .skipped : nil }
}

/// What is doubtful about a moment that was told by the clocks of a zone that are set forth and back.
package enum ClockDoubt: Hashable, Sendable {
  /// The clocks showed the reading twice; the earlier moment was taken.
  case ambiguous
  /// The clocks skipped the reading; it was taken as if they had not been changed.
  case skipped
}

extension CivilZone {
  /// Returns the moment at which the zone's clocks show a reading.
  ///
  /// - Complexity: O(log *n*) in the changes of the zone; readings within a day of a change cost more.
  package func moment(of civil: CivilTime) -> CivilMoment {
    let local = civil.microsecondsSince1970().flooredDivision(by: 1_000_000)
    func moment(_ seconds: Int64, isAmbiguous: Bool = false, isInGap: Bool = false) -> CivilMoment {
      CivilMoment(
        time: Timestamp(microseconds: seconds * 1_000_000 + Int64(civil.microsecond)),
        isAmbiguous: isAmbiguous, isInGap: isInGap)
    }
    let guess = offsetSpan(at: local)
    let guessed = local - Int64(guess.offsetInSeconds)
    // No change within two days: every candidate below would be this one.
    if guess.start < local - 172_800, guess.end > local + 172_800 { return moment(guessed) }

    var found: [Int64] = []
    var span = offsetSpan(at: local - 172_800)
    let offsetBefore = offsetJustBefore(gapAt: local)
    while true {
      let candidate = local - Int64(span.offsetInSeconds)
      if candidate >= span.start, candidate < span.end { found.append(candidate) }
      guard span.end <= local + 172_800 else { break }
      span = offsetSpan(at: span.end)
    }
    guard let earliest = found.min() else {
      return moment(local - Int64(offsetBefore), isInGap: true)
    }
    return moment(earliest, isAmbiguous: found.count > 1)
  }

  /// Returns the offset of the stretch that ends where the clocks jump over a reading.
  private func offsetJustBefore(gapAt local: Int64) -> Int {
    var span = offsetSpan(at: local - 172_800)
    while span.end <= local + 172_800 {
      let next = offsetSpan(at: span.end)
      let lastShown = span.end + Int64(span.offsetInSeconds)
      let nextShown = span.end + Int64(next.offsetInSeconds)
      if lastShown <= local, local < nextShown { break }
      span = next
    }
    return span.offsetInSeconds
  }
}

extension Timestamp {
  /// Seconds since 1970, rounded towards the past.
  package var secondsRoundedDown: Int64 { microseconds.flooredDivision(by: 1_000_000) }

  /// The microseconds, held within some 120 000 years so that no reading of a clock overflows.
  var microsecondsOnCalendar: Int64 {
    min(max(microseconds, -4_000_000_000_000_000_000), 4_000_000_000_000_000_000)
  }
}

extension Int64 {
  /// The quotient rounded towards negative infinity; the divisor is positive.
  func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return quotient * divisor > self ? quotient - 1 : quotient
  }

  /// The product with a positive number, or the nearest number that fits.
  func multipliedClamped(by other: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? (self > 0 ? .max : .min) : product
  }
}
