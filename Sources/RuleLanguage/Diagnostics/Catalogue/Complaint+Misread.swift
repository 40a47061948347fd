internal import ByteScan

extension Complaint {
  /// The complaint about what begins with a digit and is no quantity.
  static func misread(_ text: String) -> Complaint {
    if let parts = dateParts(of: text) {
      let day = CivilDate(parts)
      return date(text, day, isInCalendar: day != nil || parts.isEmpty)
    }
    if text.contains(":") { return misreadTime(text) }
    if text.contains("/") || text.split(separator: ".").count > 2 {
      return quantity(
        text,
        label: Phrase(
          "an address looks like 10.0.0.1 or 10.0.0.0/8", "アドレスは 10.0.0.1 や 10.0.0.0/8 のように書きます"),
        help: Phrase(
          "numbers from 0 to 255, and after `/` from 0 to 32",
          "数はそれぞれ 0 から 255、`/` の後は 0 から 32 です"))
    }
    let digits = text.prefix { $0.isNumber || $0 == "_" || $0 == "." }
    let unit = String(text.dropFirst(digits.count))
    switch unit {
    case "Kb", "Mb", "Gb", "Tb", "Kib", "Mib", "Gib", "Tib":
      let written = "\(digits)\(unit.dropLast())B"
      return quantity(
        text,
        label: Phrase(
          "\(unit) usually means bits; write \(written)",
          "\(unit) はふつうビットを表します。\(written) と書いてください"))
    case "K", "M", "G", "T", "k", "g", "t":
      let written = "\(digits)\(unit.uppercased())B"
      return quantity(text, label: Phrase("write \(written)", "\(written) と書いてください"))
    case "": break
    default:
      if Self.knownUnits.contains(unit) {
        return quantity(
          text,
          label: Phrase(
            "too large, or not a whole number of bytes", "大きすぎるか、バイトの整数になりません"))
      }
      if let written = UnitWord(unit)?.written(after: String(digits)) {
        return quantity(text, label: Phrase("write \(written)", "\(written) と書いてください"))
      }
      if UnitWord.isMonthOrYear(unit) {
        return quantity(
          text,
          label: Phrase(
            "months differ in length; write 30d, 90d, …",
            "月は長さが変わるので、30d、90d のように書きます"))
      }
    }
    return quantity(
      text, label: .here,
      help: Phrase(
        "sizes look like 50MB or 1GiB; durations like 30m, 24h, 7d",
        "サイズは 50MB や 1GiB、期間は 30m、24h、7d のように書きます"))
  }

  private static let knownUnits: Set<String> = [
    "B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "kb", "mb", "gb", "tb", "kB", "mB",
    "s", "m", "h", "d", "w",
  ]

  private static func misreadTime(_ text: String) -> Complaint {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3 {
      return quantity(
        text, label: Phrase("a time of day has no seconds", "時刻に秒は付けません"),
        help: Phrase("write \(parts[0]):\(parts[1])", "\(parts[0]):\(parts[1]) と書いてください"))
    }
    if parts.count == 2, let hour = Int(parts[0]), (24...29).contains(hour) {
      let written = "0\(hour - 24):\(parts[1])"
      return quantity(
        text, label: Phrase("a day ends at 24:00", "一日は 24:00 までです"),
        help: Phrase(
          "this is \(written) of the next day", "翌日の \(written) と書いてください"))
    }
    return quantity(
      text, label: Phrase("a time of day looks like 09:00", "時刻は 09:00 のように書きます"),
      help: Phrase("00:00 to 24:00", "00:00 から 24:00 までです"))
  }

  /// Returns year, month and day of `2025/4/10`, `2025.4.10` and `2025-4-10`; `nil` for what is
  /// no attempt at a date.
  private static func dateParts(of text: String) -> [Int]? {
    for separator: Character in ["/", ".", "-"] {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      let numbers = parts.compactMap { Int($0) }
      guard parts.count == 3, numbers.count == 3 else { continue }
      if parts[0].utf8.count == 4 { return numbers }
      // 10/04/2025 can be read two ways: no proposal.
      if parts[2].utf8.count == 4 { return [] }
    }
    return nil
  }
}

extension CivilDate {
  /// Creates a date from year, month and day, if the calendar has it.
  init?(_ parts: [Int]) {
    guard parts.count == 3, parts[0] >= 1,
      CivilTime(year: parts[0], month: parts[1], day: parts[2]).isValid
    else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  /// Reads a date as it is written in Japan: `令和7年4月10日`, `R7.4.10`, `2025年4月10日`.
  ///
  /// - Returns: The date; `nil` within it for a day that does not exist; `nil` for other text.
  static func readingJapanese(_ text: String) -> CivilDate?? {
    let eras: [(String, Int)] = [
      ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018), ("H", 1988), ("S", 1925), ("", 0),
    ]
    guard let (name, offset) = eras.first(where: { text.hasPrefix($0.0) }) else { return nil }
    var numbers: [Int] = []
    var digits = ""
    for character in String(text.dropFirst(name.utf8.isEmpty ? 0 : name.count)) + "." {
      if let digit = character.wholeNumberValue, (0...9).contains(digit), digits.utf8.count < 4 {
        digits.append(String(digit))
      } else if "年月日./-".contains(character) {
        if let number = Int(digits) { numbers.append(number) }
        digits = ""
      } else if character == "元", digits.isEmpty {
        digits = "1"
      } else {
        return nil
      }
    }
    guard numbers.count == 3, offset > 0 || numbers[0] > 1_000 else { return nil }
    return .some(CivilDate([numbers[0] + offset, numbers[1], numbers[2]]))
  }
}

/// A word for a unit that people write after a number.
struct UnitWord {
  private var ending: String
  private var factor: Int?

  init?(_ word: String) {
    switch word.lowercased() {
    case "b", "byte", "bytes", "バイト": ending = "B"
    case "kb", "kilobytes", "キロ", "キロバイト": ending = "KB"
    case "mb", "megabytes", "メガ", "メガバイト": ending = "MB"
    case "gb", "gigabytes", "ギガ", "ギガバイト": ending = "GB"
    case "tb", "テラ", "テラバイト": ending = "TB"
    case "kib": ending = "KiB"
    case "mib": ending = "MiB"
    case "gib": ending = "GiB"
    case "s", "sec", "secs", "second", "seconds", "秒", "秒間": ending = "s"
    case "m", "min", "mins", "minute", "minutes", "分", "分間": ending = "m"
    case "h", "hr", "hrs", "hour", "hours", "時間": ending = "h"
    case "d", "day", "days", "日", "日間": ending = "d"
    case "w", "week", "weeks", "週", "週間": ending = "w"
    case "千": (ending, factor) = ("", 1_000)
    case "万", "万件", "万回": (ending, factor) = ("", 10_000)
    case "億", "億件": (ending, factor) = ("", 100_000_000)
    case "件", "回", "個", "人", "点", "行", "通", "枚": ending = ""
    default: return nil
    }
  }

  /// Returns number and unit as the language wants them.
  func written(after digits: String) -> String? {
    guard let factor else { return digits + ending }
    guard let number = Int(digits) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : String(product) + ending
  }

  /// Whether a word means a span whose length is not fixed.
  static func isMonthOrYear(_ word: String) -> Bool {
    [
      "mo", "month", "months", "y", "yr", "year", "years", "月", "か月", "ヶ月", "ヵ月", "カ月", "ケ月", "年",
      "年間",
    ].contains(word.lowercased())
  }
}
