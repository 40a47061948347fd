internal import EventModel

/// Declared formats: what does not fit together in them.
extension Complaint {
  static func unknownLayoutPart(
    _ word: String, found: Phrase, layouts: [String], parts: [String]
  ) -> Complaint {
    expected(
      .formatPart, found: found,
      label: .didYouMean(
        word, among: parts + layouts,
        else: Phrase("unknown part of a format", "書式にこの部分はありません")),
      help: .among("layouts", "レイアウト", layouts))
  }

  static func formatKind(_ layout: String, kind: String) -> Complaint {
    Complaint(
      .format,
      Phrase(
        "a \(layout) log tells of \(kind) events", "\(layout) のログから読めるのは \(kind) のイベントです"),
      label: Phrase("write `kind \(kind)`", "`kind \(kind)` と書いてください"))
  }

  package static func layout(_ format: String, reason: String) -> Complaint {
    Complaint(
      .layout,
      Phrase(
        "the layout of format `\(format)` cannot be read back: \(reason)",
        "書式 `\(format)` のレイアウトではログを読み取れません: \(Self.layoutReason(reason))"),
      label: Phrase("this layout", "このレイアウトです"))
  }

  private static func layoutReason(_ reason: String) -> String {
    switch reason {
    case "`%` names no variable": "`%` の後の変数が知られていません"
    case "nothing separates this variable from the one before it",
      "nothing separates this code from the one before it":
      "前の記号との間に区切りがありません"
    case "`%` at the end names no variable", "`%` at the end names no code": "末尾の `%` の後に記号がありません"
    case "no code tells the time; write %ts.%03tu or %tl":
      "時刻の記号がありません。%ts.%03tu か %tl を書いてください"
    case "`{` has no `}`": "`{` が `}` で閉じられていません"
    case "`%` names no code": "`%` の後の記号が知られていません"
    case "the time has no year": "時刻に年がありません"
    case "the layout names no variable": "変数がありません"
    case "`$` names no variable": "`$` の後に変数の名前がありません"
    case "nothing tells the time": "時刻がありません。`time = …` を書いてください"
    default:
      reason.hasPrefix("the layout has no ") ? "レイアウトに\(reason.dropFirst(17)) がありません" : reason
    }
  }

  static func formatWithoutTime(_ name: String) -> Complaint {
    Complaint(
      .incomplete, Phrase("format `\(name)` has no `time`", "書式 `\(name)` に `time` がありません"),
      label: Phrase("this format", "この書式です"),
      help: Phrase(
        "for example: time = column \"日時\" as \"yyyy/MM/dd HH:mm:ss\"",
        "例: time = column \"日時\" as \"yyyy/MM/dd HH:mm:ss\""))
  }

  static func formatWithoutField(_ name: String, kind: String, field: String) -> Complaint {
    Complaint(
      .incomplete,
      Phrase(
        "format `\(name)` does not say where `\(field)` stands",
        "書式 `\(name)` に、`\(field)` がどこにあるかが書かれていません"),
      label: Phrase("this format", "この書式です"),
      help: Phrase(
        "every `\(kind)` event has it; write e.g. `\(field) = column \"…\"`",
        "`\(kind)` のイベントには必ずあるものです。例: `\(field) = column \"…\"`"))
  }

  static func sampleWithoutHeader(_ name: String) -> Complaint {
    Complaint(
      .incomplete,
      Phrase(
        "the samples of format `\(name)` need its `header`",
        "書式 `\(name)` の見本には、見出し行(`header`)が必要です"),
      label: Phrase("which column is which?", "どの列がどれかが分かりません"),
      help: Phrase(
        "copy the header row from a file: header \"日時,操作,ユーザー名\"",
        "実際のファイルから見出し行を写してください: header \"日時,操作,ユーザー名\""))
  }

  static func noLogOfKind(_ kind: String) -> Complaint {
    Complaint(
      .format,
      Phrase("no log tells of `\(kind)` events", "`\(kind)` は、ログから読むイベントではありません"),
      label: Phrase("the program makes them itself", "プログラム自身が作るものです"))
  }

  static func placeOfLayout(_ word: String, layout: String, write: String) -> Complaint {
    Complaint(
      .format,
      Phrase(
        "`\(word)` does not fit the layout `\(layout)`", "レイアウト `\(layout)` に `\(word)` は使えません"),
      label: Phrase("write `\(write)`", "`\(write)` と書いてください"))
  }

