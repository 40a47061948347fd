/// Exceptions that name no rule, have ended, or do too much or nothing.
extension Complaint {
  static func unknownRule(
    _ name: String, isDisabled: Bool, known: some Sequence<String>
  ) -> Complaint {
    Complaint(
      .unknownRule, Phrase("there is no rule `\(name)`", "ルール `\(name)` はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown rule", "この名前のルールが見つかりません")),
      help: isDisabled
        ? Phrase(
          "a rule that is not loaded needs no `disable`", "読み込んでいないルールに `disable` は要りません")
        : Phrase(
          "an exception is for rules that are loaded; `use` the file that declares it",
          "例外を書けるのは、読み込んだルールだけです。宣言のあるファイルを `use` してください"))
  }

  /// What has a last day.
  enum Ending {
    case exception(String), disabling(String)
  }

  static func expired(_ what: Ending, on date: String) -> Complaint {
    switch what {
    case .exception(let name):
      Complaint(
        .expired,
        Phrase("allow `\(name)` has ended", "例外 `\(name)` の期限は過ぎています"),
        label: Phrase("its last day was \(date)", "最後の日は \(date) でした"),
        help: Phrase(
          "take it away, or let its owner decide anew; events up to that day are still left out",
          "取り除くか、承認者に改めて判断してもらってください。その日までのイベントは今も除かれます"))
    case .disabling(let rule):
      Complaint(
        .expired,
        Phrase(
          "rule `\(rule)` is no longer disabled", "ルール `\(rule)` の停止期限は過ぎています"),
        label: Phrase("its last day was \(date)", "最後の日は \(date) でした"),
        help: Phrase(
          "take the line away; the rule counts events after that day again",
          "この行を取り除いてください。その日より後のイベントは、すでに評価されています"))
    }
  }

  static func idle(
    _ name: String, for rule: String, kinds: [String], selected: [String]
  ) -> Complaint {
    let (own, others) = (kinds.joined(separator: ", "), selected.joined(separator: ", "))
    let isOverAlerts = selected == ["alert"]
    return Complaint(
      .idle,
      Phrase(
        "allow `\(name)` takes nothing from rule `\(rule)`",
        "例外 `\(name)` は、ルール `\(rule)` から何も除きません"),
      label: Phrase("this rule looks at other events", "このルールが見るイベントは別のものです"),
      help: isOverAlerts
        ? Phrase(
          "name the rules whose findings it counts; what they do not find is not counted either",
          "このルールが数える検出を出すルールを書いてください。検出されなければ、その先でも数えられません")
        : Phrase(
          "the exception is about \(own), the rule about \(others)",
          "例外は \(own)、ルールは \(others) についてのものです"))
  }

  static func idle(_ name: String, for rule: String, disabledUntil date: String) -> Complaint {
    Complaint(
      .idle,
      Phrase(
        "allow `\(name)` takes nothing from rule `\(rule)`",
        "例外 `\(name)` は、ルール `\(rule)` から何も除きません"),
      label: Phrase("this rule is disabled until \(date)", "このルールは \(date) まで停止中です"),
      help: Phrase(
        "one of the two is enough; the exception is the narrower one",
        "どちらか一つで足ります。範囲が狭いのは例外のほうです"))
  }

  /// What an exception should be narrow in.
  enum Breadth { case subject, destination }

  static func wide(_ name: String, lacks parts: Set<Breadth>) -> Complaint {
    let label =
      if parts.count > 1 {
        Phrase("for anybody and anywhere", "誰についても、どこへでも、になっています")
      } else if parts.contains(.subject) {
        Phrase("for anybody", "誰についても、になっています")
      } else {
        Phrase("to anywhere", "どこへでも、になっています")
      }
    return Complaint(
      .wide,
      Phrase(
        "allow `\(name)` is wider than one person and one destination",
        "例外 `\(name)` は、一人・一つの宛先より広い範囲に効きます"),
      label: label,
      help: Phrase(
        "for example: when upload where user = \"e2040\" and domain = \"migrate.example.com\"",
        "例: when upload where user = \"e2040\" and domain = \"migrate.example.com\""))
  }
}
