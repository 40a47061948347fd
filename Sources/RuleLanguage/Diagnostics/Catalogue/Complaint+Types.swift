internal import EventModel

/// Values that do not fit what they are compared with.
extension Complaint {
  static func incomparable(
    _ left: Phrase, with right: Phrase, label: Phrase
  ) -> Complaint {
    Complaint(
      .type,
      Phrase(
        "cannot compare \(left.english) with \(right.english)",
        "\(left.japanese)と\(right.japanese)は比べられません"),
      label: label)
  }

  static func incomparableFields(
    _ left: String, _ leftType: Phrase, _ right: String, _ rightType: Phrase
  ) -> Complaint {
    incomparable(
      leftType, with: rightType,
      label: Phrase(
        "`\(left)` and `\(right)` do not fit", "`\(left)` と `\(right)` は型が違います"))
  }

  static func needsType(_ type: Phrase, found: Phrase) -> Complaint {
    incomparable(
      type, with: found,
      label: Phrase("\(type.english) is needed here", "ここには\(type.japanese)が必要です"))
  }

  static func needsText(_ type: Phrase, found: Phrase) -> Complaint {
    incomparable(
      type, with: found,
      label: Phrase("a text in quotes is needed here", "ここには \"…\" で囲んだ文字列が必要です"))
  }

  static func differentTotals(_ left: Phrase, _ right: Phrase) -> Complaint {
    incomparable(
      left, with: right,
      label: Phrase("these totals do not fit", "これらの集計は型が違います"))
  }

  static func noOrder(_ field: String, _ type: Phrase) -> Complaint {
    Complaint(
      .type,
      Phrase(
        "`\(field)` is \(type.english), which has no order",
        "`\(field)` は\(type.japanese)なので、大小がありません"),
      label: Phrase("only `=` and `!=` fit here", "ここで使えるのは `=` と `!=` だけです"))
  }

  static func noComparison(_ field: String, isTime: Bool) -> Complaint {
    Complaint(
      .type, Phrase("`\(field)` cannot be compared like this", "`\(field)` は、このようには比べられません"),
      label: isTime
        ? Phrase("write `time in 22:00 .. 05:00`", "`time in 22:00 .. 05:00` のように書いてください")
        : Phrase("no test fits here", "ここに合う比べ方はありません"))
  }

  static func wrongTest(_ test: String, of field: String, _ type: Phrase) -> Complaint {
    Complaint(
      .type, Phrase("`\(test)` does not fit `\(field)`", "`\(test)` は `\(field)` には使えません"),
      label: Phrase("`\(field)` is \(type.english)", "`\(field)` は\(type.japanese)です"))
  }

  static let wholeNumber = Complaint(
    .type, Phrase("this must be a whole number", "ここは整数でなければなりません"),
    label: Phrase("no decimals here", "小数は書けません"))

  static func quotedWord(_ text: String) -> Complaint {
    Complaint(
      .type,
      Phrase(
        "this is one of a few known words, not any text", "これは自由な文字列ではなく、決まった語です"),
      label: Phrase("write it without quotes: \(text)", "引用符を付けずに書いてください: \(text)"))
  }

  static func needsWord(found: Phrase, known: [String]) -> Complaint {
    Complaint(
      .type, Phrase("a word is needed here", "ここには決まった語が必要です"),
      label: Phrase("this is \(found.english)", "これは\(found.japanese)です"),
      help: .among("words", "語", known))
  }

  static let needsTimesOfDay = Complaint(
    .type, Phrase("`time in` needs two times of day", "`time in` の後には、時刻が二つ必要です"),
    label: Phrase("write e.g. 22:00 .. 05:00", "例: 22:00 .. 05:00"))

  static func needsDateOrList(found: Phrase) -> Complaint {
    Complaint(
      .type,
      Phrase("a date or a list of dates is needed here", "ここには日付か、日付の一覧が必要です"),
      label: Phrase("this is \(found.english)", "これは\(found.japanese)です"))
  }

  static let needsDate = Complaint(
    .type, Phrase("a date is needed here", "ここには日付が必要です"),
    label: Phrase("write e.g. 2025-04-20", "例: 2025-04-20"))

  static let needsTimestamp = Complaint(
    .type, Phrase("a time is written as RFC 3339 in quotes", "時刻は、引用符で囲んだ RFC 3339 の形で書きます"),
    label: Phrase(
      "write e.g. \"2025-04-02T09:31:07+09:00\"", "例: \"2025-04-02T09:31:07+09:00\""))

  static func otherTypeThanLet(
    _ name: String, _ type: Phrase, found: Phrase, place: String
  ) -> Complaint {
    Complaint(
      .type, Phrase("`\(name)` is \(type.english)", "`\(name)` は\(type.japanese)です"),
      label: Phrase("this is \(found.english)", "これは\(found.japanese)です"),
      help: Phrase("it is declared at \(place)", "\(place) で宣言されています"))
  }

  static let civilTimezone = Complaint(
    .type, Phrase("`civil_timezone` is a text", "`civil_timezone` は文字列です"),
    label: Phrase(
      "write e.g. let civil_timezone = \"Asia/Tokyo\"",
      "例: let civil_timezone = \"Asia/Tokyo\""))

  static let beforeNotice = Complaint(
    .type, Phrase("`before_notice` is a duration", "`before_notice` は期間の長さです"),
    label: Phrase("write e.g. let before_notice = 90d", "例: let before_notice = 90d"))

