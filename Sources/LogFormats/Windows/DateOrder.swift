internal import ByteScan
internal import EventModel

/// In which order a culture of Windows writes the parts of a date.
///
/// `11/12/2026` is a day in November or in December, and nothing in such a date tells which. Each
/// order reads only dates that are certainly, or by the user's word, its own.
enum DateOrder: Hashable, Sendable {
  /// `2026/11/21`, and dates that no culture writes in another order: `21.11.2026`, ISO 8601.
  case evident
  /// `11/21/2026`, as in the United States.
  case monthFirst
  /// `21/11/2026`, as in the United Kingdom.
  case dayFirst

  /// Reads a whole date and clock; `nil` if it is none in this order.
  ///
  /// The clock has 24 hours, or 12 with `AM`, `PM`, `午前` or `午後`; .NET writes a narrow blank
  /// (U+202F) before these since version 5.
  ///
  /// - Complexity: O(*n*) in the bytes.
  func time(in text: Span<UInt8>) -> ScannedTime? {
    if self == .evident, text.count > 10, text[10] == UInt8(ascii: "T"),
      let scanned = try? text.scanInternetTime(), scanned.byteCount == text.count
    {
      return scanned
    }
    var offset = 0
    guard let first = Self.number(text, &offset), offset < text.count else { return nil }
    let separator = text[offset]
    offset += 1
    guard let second = Self.number(text, &offset), text.has(separator, at: offset) else {
      return nil
    }
    offset += 1
    guard let third = Self.number(text, &offset) else { return nil }
    let isYearFirst = first.digits == 4
    guard isYearFirst != (third.digits == 4) else { return nil }
    switch separator {
    case UInt8(ascii: "."): guard self == .evident else { return nil }
    case UInt8(ascii: "/"), UInt8(ascii: "-"):
      guard (self == .evident) == isYearFirst else { return nil }
    default: return nil
    }
    var civil = CivilTime(year: 0, month: 0, day: 0)
    if isYearFirst {
      (civil.year, civil.month, civil.day) = (first.value, second.value, third.value)
    } else if self == .monthFirst {
      (civil.year, civil.month, civil.day) = (third.value, first.value, second.value)
    } else {
      (civil.year, civil.month, civil.day) = (third.value, second.value, first.value)
    }
    guard text.has(0x20, at: offset) else { return nil }
    offset += 1
    guard Self.readClock(text, &offset, into: &civil), offset == text.count, civil.isValid,
      civil.year > 0
    else { return nil }
    return ScannedTime(civil: civil, offsetInSeconds: nil, byteCount: offset)
  }

  /// Reads `10:15:32`, `9:05:07` or `9:05:07 AM`.
  private static func readClock(
    _ text: Span<UInt8>, _ offset: inout Int, into civil: inout CivilTime
  ) -> Bool {
    let front = half(text, &offset)
    guard let hour = number(text, &offset), text.has(UInt8(ascii: ":"), at: offset) else {
      return false
    }
    offset += 1
    guard let minute = number(text, &offset), text.has(UInt8(ascii: ":"), at: offset) else {
      return false
    }
    offset += 1
    guard let second = number(text, &offset) else { return false }
    (civil.hour, civil.minute, civil.second) = (hour.value, minute.value, second.value)
    guard let isAfternoon = front ?? half(text, &offset) else { return true }
    guard 0...12 ~= hour.value else { return false }
    civil.hour = hour.value % 12 + (isAfternoon ? 12 : 0)
    return true
  }

  /// Reads the half of the day and the blank beside it; `nil` if there is none.
  private static func half(_ text: Span<UInt8>, _ offset: inout Int) -> Bool? {
    var start = offset
    skipBlank(text, &start)
    let rest = text.extracting(start..<text.count)
    let isAfternoon: Bool
    if rest.startsIgnoringAsciiCase(with: "AM") || rest.startsIgnoringAsciiCase(with: "PM") {
      isAfternoon = rest[0].asciiLowercased == UInt8(ascii: "p")
      start += 2
    } else if rest.starts(with: "午前") || rest.starts(with: "午後") {
      isAfternoon = rest.starts(with: "午後")
      start += 6
    } else {
      return nil
    }
    if start < text.count { skipBlank(text, &start) }
    offset = start
    return isAfternoon
  }

  /// Steps over a blank, ordinary or narrow.
  private static func skipBlank(_ text: Span<UInt8>, _ offset: inout Int) {
    if text.has(0x20, at: offset) {
      offset += 1
    } else if text.extracting(min(offset, text.count)..<text.count).starts(with: "\u{202F}") {
      offset += 3
    }
  }

  private static func number(
    _ text: Span<UInt8>, _ offset: inout Int
  ) -> (value: Int, digits: Int)? {
    let start = offset
    var value = 0
    while offset < text.count, offset - start < 5, text[offset].isAsciiDigit {
      value = value * 10 + Int(text[offset] &- 0x30)
      offset += 1
    }
    let digits = offset - start
    return digits == 1 || digits == 2 || digits == 4 ? (value, digits) : nil
  }
}
