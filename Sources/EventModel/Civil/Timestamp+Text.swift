package import ByteScan

extension Timestamp {
  /// The time as `exfil events` prints it: RFC 3339, UTC, microseconds.
  package var textInUTC: String {
    var bytes: [UInt8] = []
    appendText(offsetInSeconds: 0, fractionDigits: 6, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the time as findings print it: RFC 3339, milliseconds, `2026-10-12T09:31:07.000+09:00`.
  ///
  /// A zone's offset is written in whole minutes; where old zones had seconds, the clock reading is
  /// that of the written offset, so that the moment stays the same.
  package func text(in zone: CivilZone) -> String {
    var bytes: [UInt8] = []
    appendText(
      offsetInSeconds: zone.offsetInSeconds(at: self) / 60 * 60, fractionDigits: 3, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the time in RFC 3339 with a number of digits after the second, cut and not rounded.
  ///
  /// - Parameters:
  ///   - offset: Seconds ahead of UTC, in whole minutes; 0 is written `Z`.
  ///   - fractionDigits: 0 to 6.
  ///   - bytes: Where the text goes.
  package func appendText(
    offsetInSeconds offset: Int, fractionDigits: Int, to bytes: inout [UInt8]
  ) {
    let civil = CivilTime(
      microsecondsSince1970: microsecondsOnCalendar + Int64(offset) * 1_000_000)
    CivilDate(year: civil.year, month: civil.month, day: civil.day).appendText(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(decimal: civil.hour, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: civil.minute, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: civil.second, digits: 2)
    if fractionDigits > 0 {
      bytes.append(UInt8(ascii: "."))
      var fraction = civil.microsecond
      for _ in fractionDigits..<6 { fraction /= 10 }
      bytes.append(decimal: fraction, digits: fractionDigits)
    }
    guard offset != 0 else {
      bytes.append(UInt8(ascii: "Z"))
      return
    }
    bytes.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    bytes.append(decimal: abs(offset) / 3600, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: abs(offset) / 60 % 60, digits: 2)
  }
}

extension CivilDate {
  /// The day as `2026-10-12`.
  package var text: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads `2026-04-01` or `2026/4/1`, the whole text, or returns `nil`.
  package init?(parsing text: Substring) { self.init(parsing: String(text)) }

  /// Reads `2026-04-01` or `2026/4/1`, the whole text, or returns `nil`.
  package init?(parsing text: String) {
    var numbers = InlineArray<3, Int>(repeating: 0)
    var digitCounts = InlineArray<3, Int>(repeating: 0)
    var part = 0
    var separator: UInt8?
    for byte in text.utf8 {
      if byte.isAsciiDigit, digitCounts[part] < 4 {
        numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
        digitCounts[part] += 1
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/"), part < 2,
        separator ?? byte == byte
      {
        separator = byte
        part += 1
      } else {
        return nil
      }
    }
    guard part == 2, digitCounts[0] == 4 else { return nil }
    for count in [digitCounts[1], digitCounts[2]] {
      guard count == 2 || (count == 1 && separator == UInt8(ascii: "/")) else { return nil }
    }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    guard year > 0, 1...12 ~= month, 1...CivilDate.dayCount(ofMonth: month, year: year) ~= day
    else { return nil }
  }

  fileprivate func appendText(to bytes: inout [UInt8]) {
    if year < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(decimal: abs(year), digits: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(decimal: month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(decimal: day, digits: 2)
  }
}

extension CivilZone {
  /// Reads a date or a time as people write it for `--since`, rosters and leases.
  ///
  /// `2026-10-12` and `2026/10/12` are the start of that civil day. A time is RFC 3339; it may use a
  /// blank for the `T` and leave out the seconds, and without an offset it is a reading of this zone.
  ///
  /// - Returns: The moment, or `nil` if the text is neither.
  package func time(parsing text: String) -> Timestamp? {
    if let date = CivilDate(parsing: text) { return startOfDay(date) }
    var bytes = Array(text.utf8)
    // `2026-10-12 09:31` and `2026-10-12 09:31+09:00` get their seconds.
    if bytes.count >= 16, bytes.count == 16 || bytes[16] != UInt8(ascii: ":") {
      bytes.insert(contentsOf: ":00".utf8, at: 16)
    }
    do throws(TimeError) {
      let scanned = try bytes.span.scanInternetTime()
      guard scanned.byteCount == bytes.count else { return nil }
      if let microseconds = scanned.microsecondsSince1970 {
        return Timestamp(microseconds: microseconds)
      }
      return moment(of: scanned.civil).time
    } catch {
      return nil
    }
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, with zeros in front up to a number of digits.
  mutating func append(decimal number: Int, digits: Int) {
    let text = String(number)
    for _ in 0..<Swift.max(0, digits - text.utf8.count) { append(UInt8(ascii: "0")) }
    append(contentsOf: text.utf8)
  }
}
