/// How numbers are written for people, in messages and tables.
package enum ValueText {
  /// What stands for a value that the log does not tell.
  package static let missing = "不明"

  /// Returns a size in decimal units with at most one decimal: `999 B`, `1.2 GB`, `60 MB`.
  ///
  /// Halves round away from zero, and a value that rounds to 1000 takes the next unit.
  package static func size(_ byteCount: Int64) -> String {
    let sign = byteCount < 0 ? "-" : ""
    let magnitude = byteCount.magnitude
    guard magnitude >= 1000 else { return "\(sign)\(magnitude) B" }
    var unit: UInt64 = 1000
    for name in ["KB", "MB", "GB", "TB", "PB"] {
      let tenths = magnitude / (unit / 10) + (magnitude % (unit / 10) >= unit / 20 ? 1 : 0)
      if tenths < 10_000 || name == "PB" {
        let decimal = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
        return "\(sign)\(tenths / 10)\(decimal) \(name)"
      }
      unit *= 1000
    }
    return "\(sign)\(magnitude) B"
  }

  /// Returns a duration in the units of the rule language: `1h30m`, `2d`, `45s`, `0s`.
  ///
  /// Parts of a second are cut.
  package static func duration(microseconds: Int64) -> String {
    var seconds = microseconds.magnitude / 1_000_000
    guard seconds > 0 else { return "0s" }
    var text = microseconds < 0 ? "-" : ""
    for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")] as [(UInt64, String)] {
      if seconds >= unit { text += "\(seconds / unit)\(name)" }
      seconds %= unit
    }
    return text
  }

  /// Returns a number field's value as a message prints it, or ``missing`` for `nil`.
  package static func text(of number: Int64?, as type: ValueType, in zone: CivilZone) -> String {
    guard let number else { return missing }
    return switch type {
    case .size: size(number)
    case .duration: duration(microseconds: number)
    case .time: Timestamp(microseconds: number).text(in: zone)
    case .date: zone.date(at: Timestamp(microseconds: number)).text
    case .word: Word(rawValue: UInt8(truncatingIfNeeded: number))?.text ?? missing
    case .text, .integer, .ip, .domain, .email, .path, .user, .attachment: String(number)
    }
  }
}
