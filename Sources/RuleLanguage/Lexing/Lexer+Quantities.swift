internal import ByteScan
internal import RuleProgram

extension Lexer {
  /// Reads what begins with a digit: a number, size, duration, date, time of day or address.
  mutating func readQuantity() -> Token.Kind {
    let start = offset
    var text = ""
    while let scalar = peek(), scalar.isASCII {
      let character = Character(scalar)
      if scalar == "-" {
        guard Self.isStartOfDate(text) else { break }
      } else if scalar == "." {
        guard let next = peek(after: 1), next.isASCII, Character(next).isNumber else { break }
      } else if !(character.isLetter || character.isNumber || "_:/".contains(character)) {
        break
      }
      text.unicodeScalars.append(scalar)
      advance()
    }
    if let kind = Self.quantity(text) { return kind }
    return invalid(.misread(text), at: start..<offset)
  }

  /// `2025` or `2025-04`: a hyphen that follows still belongs to the date.
  private static func isStartOfDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), parts[0].utf8.count == 4 else {
      return false
    }
    return parts.count == 1 || (parts.count == 2 && (1...2).contains(parts[1].utf8.count))
  }

  private static func quantity(_ text: String) -> Token.Kind? {
    if text.utf8.contains(UInt8(ascii: ":")) { return timeOfDay(text) }
    if text.utf8.contains(UInt8(ascii: "-")) { return date(text) }
    if text.utf8.contains(UInt8(ascii: "/"))
      || text.split(separator: ".", omittingEmptySubsequences: false).count > 2
    {
      return isIPv4(text) ? .ip(text) : nil
    }
    let digits = text.prefix { $0.isNumber || $0 == "_" || $0 == "." }
    let unit = text.dropFirst(digits.count)
    if unit.isEmpty { return exactNumber(digits).map(Token.Kind.number) }
    if let factor = sizeUnits[String(unit)] { return size(digits, unit: factor) }
    return duration(text)
  }

  private static func timeOfDay(_ text: String) -> Token.Kind? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return .time(hour * 60 + minute)
  }

  private static func date(_ text: String) -> Token.Kind? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    guard year >= 1, CivilTime(year: year, month: month, day: day).isValid else { return nil }
    return .date(CivilDate(year: year, month: month, day: day))
  }

  /// The bytes of each unit of size, in every spelling that is read.
  static let sizeUnits: [String: Int64] = {
    var units: [String: Int64] = [:]
    let decimal: [Int64] = [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000]
    for (index, letter) in ["K", "M", "G", "T"].enumerated() {
      let binary: Int64 = 1 << (10 * (Int64(index) + 1))
      for first in [letter, letter.lowercased()] {
        units["\(first)B"] = decimal[index]
        units["\(first)iB"] = binary
        units["\(first)IB"] = binary
      }
      units["\(letter.lowercased())b"] = decimal[index]
      units["\(letter.lowercased())ib"] = binary
    }
    units["B"] = 1
    return units
  }()

  private static func size(_ digits: Substring, unit: Int64) -> Token.Kind? {
    guard let number = exactNumber(digits) else { return nil }
    let (product, overflow) = number.numerator.multipliedReportingOverflow(by: unit)
    guard !overflow, product % number.denominator == 0 else { return nil }
    return .size(product / number.denominator)
  }

  /// The seconds of each unit of time.
  static let durationUnits: [Character: Int64] = [
    "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800,
  ]

  private static func duration(_ text: String) -> Token.Kind? {
    var seconds: Int64 = 0
    var digits = ""
    for character in text {
      if character.isNumber {
        digits.append(character)
        continue
      }
      guard let unit = durationUnits[character], let count = Int64(digits) else { return nil }
      let (part, partOverflow) = count.multipliedReportingOverflow(by: unit)
      let (sum, sumOverflow) = seconds.addingReportingOverflow(part)
      // Ten thousand years are enough, and leave room for sums in microseconds.
      guard !partOverflow, !sumOverflow, sum <= 315_360_000_000 else { return nil }
      seconds = sum
      digits = ""
    }
    return digits.isEmpty ? .duration(seconds * 1_000_000) : nil
  }

  /// Returns `1_000.5` as 10005 / 10; the text holds digits, `_` and `.` alone.
  private static func exactNumber(_ text: Substring) -> Factor? {
    let bytes = Array(text.utf8)
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    guard let first = bytes.first, first != UInt8(ascii: "_"), point > 0 else { return nil }
    var decimals = bytes[min(point + 1, bytes.count)...]
    while decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
    guard decimals.count <= 9 else { return nil }
    var numerator: Int64 = 0
    var denominator: Int64 = 1
    for byte in bytes[..<point] where byte != UInt8(ascii: "_") {
      guard numerator.append(digit: byte) else { return nil }
    }
    for byte in decimals {
      guard numerator.append(digit: byte) else { return nil }
      denominator *= 10
    }
    return Factor(numerator: numerator, denominator: denominator)
  }
}

extension Int64 {
  /// Writes a decimal digit behind the number; returns false if it is none or the number gets too large.
  fileprivate mutating func append(digit byte: UInt8) -> Bool {
    guard byte &- 0x30 < 10 else { return false }
    let (tens, isTooLarge) = multipliedReportingOverflow(by: 10)
    let (sum, isSumTooLarge) = tens.addingReportingOverflow(Int64(byte &- 0x30))
    self = sum
    return !isTooLarge && !isSumTooLarge
  }
}

/// Whether a text is an IPv4 address or network such as `10.0.0.0/8`.
func isIPv4(_ text: some StringProtocol) -> Bool {
  let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  if halves.count == 2 {
    guard isDecimal(halves[1]), let length = Int(halves[1]), length <= 32 else { return false }
  }
  let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 4
    && parts.allSatisfy { part in isDecimal(part) && (Int(part) ?? 256) <= 255 }
}

private func isDecimal(_ text: some StringProtocol) -> Bool {
  (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}