  static func testValue(_ field: String, _ type: Phrase, found: Phrase) -> Complaint {
    Complaint(
      .type,
      Phrase(
        "`\(field)` is \(type.english), not \(found.english)",
        "`\(field)` は\(type.japanese)で、\(found.japanese)ではありません"),
      label: Phrase("write it in quotes", "\"…\" で囲んでください"))
  }

  static func totalNeedsNumbers(
    _ function: String, of field: String, _ type: Phrase
  ) -> Complaint {
    Complaint(
      .type,
      Phrase(
        "`\(function)` needs numbers, but `\(field)` is \(type.english)",
        "`\(function)` は数の集計ですが、`\(field)` は\(type.japanese)です"),
      label: Phrase(
        "write `count` or `distinct`, or name another field",
        "`count` か `distinct` にするか、別の項目を書いてください"))
  }

  // MARK: Units, ranges, factors

  static func sizeWithoutUnit(_ text: String) -> Complaint {
    Complaint(
      .unit, Phrase("a size needs a unit", "サイズには単位が必要です"),
      label: Phrase("\(text) what?", "\(text) の単位は何ですか?"),
      help: Phrase("write \(text)B, \(text)KB, \(text)MB, …", "例: \(text)B、\(text)KB、\(text)MB"))
  }

  static func durationWithoutUnit(_ number: Int64) -> Complaint {
    Complaint(
      .unit, Phrase("a duration needs a unit", "期間の長さには単位が必要です"),
      label: Phrase("\(number) what?", "\(number) の単位は何ですか?"),
      help: Phrase(
        "write \(number)m, \(number)h, \(number)d, …",
        "例: \(number)m(分)、\(number)h(時間)、\(number)d(日)"))
  }

  static func address(_ text: String) -> Complaint {
    Complaint(
      .address,
      Phrase("`\(text)` is not an address or a network", "`\(text)` はアドレスでもネットワークでもありません"),
      label: Phrase("write e.g. 10.0.0.0/8", "例: 10.0.0.0/8"))
  }

  static func notDomain(_ text: String) -> Complaint {
    let start = text.drop { $0 == "*" || $0 == "." }
    let isWildcard = start.count < text.count && !start.isEmpty
    return Complaint(
      .address,
      Phrase(
        "`\(Phrase.shortened(text))` is not a domain", "`\(Phrase.shortened(text))` はドメインではありません"),
      label: Phrase(
        "a domain is like example.co.jp, without http:// and without a path",
        "ドメインは example.co.jp のように、http:// もパスも付けずに書きます"),
      help: isWildcard
        ? Phrase(
          "write `in (\"\(start)\")`: sub-domains belong to it",
          "`in (\"\(start)\")` と書きます。サブドメインも含まれます") : nil)
  }

  static func emptyText(label: Phrase? = nil) -> Complaint {
    Complaint(
      .emptyText, Phrase("an empty text is never in a log", "空の文字列がログに現れることはありません"),
      label: label
        ?? Phrase("write a text, or ask `is missing`", "文字列を書くか、`is missing` と書いてください"))
  }

  static func emptyTextInTest(_ field: String) -> Complaint {
    emptyText(
      label: Phrase("write `\(field)=missing`", "`\(field)=missing` と書いてください"))
  }

  static func emptySet(ofTexts isTexts: Bool) -> Complaint {
    Complaint(
      .emptySet, Phrase("nothing is in `()`", "`()` の中が空です"),
      label: isTexts
        ? Phrase("write texts here", "ここに文字列を書いてください")
        : Phrase("write values here", "ここに値を書いてください"))
  }

  static let emptyTimeRange = Complaint(
    .range, Phrase("this range is empty", "この範囲は空です"),
    label: Phrase("a whole day is 00:00 .. 24:00", "一日中なら 00:00 .. 24:00 と書きます"))

  static let emptyHours = Complaint(
    .range, Phrase("these hours are empty", "この時間帯は空です"),
    label: Phrase("a whole day is 00:00-24:00", "一日中なら 00:00-24:00 と書きます"))

  static let reversedRange = Complaint(
    .range, Phrase("this range is empty", "この範囲は空です"),
    label: Phrase("the smaller value comes first", "小さいほうの値を先に書いてください"))

  static let factorOnLeft = Complaint(
    .factor,
    Phrase("a factor stands on the right side of a comparison", "「何倍」は、比較の右側に書きます"),
    label: Phrase("turn this around", "左右を入れ替えてください"),
    help: Phrase("for example: bytes_out >= 5 * bytes_in", "例: bytes_out >= 5 * bytes_in"))

  static let factor = Complaint(
    .factor, Phrase("this factor does not fit", "この倍率は使えません"),
    label: Phrase(
      "the product must be a whole number, and the factor more than 0",
      "掛けた結果が整数になり、倍率が 0 より大きくなければなりません"))

  static func largeFactor(limit: Int) -> Complaint {
    Complaint(
      .factor, Phrase("this factor is too large", "この倍率は大きすぎます"),
      label: Phrase("at most \(limit)", "\(limit) までです"))
  }

  static let constantSubject = Complaint(
    .constant, Phrase("this test looks at no field of the event", "この条件は、イベントの項目を見ていません"),
    label: Phrase("write a field here", "ここに項目を書いてください"))

  static func letOfName(_ value: String) -> Complaint {
    Complaint(
      .constant,
      Phrase(
        "a `let` needs a value, and `\(value)` is a name", "`let` には値が必要ですが、`\(value)` は名前です"),
      label: Phrase(
        "write the value itself, such as 50MB, 24h or \"text\"",
        "50MB、24h、\"文字列\" のような値そのものを書いてください"))
  }
}
