internal import ByteScan

/// A strftime pattern that can be read back: the argument of `%tl` and `%tg`.
struct ClockPattern: Sendable {
  private enum Part: Sendable {
    case literal(UInt8)
    case year, shortYear, month, monthName, day, hour, minute, second, zone, letters
  }

  private var parts: [Part] = []
  /// Whether the pattern writes the distance to UTC.
  let hasZone: Bool
  /// Whether a time written by the pattern holds a blank.
  let holdsBlanks: Bool

  /// Takes a pattern apart.
  ///
  /// - Throws: ``SquidLogformatError`` for a conversion that can't be read back, or without a date.
  init(_ pattern: [UInt8], at byteOffset: Int) throws(SquidLogformatError) {
    var parts: [Part] = []
    var isConversion = false
    for byte in pattern {
      guard isConversion else {
        if byte == UInt8(ascii: "%") { isConversion = true } else { parts.append(.literal(byte)) }
        continue
      }
      isConversion = false
      guard let conversion = Self.conversion(byte) else {
        let sign = Character(UnicodeScalar(byte))
        throw SquidLogformatError(
          reason: "`%\(sign)` in a time can't be read back; use %Y-%m-%dT%H:%M:%S%z",
          byteOffset: byteOffset)
      }
      parts += conversion
    }
    let isDated =
      parts.contains { if case .year = $0 { true } else { false } }
      || parts.contains { if case .shortYear = $0 { true } else { false } }
    guard isDated else {
      throw SquidLogformatError(reason: "the time has no year", byteOffset: byteOffset)
    }
    self.parts = parts
    hasZone = parts.contains { if case .zone = $0 { true } else { false } }
    holdsBlanks = parts.contains { if case .literal(0x20) = $0 { true } else { false } }
  }

  private static func conversion(_ byte: UInt8) -> [Part]? {
    let dash = Part.literal(UInt8(ascii: "-"))
    let colon = Part.literal(UInt8(ascii: ":"))
    let slash = Part.literal(UInt8(ascii: "/"))
    switch byte {
    case UInt8(ascii: "Y"): return [.year]
    case UInt8(ascii: "y"): return [.shortYear]
    case UInt8(ascii: "m"): return [.month]
    case UInt8(ascii: "b"), UInt8(ascii: "h"): return [.monthName]
    case UInt8(ascii: "d"), UInt8(ascii: "e"): return [.day]
    case UInt8(ascii: "H"): return [.hour]
    case UInt8(ascii: "M"): return [.minute]
    case UInt8(ascii: "S"): return [.second]
    case UInt8(ascii: "z"): return [.zone]
    case UInt8(ascii: "Z"), UInt8(ascii: "a"): return [.letters]
    case UInt8(ascii: "T"): return [.hour, colon, .minute, colon, .second]
    case UInt8(ascii: "R"): return [.hour, colon, .minute]
    case UInt8(ascii: "F"): return [.year, dash, .month, dash, .day]
    case UInt8(ascii: "D"): return [.month, slash, .day, slash, .shortYear]
    case UInt8(ascii: "%"): return [.literal(UInt8(ascii: "%"))]
    default: return nil
    }
  }

  /// Reads a time at an offset; `nil` if the bytes don't follow the pattern or name no real time.
  ///
  /// A year of two digits from 70 on lies in the last century, as POSIX has it.
  func scan(_ bytes: Span<UInt8>, at start: Int) -> ClockReading? {
    var civil = CivilTime(year: 0, month: 1, day: 1)
    var offsetInSeconds: Int?
    var offset = start
    for part in parts {
      let width: Int
      switch part {
      case .literal(let byte):
        guard offset < bytes.count, bytes[offset] == byte else { return nil }
        offset += 1
        continue
      case .monthName:
        guard let month = bytes.monthName(at: offset) else { return nil }
        civil.month = month
        offset += 3
        continue
      case .zone:
        guard let zone = try? bytes.zoneOffset(at: offset) else { return nil }
        offsetInSeconds = zone.seconds
        offset += zone.byteCount
        continue
      case .letters:
        while offset < bytes.count, (bytes[offset] | 0x20) &- 0x61 < 26 { offset += 1 }
        continue
      case .day where offset < bytes.count && bytes[offset] == 0x20:
        // `%e` pads with a blank.
        offset += 1
        width = 1
      case .year: width = 4
      default: width = 2
      }
      guard let number = bytes.digits(width, at: offset) else { return nil }
      offset += width
      switch part {
      case .year: civil.year = number
      case .shortYear: civil.year = number < 70 ? 2000 + number : 1900 + number
      case .month: civil.month = number
      case .day: civil.day = number
      case .hour: civil.hour = number
      case .minute: civil.minute = number
      default: civil.second = number
      }
    }
    guard civil.isValid, civil.year > 0 else { return nil }
    return ClockReading(
      civil: civil, offsetInSeconds: offsetInSeconds, byteCount: offset - start)
  }
}

extension Span<UInt8> {
  /// Reads exactly `width` digits at an offset, or returns `nil`.
  func digits(_ width: Int, at offset: Int) -> Int? {
    guard offset + width <= count else { return nil }
    var value = 0
    for index in offset..<(offset + width) {
      let digit = self[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
