/// Names that stand for nothing, or for two things.
extension Complaint {
  /// What a name may stand for.
  enum Named {
    case constant, list, calendar, define, rule, format, exception, disabling

    var word: Phrase {
      switch self {
      case .constant: Phrase("let", "定数(let)")
      case .list: Phrase("list", "一覧(list)")
      case .calendar: Phrase("calendar", "カレンダー")
      case .define: Phrase("define", "定義(define)")
      case .rule: Phrase("rule", "ルール")
      case .format: Phrase("format", "書式(format)")
      case .exception: Phrase("allow", "例外(allow)")
      case .disabling: Phrase("disable of", "停止(disable):")
      }
    }
  }

  static func duplicate(_ name: String, _ what: Named, first place: String) -> Complaint {
    Complaint(
      .duplicate,
      Phrase(
        "\(what.word.english) `\(name)` is declared twice",
        "\(what.word.japanese) `\(name)` が二度宣言されています"),
      label: Phrase("second one", "二つ目です"),
      help: Phrase("the first one stands at \(place)", "一つ目は \(place) にあります"))
  }

  static func setTwice(_ name: String, first place: String) -> Complaint {
    Complaint(
      .duplicate, Phrase("`\(name)` is set twice", "`\(name)` が二度設定(set)されています"),
      label: Phrase("second one", "二つ目です"),
      help: Phrase("the first one stands at \(place)", "一つ目は \(place) にあります"))
  }

  static func shadowsField(_ name: String) -> Complaint {
    Complaint(
      .shadow,
      Phrase(
        "`\(name)` is a field, so no `let` may be called that",
        "`\(name)` は項目の名前なので、`let` の名前にできません"),
      label: Phrase("choose another name", "別の名前にしてください"))
  }

  static func shadowsKind(_ name: String) -> Complaint {
    Complaint(
      .shadow,
      Phrase(
        "`\(name)` is a kind of event, so no `define` may be called that",
        "`\(name)` はイベントの種類なので、`define` の名前にできません"),
      label: Phrase("choose another name", "別の名前にしてください"))
  }

  static func unknownLet(_ name: String, known: some Sequence<String>) -> Complaint {
    Complaint(
      .unknownLet,
      Phrase(
        "there is no `let` of the name `\(name)` to set",
        "設定(set)しようとした `\(name)` は、`let` で宣言されていません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown name", "この名前の `let` が見つかりません")))
  }

  static func unknownCalendar(_ name: String, known: some Sequence<String>) -> Complaint {
    Complaint(
      .unknownCalendar, Phrase("there is no calendar `\(name)`", "カレンダー `\(name)` はありません"),
      label: .didYouMean(
        name, among: known, else: Phrase("unknown calendar", "この名前のカレンダーが見つかりません")))
  }

  static func unknownZone(_ name: String) -> Complaint {
    let others = [
      "JST": "Asia/Tokyo", "Japan": "Asia/Tokyo", "Tokyo": "Asia/Tokyo", "GMT": "UTC", "Z": "UTC",
      "日本": "Asia/Tokyo", "東京": "Asia/Tokyo", "+09:00": "Asia/Tokyo", "+0900": "Asia/Tokyo",
    ]
    return Complaint(
      .unknownZone, Phrase("there is no time zone `\(name)`", "時間帯 `\(name)` はありません"),
      label: others[name].map(Phrase.didYouMean)
        ?? .didYouMean(
          name, among: ["Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "UTC"],
          else: Phrase("unknown zone", "この時間帯が見つかりません")),
      help: zoneHelp)
  }

  static func damagedZone(_ name: String) -> Complaint {
    Complaint(
      .unknownZone,
      Phrase(
        "this machine's data of the time zone `\(name)` is damaged",
        "この機械にある時間帯 `\(name)` のデータが壊れています"),
      label: Phrase("cannot be read", "読めません"), help: zoneHelp)
  }

  private static let zoneHelp = Phrase(
    "zones have IANA names, such as \"Asia/Tokyo\" or \"UTC\"; tzdata must be installed",
    "\"Asia/Tokyo\" や \"UTC\" のような IANA の名前で書きます。tzdata の導入が必要です")

  static func unknownKind(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .unknownKind, Phrase("there is no kind of event `\(name)`", "イベントの種類 `\(name)` はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown kind", "この種類がありません")),
      help: .among("kinds", "種類", known, limit: 24))
  }

  static func circularDefine(_ path: [String]) -> Complaint {
    Complaint(
      .cycle, Phrase("this define stands on itself", "この `define` は、自分自身を使って定義されています"),
      label: Phrase("round and round", "ここで最初に戻ります"),
      help: Phrase(verbatim: path.joined(separator: " → ")))
  }

  static func deepDefines(limit: Int) -> Complaint {
    Complaint(
      .tooDeep, Phrase("too many defines stand on one another", "`define` の段数が多すぎます"),
      label: Phrase("at most \(limit)", "\(limit) 段までです"))
  }

  static func largePattern(_ count: Int, limit: Int) -> Complaint {
    Complaint(
      .tooLarge,
      Phrase("this pattern grows to \(count) tests", "この条件は、展開すると \(count) 個の比較になります"),
      label: Phrase("at most \(limit)", "\(limit) 個までです"))
  }

  static func kindNotAvailable(_ kind: String) -> Complaint {
    Complaint(
      .notAvailable,
      Phrase(
        "this version does not evaluate rules over `\(kind)` yet",
        "この版では、まだ `\(kind)` についてのルールを評価できません"),
      label: notAvailableYet)
  }

  static func notAvailable(_ what: String) -> Complaint {
    Complaint(
      .notAvailable,
      Phrase(
        "this version does not evaluate `\(what)` yet", "この版では、まだ `\(what)` を評価できません"),
      label: notAvailableYet)
  }

  private static let notAvailableYet = Phrase("not available yet", "まだ使えません")
}
