/// Mistakes in single parts of declarations.
extension Complaint {
  static func reserved(_ word: String) -> Complaint {
    Complaint(
      .reserved, Phrase("`\(word)` is a word of the language", "`\(word)` は言語の語なので、名前に使えません"),
      label: Phrase("choose another name", "別の名前にしてください"))
  }

  static func longName(limit: Int) -> Complaint {
    Complaint(
      .tooLarge, Phrase("this name is too long", "名前が長すぎます"),
      label: Phrase("at most \(limit) characters", "\(limit) 文字までです"))
  }

  static func hyphenatedName(_ name: String) -> Complaint {
    Complaint(
      .syntax, Phrase("names hold no hyphens", "名前に `-` は使えません"),
      label: Phrase(
        "write \(name.replacing("-", with: "_"))", "\(name.replacing("-", with: "_")) と書いてください"))
  }

  static func weekday(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .weekday, Phrase("`\(name)` is not a day of the week", "`\(name)` という曜日はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown day", "この曜日がありません")),
      help: Phrase(
        "days: \(known.joined(separator: " "))", "曜日: \(known.joined(separator: " "))(月曜から順に)"))
  }

  static func mode(_ name: String) -> Complaint {
    Complaint(
      .mode, Phrase("`\(name)` is not a mode", "`\(name)` という運用の仕方(mode)はありません"),
      label: .didYouMean(
        name, among: ["live", "trial"],
        else: Phrase("write `live` or `trial`", "`live` か `trial` と書いてください")),
      help: Phrase(
        "a rule on trial is evaluated and reported apart",
        "`trial` のルールも評価され、結果は別に報告されます"))
  }

  static func period(_ name: String) -> Complaint {
    Complaint(
      .period, Phrase("`\(name)` is not a period", "`\(name)` という区切りはありません"),
      label: .didYouMean(
        name, among: ["hour", "day", "week"],
        else: Phrase(
          "write `hour`, `day`, `week` or a duration",
          "`hour`、`day`、`week` か、期間の長さを書いてください")))
  }

  static func severity(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .severity, Phrase("`\(name)` is not a severity", "`\(name)` という重大度はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown severity", "この重大度がありません")),
      help: .among("severities", "重大度", known))
  }

  static func category(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .category, Phrase("`\(name)` is not a category", "`\(name)` という分類はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown category", "この分類がありません")),
      help: .among("categories", "分類", known))
  }

  // MARK: What is missing

  /// What an exception must hold.
  enum AllowPart: String, CaseIterable {
    case rules = "for"
    case pattern = "when"
    case until, reason, by

    fileprivate var help: Phrase {
      switch self {
      case .rules: Phrase("name the rules it applies to", "どのルールの例外かを書いてください")
      case .pattern: Phrase("say which events are exempt", "どのイベントを除くかを書いてください")
      case .until:
        Phrase(
          "every exception must end; add e.g. `until 2026-03-31`",
          "例外には必ず期限が要ります。例: `until 2026-03-31`")
      case .reason:
        Phrase("say why, so that the next auditor knows", "次の監査人のために、理由を書いてください")
      case .by: Phrase("say who approved it", "誰が承認したかを書いてください")
      }
    }
  }

  static func incompleteAllow(_ name: String, lacks part: AllowPart) -> Complaint {
    Complaint(
      .incomplete,
      Phrase(
        "allow `\(name)` has no `\(part.rawValue)`", "例外 `\(name)` に `\(part.rawValue)` がありません"),
      label: Phrase("this exception", "この例外です"), help: part.help)
  }

  static func ruleWithoutWhen(_ name: String) -> Complaint {
    Complaint(
      .incomplete, Phrase("rule `\(name)` has no `when`", "ルール `\(name)` に `when` がありません"),
      label: Phrase("this rule never looks at any event", "このままでは、どのイベントも見ません"),
      help: Phrase(
        "for example: when upload where bytes_out >= 50MB", "例: when upload where bytes_out >= 50MB"
      ))
  }

  static let firstWithoutThen = Complaint(
    .incomplete, Phrase("`first` stands without `then`", "`first` の後に `then` がありません"),
    label: Phrase("what comes after this?", "この次に起きることは何ですか?"),
    help: Phrase("a rule of one step is written with `when`", "一段階だけのルールは `when` で書きます"))

  private static let exampleWindow = Phrase(
    "for example: per user within 24h", "例: per user within 24h")

  static let sequenceWithoutPer = Complaint(
    .incomplete,
    Phrase("a sequence needs `per … within …`", "`first … then` には `per … within …` が必要です"),
    label: Phrase("within how long?", "どれだけの時間のうちに、ですか?"), help: exampleWindow)

  static let totalsWithoutPer = Complaint(
    .incomplete,
    Phrase(
      "`if` needs `per`: totals are always counted per something",
      "`if` には `per` が必要です。集計は、必ず何かごとに行います"),
    label: Phrase("per what, and over how long?", "何ごとに、どれだけの期間で集計しますか?"),
    help: exampleWindow)

  static func calendarNeverOpen(_ name: String) -> Complaint {
    Complaint(
      .incomplete,
      Phrase("calendar `\(name)` is never open", "カレンダー `\(name)` に、開いている時間がありません"),
      label: Phrase("write e.g. open Mon-Fri 09:00-18:00", "例: open Mon-Fri 09:00-18:00"))
  }

  static func formatWithoutKind(_ name: String) -> Complaint {
    Complaint(
      .incomplete, Phrase("format `\(name)` has no `kind`", "書式 `\(name)` に `kind` がありません"),
      label: Phrase("this format", "この書式です"),
      help: Phrase(
        "say what its lines tell of, e.g. `kind web`", "何のログかを書いてください。例: `kind web`"))
  }

  static func formatWithoutLayout(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .incomplete, Phrase("format `\(name)` has no layout", "書式 `\(name)` にレイアウトがありません"),
      label: Phrase("this format", "この書式です"), help: .among("layouts", "レイアウト", known))
  }

  static let testWithoutEvent = Complaint(
    .incomplete, Phrase("this test has no event", "このテストにイベントがありません"),
    label: Phrase("nothing happens in it", "何も起きないテストです"),
    help: Phrase(
      "for example: 10:00 upload user=sato domain=\"a.example\" bytes_out=60MB",
      "例: 10:00 upload user=sato domain=\"a.example\" bytes_out=60MB"))
}
