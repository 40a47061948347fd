package import EventModel

/// Writes quantities the way rules write them.
package enum QuantityNotation {
  /// Returns a size in the largest unit that needs no decimals, such as `64KB`, or one decimal, such
  /// as `1.5GB`.
  package static func size(_ byteCount: Int64) -> String {
    let decimal: [(Int64, String)] = [
      (1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB"),
    ]
    let binary: [(Int64, String)] = [
      (1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"),
    ]
    for (unit, name) in decimal where byteCount >= unit && byteCount % (unit / 10) == 0 {
      let tenths = byteCount % unit / (unit / 10)
      return "\(byteCount / unit)\(tenths > 0 ? ".\(tenths)" : "")\(name)"
    }
    for (unit, name) in binary where byteCount >= unit && byteCount % unit == 0 {
      return "\(byteCount / unit)\(name)"
    }
    return "\(byteCount)B"
  }

  /// Returns a number with the decimals it was written with.
  package static func number(_ number: Factor) -> String {
    var digits = 0
    var power: Int64 = 1
    while power < number.denominator {
      power *= 10
      digits += 1
    }
    guard digits > 0, power == number.denominator else {
      return number.denominator == 1
        ? "\(number.numerator)" : "\(number.numerator)/\(number.denominator)"
    }
    let sign = number.numerator < 0 ? "-" : ""
    let magnitude = number.numerator.magnitude
    let fraction = String(magnitude % UInt64(power))
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(magnitude / UInt64(power)).\(zeros)\(fraction)"
  }

  /// Returns a time of day such as `08:00`.
  package static func time(_ minute: Int) -> String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// Returns a constant as a rule writes it beside values of a type.
  package static func constant(_ number: Int64, as type: ValueType) -> String {
    switch type {
    case .size: size(number)
    case .duration: ValueText.duration(microseconds: number)
    case .word: Word(rawValue: UInt8(truncatingIfNeeded: number))?.text ?? String(number)
    case .text, .integer, .date, .time, .ip, .domain, .email, .path, .user, .attachment:
      String(number)
    }
  }

  /// Returns a text in quotation marks.
  package static func string(_ text: String) -> String {
    var quoted = "\""
    for character in text { quoted += character == "\"" ? "\"\"" : String(character) }
    return quoted + "\""
  }
}
