internal import EventModel
internal import ByteScan

/// Mistakes in numbers with units, dates and times.
extension Complaint {
  static func quantity(_ text: String, label: Phrase, help: Phrase? = nil) -> Complaint {
    Complaint(
      .quantity,
      Phrase(
        "I do not understand the quantity `\(Phrase.shortened(text))`",
        "`\(Phrase.shortened(text))` という量は読み取れません"),
      label: label, help: help)
  }

  static func date(
    _ text: String, _ date: CivilDate?, isInCalendar: Bool
  ) -> Complaint {
    Complaint(
      .date,
      Phrase(
        "`\(Phrase.shortened(text))` is not a date", "`\(Phrase.shortened(text))` は日付として読めません"),
      label: date.map { Phrase("write \($0.text)", "\($0.text) と書いてください") }
        ?? Phrase("a date looks like 2025-04-10", "日付は 2025-04-10 のように書きます"),
      help: isInCalendar
        ? Phrase(
          "year, month and day of the common era, with hyphens: 2025-04-10",
          "西暦の年・月・日を - でつないで書きます: 2025-04-10")
        : Phrase("the calendar has no such day", "暦にない日です"))
  }

  /// A number and its unit that stand apart, or a unit in another language.
  static func unitApart(_ text: String, write: String?) -> Complaint {
    quantity(
      text,
      label: write.map { Phrase("write \($0)", "\($0) と書いてください") }
        ?? Phrase(
          "months differ in length; write 30d, 90d, …",
          "月は長さが変わるので、30d、90d のように書きます"),
      help: write == nil
        ? nil
        : Phrase(
          "number and unit stand together: 50MB, 24h, 7d", "数と単位は続けて書きます: 50MB、24h、7d"))
  }

  static func groupedDigits(_ text: String) -> Complaint {
    quantity(
      text,
      label: Phrase("write \(text.filter(\.isNumber))", "\(text.filter(\.isNumber)) と書いてください"),
      help: Phrase(
        "digits are grouped with `_`, if at all: 10_000", "桁を区切るときは `_` を使います: 10_000"))
  }

  static let emptyDuration = Complaint(
    .range, Phrase("this duration is empty", "期間に長さがありません"),
    label: Phrase("must be longer than 0", "0 より長くしてください"))

  static func longDuration(days limit: Int64) -> Complaint {
    Complaint(
      .range, Phrase("this duration is too long", "期間が長すぎます"),
      label: Phrase("at most \(limit)d", "\(limit)d までです"))
  }

  static func integer(_ what: Phrase, _ allowed: ClosedRange<Int>) -> Complaint {
    Complaint(
      .range,
      Phrase(
        "\(what.english) is a whole number from \(allowed.lowerBound) to \(allowed.upperBound)",
        "\(what.japanese)は \(allowed.lowerBound) から \(allowed.upperBound) までの整数です"),
      label: Phrase("out of range", "範囲の外です"))
  }
}
