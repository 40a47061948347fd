extension Explanation {
  static let total = Explanation(
    Phrase("a total where a single event is asked, or the reverse", "集計と、一つのイベントの条件の取り違え"),
    Phrase(
      "`where` and `unless` look at one event at a time; totals (`sum`, `count`, `distinct`, …) count over a window and stand in `if` or `add … if`. A sequence has no totals: it says `at least N times` at a step.",
      "`where` と `unless` は、イベントを一つずつ見ます。集計(`sum`、`count`、`distinct` など)は期間全体について数え、`if` や `add … if` に書きます。`first … then` に集計はなく、段階に `at least N times` と書きます。"
    ),
    wrong: "when upload where sum(bytes_out) >= 300MB",
    right: "when upload\nper user within 24h\nif sum(bytes_out) >= 300MB")

  static let window = Explanation(
    Phrase("no window to count in", "集計する期間がない"),
    Phrase(
      "Totals need to know over how long: `within 24h` slides with every event, `each day` counts calendar days. A sequence needs `within`: from the first step to the last.",
      "集計には、どれだけの期間かが必要です。`within 24h` はイベントごとに動く期間、`each day` は暦の日です。順序のあるルールには、最初から最後の段階までの `within` が必要です。"
    ),
    wrong: "when upload\nper user\nif count() >= 3",
    right: "when upload\nper user within 24h\nif count() >= 3")

  static let root = Explanation(
    Phrase("`per` begins with another field", "`per` の最初の項目が違う"),
    Phrase(
      "Events are kept together by person, address, host or source: `per` begins with user, src_ip, host or source. Further fields may follow.",
      "イベントは、人・アドレス・ホスト・ログの出所ごとにまとめます。`per` の最初は user、src_ip、host、source のどれかです。その後に、ほかの項目を続けられます。"),
    wrong: "when upload\nper domain within 24h\nif count() >= 3",
    right: "when upload\nper user, domain within 24h\nif count() >= 3")

  static let history = Explanation(
    Phrase("a comparison with the past that cannot be made", "過去との比較ができない"),
    Phrase(
      "`is new to user for 90d` asks whether the same user had a value on one of so many civil days before; it is about whom the rule is about, the first field of `per`. `usual` and `peak` compare a day with the days before it, so the rule counts `each day`. Look back over whole days; a habit needs ten of them.",
      "`is new to user for 90d` は、同じ利用者が、それ以前の日にその値を持っていたかを問います。だれについて問うかは、ルールがまとめる相手(`per` の最初の項目)と同じです。`usual` と `peak` は、その日をそれより前の日々と比べるので、ルールは `each day` で集計します。さかのぼる長さは日単位で、普段を知るには10日以上が要ります。"
    ),
    wrong: "when upload\nper user within 24h\nif sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)",
    right: "when upload\nper user each day\nif sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)")

  static let layer = Explanation(
    Phrase("findings where events are meant, or the reverse", "検出とイベントの取り違え"),
    Phrase(
      "Rules have two layers. Most look at events of logs; a rule over `alert` looks at the findings of those rules, and at nothing else: not at events beside them, not at findings of another rule over `alert`, and not at those of rules on trial. What happened before, and what an exception takes away, is asked of events. A finding is about a user, an address or a host.",
      "ルールは二層に分かれます。多くはログのイベントを見ます。`alert` についてのルールは、それらのルールの検出だけを見ます。イベントを混ぜること、別の `alert` についてのルールや試行中のルールの検出を数えることはできません。初めてかどうかや、例外として取り除くものは、イベントについて書きます。検出は、利用者・アドレス・端末のどれかについてのものです。"
    ),
    wrong: "when alert or upload\nper user within 7d\nif count() >= 3",
    right: "when alert where score >= 15\nper user within 7d\nif sum(score) >= 150")

  static let placeholder = Explanation(
    Phrase("a placeholder that cannot be filled", "差し込みができない"),
    Phrase(
      "In `message`, braces hold what is put in: {field}, {sum(bytes_out)}, {step.field}, {step.count}. A brace that stands for itself is doubled.",
      "`message` の { } には、差し込むものを書きます: {項目}、{sum(bytes_out)}、{段階.項目}、{段階.count}。{ そのものは二つ重ねて書きます。"),
    wrong: "when upload\nmessage \"{user} が {送信\"",
    right: "when upload\nmessage \"{user} が {domain} へ送信\"")

  static let cooldown = Explanation(
    Phrase("`cooldown` beside `each`", "`each` があるのに `cooldown` がある"),
    Phrase(
      "With `each day` a day is one episode, so there is nothing to wait for after it. Take the line away, or write `within`.",
      "`each day` では一日が一件になるので、その後に待つ時間はありません。この行を取り除くか、`within` を使ってください。"),
    wrong: "when upload\nper user each day\nif count() >= 3\ncooldown 2h",
    right: "when upload\nper user within 24h\nif count() >= 3\ncooldown 2h")

  static let never = Explanation(
    Phrase("a condition that is never true", "決して成り立たない条件"),
    Phrase(
      "No event can pass: each kind lacks one of the fields that the condition asks for, two tests contradict each other (`size > 5MB and size < 1MB`, `domain = \"a\" and domain = \"b\"`), or no value of the field is like that. The rule would be there, and never find anything.",
      "どのイベントも当てはまりません。条件が問う項目がどの種類にもそろっていないか、二つの条件が両立しないか(`size > 5MB and size < 1MB`、`domain = \"a\" and domain = \"b\"`)、その項目にそのような値がないからです。このままでは、ルールはあるのに何も見つけません。"
    ),
    wrong: "when web or mail where subject = \"x\" and domain = \"a.example\"",
    right: "when web or mail where subject = \"x\" or domain = \"a.example\"")

  static let untested = Explanation(
    Phrase("a rule without both kinds of tests", "両方のテストがないルール"),
    Phrase(
      "A rule has a test of what it must find and one of what it must leave alone. Without the first nobody knows whether it works, without the second whether it floods the reader. `exfil check` runs them; `scan` does not.",
      "ルールには、見つけるべきもののテストと、見逃してよいもののテストの両方が要ります。前者がないと働くかどうかが分からず、後者がないと報告があふれないかが分かりません。テストは `exfil check` が実行します(`scan` は実行しません)。"
    ),
    wrong: "when upload where bytes_out >= 50MB",
    right:
      "when upload where bytes_out >= 50MB\nmust alert { 10:00 upload user=sato bytes_out=60MB }\nmust not alert { 10:00 upload user=sato bytes_out=1MB }"
  )

  static let format = Explanation(
    Phrase("a format whose parts do not fit together", "書式の部分どうしが合わない"),
    Phrase(
      "A `squid` layout tells of web events, a `samba` layout of file events. In the other layouts values are named one by one: by `json` paths in the layout `json`, by `column` in all others. A map is for fields of words, a unit for sizes, `as` for times.",
      "`squid` のレイアウトから読めるのは web のイベント、`samba` のレイアウトから読めるのは file のイベントです。ほかのレイアウトでは、値のある場所を一つずつ書きます。`json` では `json` の経路、それ以外では `column` です。対応表(map)は決まった語の項目に、単位は大きさに、`as` は時刻に使います。"
    ),
    wrong: "format proxy \"プロキシ\" {\n  kind mail\n  squid \"%ts.%03tu %un\"\n}",
    right: "format proxy \"プロキシ\" {\n  kind web\n  squid \"%ts.%03tu %un\"\n}")

  static let timePattern = Explanation(
    Phrase("a pattern that times cannot be read by", "時刻を読み取れない形"),
    Phrase(
      "A pattern has a letter for each digit of a time, and everything else as it stands: yyyy MM dd HH mm ss; M, d, H for one or two digits; MMM for Jan; S for a fraction of a second, Z for a zone such as +09:00, h with a for AM and PM. Year, month and day must be there. `iso`, `epoch` and `epoch_ms` need no pattern.",
      "時刻の数字一つずつに文字を当て、ほかはそのまま書きます: yyyy MM dd HH mm ss。一桁か二桁なら M、d、H。MMM は Jan、S は秒未満、Z は +09:00 のような時差、h と a は午前・午後です。年、月、日は必ず要ります。`iso`、`epoch`、`epoch_ms` に形は要りません。"
    ),
    wrong:
      "format prints \"印刷\" {\n  kind print\n  csv\n  time = column \"日時\" as \"YYYY/MM/DD HH:mm:ss\"\n}",
    right:
      "format prints \"印刷\" {\n  kind print\n  csv\n  time = column \"日時\" as \"yyyy/MM/dd HH:mm:ss\"\n}"
  )

  static let layout = Explanation(
    Phrase("a layout that lines cannot be read with", "そのレイアウトではログを読めない"),
    Phrase(
      "The layout is that of the server's own configuration, copied as it is. It must tell the time, name known codes only, and separate them, or lines cannot be taken apart.",
      "レイアウトには、サーバーの設定にあるものをそのまま写します。時刻があり、知られた記号だけが使われ、記号の間に区切りがなければ、行を分けて読むことができません。"))

  static let failedTest = Explanation(
    Phrase("a test of a rule failed", "ルールのテストが失敗した"),
    Phrase(
      "The made-up events of `must alert` did not make the rule alert, or those of `must not alert` did, or the score is another. The message says what was expected and what came. Either the rule or the test says something else than you mean.",
      "`must alert` のイベントでルールが知らせなかったか、`must not alert` のイベントで知らせたか、点数が違います。表示に、期待と実際の結果が出ます。ルールかテストのどちらかが、意図と違うことを言っています。"
    ))

  static let failedSample = Explanation(
    Phrase("a sample of a format is read differently", "書式の見本が書かれたとおりに読めない"),
    Phrase(
      "`sample` holds a line of the log and what it must give. The line was not read, or gave other values: the layout is not that of the log.",
      "`sample` には、ログの一行と、読み取れるはずの値を書きます。行が読めないか、値が違いました。レイアウトが、実際のログと違っています。"))

  static let notAvailable = Explanation(
    Phrase("a part of the language that is to come", "まだ使えない機能"),
    Phrase(
      "The language has this, and this version of the program does not evaluate it yet. It is an error and not passed over: a rule that is only half evaluated would look as if it worked.",
      "言語にはありますが、このプログラムの版ではまだ評価できません。読み飛ばさずに誤りとします。半分しか評価されないルールは、働いているように見えてしまうからです。"),
    wrong: "when mail where at least 3 recipient.domain is new to user for 90d",
    right: "when mail where any recipient.domain is new to user for 90d")
}
