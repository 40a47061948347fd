/// What is allowed, and hardly what was meant.
extension Complaint {
  static func tumbling(_ window: String, sliding: String) -> Complaint {
    Complaint(
      .tumbling,
      Phrase(
        "`\(window)` starts counting from nothing at each border",
        "`\(window)` は、区切りごとに数え直します"),
      label: Phrase(
        "what crosses the border is counted as two small parts",
        "区切りをまたぐと、二つの小さな量に分かれます"),
      help: Phrase(
        "`\(sliding)` looks back from each event and misses nothing",
        "`\(sliding)` なら、どのイベントからもさかのぼって数えます"))
  }

  static let slow = Complaint(
    .slow,
    Phrase(
      "for this rule every line of a proxy's log is read to its end",
      "このルールのため、プロキシのログをすべて行末まで読みます"),
    label: Phrase(
      "not limited by outcome, method, status, sizes or user",
      "結果・メソッド・状態・大きさ・利用者で絞っていません"),
    help: Phrase(
      "if the rule allows it, select `upload`, or ask for `bytes_out`, `method` or `status`",
      "差し支えなければ、`upload` を選ぶか、`bytes_out`、`method`、`status` で絞ってください"))

  static let slowHistory = Complaint(
    .slow,
    Phrase(
      "for this rule every line of a proxy's log is read to its end",
      "このルールのため、プロキシのログをすべて行末まで読みます"),
    label: Phrase(
      "it asks what was seen before, so each value is noted", "過去の値を問うため、すべての値を控えます"),
    help: Phrase(
      "that is what such a rule costs; where nobody needs it, `disable` it",
      "この種のルールには避けられない費用です。不要なところでは `disable` してください"))

  static func unused(_ name: String, _ what: Named) -> Complaint {
    Complaint(
      .unused,
      Phrase(
        "\(what.word.english) `\(name)` is used nowhere",
        "\(what.word.japanese) `\(name)` は、どこでも使われていません"),
      label: Phrase("no rule asks for it", "これを使うルールがありません"),
      help: Phrase(
        "take it away, or use it; is another name meant in some rule?",
        "取り除くか、使ってください。別の名前を書いたルールはありませんか?"))
  }

  static func emptyList(_ name: String?) -> Complaint {
    Complaint(
      .emptyList,
      Phrase(
        "nothing is selected here, because a list is empty", "一覧が空のため、何も選ばれません"),
      label: name.map { Phrase("`\($0)` is empty", "`\($0)` が空です") }
        ?? Phrase("needs a list that is empty", "空の一覧を必要としています"),
      help: name.map {
        Phrase("give it values: extend \($0) with ( … )", "値を与えてください: extend \($0) with ( … )")
      })
  }

  static func emptyDeclaration(_ name: String) -> Complaint {
    Complaint(
      .emptyList, Phrase("list `\(name)` is empty", "一覧 `\(name)` は空です"),
      label: Phrase("what is compared with it is never in it", "これと比べても、決して一致しません"),
      help: Phrase(
        "give it values, or declare it in a file without rules, for a site to extend",
        "値を与えるか、ルールのないファイルで宣言して、使う側で extend してください"))
  }

  static func variant(_ text: String, others: [String]) -> Complaint {
    let quoted = others.map { "`\($0)`" }.joined(separator: ", ")
    let list = ([text] + others).map { "\"\($0)\"" }.joined(separator: ", ")
    return Complaint(
      .variant,
      Phrase(
        "`\(Phrase.shortened(text))` is also written \(quoted)",
        "`\(Phrase.shortened(text))` は、\(others.map { "`\($0)`" }.joined(separator: "、")) とも書きます"),
      label: Phrase("only this way of writing is found", "この書き方だけが一致します"),
      help: Phrase("list them all: \(list)", "すべて並べてください: \(list)"))
  }

  static func unreached(_ limit: String) -> Complaint {
    Complaint(
      .unreached,
      Phrase("no test reaches `\(limit)`", "`\(limit)` に達するテストがありません"),
      label: Phrase("never seen to be true", "成り立つところを確かめていません"),
      help: Phrase(
        "add a `must alert` test whose events come that far",
        "ここに達するイベントを書いた `must alert` のテストを加えてください"))
  }
}
