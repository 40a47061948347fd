/// Mistakes in rules over `alert`, the second layer.
extension Complaint {
  static let alertMixed = Complaint(
    .layer,
    Phrase(
      "findings of other rules and events of logs cannot be counted together",
      "ほかのルールの検出とログのイベントは、一緒に数えられません"),
    label: Phrase("`alert` stands alone", "`alert` は単独で書きます"),
    help: Phrase(
      "write a rule for the events, and let the rule over `alert` count its findings",
      "イベントについてのルールを別に書き、その検出を `alert` についてのルールで数えてください"))

  static let alertInException = Complaint(
    .layer,
    Phrase(
      "an exception takes events of logs away, not findings",
      "例外が取り除くのはログのイベントで、検出ではありません"),
    label: Phrase("name the events themselves", "イベントそのものを書いてください"),
    help: Phrase(
      "let it be for the rules whose findings these are; what they do not find is not counted either",
      "その検出を出すルールの例外にしてください。検出されなければ、その先でも数えられません"))

  static let newOverAlerts = Complaint(
    .layer,
    Phrase(
      "what is new is asked of events of logs, not of findings",
      "初めてかどうかを問えるのはログのイベントで、検出ではありません"),
    label: Phrase("take this away", "取り除いてください"),
    help: Phrase(
      "ask for it in the rule whose findings are counted here",
      "ここで数える検出を出すルールのほうで問うてください"))

  static let alertsOfSources = Complaint(
    .layer,
    Phrase(
      "findings are about a user, an address or a host, and not about a log",
      "検出は利用者・アドレス・端末についてのもので、ログについてのものではありません"),
    label: Phrase("write `per user`", "`per user` と書いてください"))

  /// A rule over `alert` that names another one.
  static func ruleOfSecondLayer(_ name: String) -> Complaint {
    Complaint(
      .layer,
      Phrase(
        "`\(name)` is itself a rule over `alert`", "`\(name)` も `alert` についてのルールです"),
      label: Phrase("its findings are not counted again", "この検出は、さらに数えられることはありません"),
      help: Phrase(
        "there are two layers: name the rules whose findings it counts",
        "層は二つだけです。そのルールが数える検出を出すルールを書いてください"))
  }

  /// A rule over `alert`, or a test of one, that names a rule there is none of.
  static func unknownRuleOfAlert(
    _ name: String, known: some Sequence<String>
  ) -> Complaint {
    Complaint(
      .unknownRule, Phrase("there is no rule `\(name)`", "ルール `\(name)` はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown rule", "この名前のルールが見つかりません")),
      help: Phrase(
        "only rules that are loaded have findings; `use` the file that declares it",
        "検出があるのは、読み込んだルールだけです。宣言のあるファイルを `use` してください"))
  }

  /// The same, for an entry of a list.
  static func unknownRuleInList(
    _ name: String, list: String, known: some Sequence<String>
  ) -> Complaint {
    var complaint = unknownRuleOfAlert(name, known: known)
    complaint.title = Phrase(
      "there is no rule `\(name)`, which the list `\(list)` holds",
      "一覧 `\(list)` にある `\(name)` というルールはありません")
    return complaint
  }

  static func unknownCategoryOfAlert(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .category, Phrase("there is no category `\(name)`", "分類 `\(name)` はありません"),
      label: .didYouMean(
        name, among: known, else: Phrase("no finding has this category", "この分類の検出はありません")),
      help: .among("categories", "分類", known))
  }

  static let noGrounds = Complaint(
    .never,
    Phrase("no loaded rule can have such a finding", "このような検出を出せるルールが読み込まれていません"),
    label: Phrase("this rule can never alert", "このルールは通知されることがありません"),
    help: Phrase(
      "`use` the rules whose findings it is to count; those of rules on trial, and of rules over"
        + " `alert`, do not count",
      "数えたい検出を出すルールを `use` してください。試行中のルールと `alert` についてのルールの検出は数えません"))

  static let tooFewGrounds = Complaint(
    .never,
    Phrase(
      "the loaded rules are too few for what this rule asks",
      "このルールの条件を満たすには、読み込んだルールの数が足りません"),
    label: Phrase("this rule can never alert", "このルールは通知されることがありません"),
    help: Phrase(
      "fewer different rules, or categories, can have such findings than it wants to see",
      "このような検出を出せるルール(または分類)の種類が、求める数より少なくなっています"))
}
