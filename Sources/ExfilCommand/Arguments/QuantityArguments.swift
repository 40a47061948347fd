/// Sizes and durations as the command line takes them, in the units of the rule language.
enum QuantityArguments {
  /// Returns the bytes of a size such as `256MB` or `1GiB`, or what is wrong with it.
  static func byteCount(_ text: String) -> Result<Int, ArgumentMistake> {
    let (digits, unit) = split(text)
    guard !digits.isEmpty else { return .failure("is not a size; write one like 256MB") }
    guard !unit.isEmpty else { return .failure("needs a unit; write one like 256MB") }
    guard let scale = byteUnits[unit] else {
      return .failure(
        unit.last == "b"
          ? "has the unit `\(unit)`, which usually means bits; write B, KB, MB, GB or KiB, MiB, GiB"
          : "has the unknown unit `\(unit)`; write B, KB, MB, GB, TB or KiB, MiB, GiB, TiB")
    }
    guard let number = Int(digits),
      case let (value, false) = number.multipliedReportingOverflow(by: scale)
    else { return .failure("is too large") }
    return .success(value)
  }

  /// Returns the microseconds of a duration such as `60d` or `1h30m`; `nil` if it is none.
  static func microseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    var total: Int64 = 0
    var smallest = Int64.max
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let number = Int64(digits), let unit = rest.popFirst(), let scale = durationUnits[unit],
        scale < smallest
      else { return nil }
      smallest = scale
      let (part, overflows) = number.multipliedReportingOverflow(by: scale)
      let (sum, sumOverflows) = total.addingReportingOverflow(part)
      if overflows || sumOverflows { return nil }
      total = sum
    }
    return text.isEmpty ? nil : total
  }

  private static func split(_ text: String) -> (digits: String, unit: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return (String(digits), String(text.dropFirst(digits.count)))
  }

  private static let byteUnits: [String: Int] = [
    "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000,
    "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
  ]

  private static let durationUnits: [Character: Int64] = [
    "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000,
    "w": 604_800_000_000,
  ]
}

/// What is wrong with the value of an option, as the end of a sentence that names the option.
struct ArgumentMistake: Error, Hashable, ExpressibleByStringInterpolation {
  var text: String
  init(stringLiteral text: String) { self.text = text }
}