  static func notInLayout(_ part: String, layout: String) -> Complaint {
    Complaint(
      .format,
      Phrase(
        "the layout `\(layout)` takes no `\(part)`", "レイアウト `\(layout)` に `\(part)` は書けません"),
      label: Phrase("leave this out", "これは要りません"))
  }

  static func optionOfField(_ option: String, field: String, _ type: Phrase) -> Complaint {
    Complaint(
      .format,
      Phrase(
        "`\(option)` does not fit `\(field)`, which is \(type.english)",
        "`\(field)` は\(type.japanese)なので、`\(option)` は使えません"),
      label: Phrase("leave this out", "これは要りません"))
  }

  static func severalPlaces(_ field: String) -> Complaint {
    Complaint(
      .format,
      Phrase("`\(field)` takes one column", "`\(field)` に書ける列は一つです"),
      label: Phrase("only `time` joins two", "二つの列を合わせられるのは `time` だけです"))
  }

  static func envelopeOf(_ field: String) -> Complaint {
    Complaint(
      .format,
      Phrase(
        "the line of syslog has no `\(field)`", "syslog の行に `\(field)` はありません"),
      label: Phrase("it tells `time` and `host`", "分かるのは `time` と `host` です"))
  }

  static let envelopeWithoutProgram = Complaint(
    .format,
    Phrase(
      "`syslog` needs to know whose lines these are", "`syslog` には、どのプログラムの行かが必要です"),
    label: Phrase("write `program \"…\"` too", "`program \"…\"` も書いてください"))

  static let delimiterByte = Complaint(
    .format,
    Phrase("a separator is one ASCII character", "区切り文字は ASCII の一文字です"),
    label: Phrase("such as \";\"", "\";\" のような一文字です"))

  static func unitOfSize(_ unit: String, known: [String]) -> Complaint {
    Complaint(
      .unit, Phrase("`\(unit)` is no unit of a size", "`\(unit)` という大きさの単位はありません"),
      label: .didYouMean(unit, among: known, else: Phrase("unknown unit", "この単位がありません")),
      help: .among("units", "単位", known))
  }

  static func encoding(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .format,
      Phrase("there is no encoding `\(name)` here", "`\(name)` という文字コードは使えません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown encoding", "この文字コードがありません")),
      help: .among("encodings", "文字コード", known))
  }

  static func timePattern(_ failure: TimePattern.Failure) -> Complaint {
    let label: Phrase
    switch failure {
    case .unknown(let letters):
      label = Phrase("`\(letters)` stands for nothing", "`\(letters)` の意味がありません")
    case .noDate: label = Phrase("year, month or day is missing", "年、月、日のどれかがありません")
    case .halfDay:
      label = Phrase(
        "`h` and `a` go together; for 24 hours write `H`", "`h` と `a` は組で使います。24時間なら `H` です")
    }
    return Complaint(
      .timePattern,
      Phrase("times cannot be read by this pattern", "この形では時刻を読み取れません"), label: label,
      help: Phrase(
        "letters: yyyy MM dd HH mm ss, S (fraction), Z (zone), h with a (AM/PM); `iso`, `epoch` and `epoch_ms` without quotes",
        "文字: yyyy MM dd HH mm ss、S(秒未満)、Z(時差)、h と a(午前・午後)。`iso`、`epoch`、`epoch_ms` は引用符なし"))
  }

  static func timeForm(_ word: String, known: [String]) -> Complaint {
    Complaint(
      .timePattern,
      Phrase("there is no form of time `\(word)`", "`\(word)` という時刻の形はありません"),
      label: .didYouMean(
        word, among: known,
        else: Phrase("a pattern stands in quotes", "形は引用符で囲みます")),
      help: .among("forms", "形", known))
  }

  static func unknownMeaning(_ word: String, field: String) -> Complaint {
    Complaint(
      .unknownWord,
      Phrase(
        "`\(word)` is not a value of `\(field)`", "`\(word)` は `\(field)` の値ではありません"),
      label: Phrase("unknown word; or write `ignore`", "この語がありません。読み飛ばすなら `ignore` です"))
  }

  static func mappedTwice(_ value: String) -> Complaint {
    Complaint(
      .repeated,
      Phrase("`\(value)` appears twice in this map", "この対応表に `\(value)` が二つあります"),
      label: Phrase("second one", "二つ目です"))
  }
}
