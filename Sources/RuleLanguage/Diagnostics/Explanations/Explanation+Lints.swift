extension Explanation {
  static let always = Explanation(
    Phrase("a condition that is always true", "いつも成り立つ条件"),
    Phrase(
      "Every event passes, or every one that has the field: no size is below 0B, every `outcome` is allowed, blocked or failed. The test looks as if it narrowed the rule, and does not.",
      "どのイベントも、または項目のあるイベントならどれも、条件を満たします。サイズが 0B を下回ることはなく、`outcome` は allowed、blocked、failed のどれかです。絞っているように見えて、絞っていません。"
    ),
    wrong: "when upload where bytes_in >= 0B", right: "when upload where bytes_in >= 1KB")

  static let tumbling = Explanation(
    Phrase("a limit that starts from nothing each day", "区切りごとに数え直す上限"),
    Phrase(
      "`each day` counts civil days, one by one: 200MB before midnight and 200MB after it are two days below 300MB. A limit on a sum or a count belongs over `within 24h`, which looks back from each event. `each day` is for comparing days with one another: ratios, `usual`, `peak`.",
      "`each day` は暦の日ごとに数えます。真夜中の前に 200MB、後に 200MB 送っても、どちらの日も 300MB に届きません。合計や回数の上限には、イベントごとにさかのぼる `within 24h` を使ってください。`each day` は、比率や `usual`、`peak` のように、日と日を比べるためのものです。"
    ),
    wrong: "when upload\nper user each day\nif sum(bytes_out) >= 300MB",
    right: "when upload\nper user within 24h\nif sum(bytes_out) >= 300MB")

  static let slow = Explanation(
    Phrase("a rule for which every line is read whole", "すべての行を最後まで読ませるルール"),
    Phrase(
      "The engine leaves a line of a proxy's log alone as soon as its time, user, outcome, method, status and sizes show that no rule can want it; most lines are allowed GETs. A rule that asks for none of these on a GET, or that asks whether a value is new, takes that away from all rules of the run. That may be worth it: it is a cost, not a mistake.",
      "プロキシのログの行は、時刻・利用者・結果・メソッド・状態・大きさを見て、どのルールにも関係がないと分かった時点で読むのをやめます。大半の行は、許可された GET です。GET についてこれらを何も問わないルールや、値が初めてのものかを問うルールが一つあると、全ルールについてこの省略ができなくなります。誤りではなく、費用です。必要なら、そのままで構いません。"
    ),
    wrong: "when web where domain in free_mail",
    right: "when upload where domain in free_mail")

  static let unused = Explanation(
    Phrase("a declaration that nothing uses", "使われていない宣言"),
    Phrase(
      "A list, `let`, `define` or calendar that no rule, exception or other declaration uses. Often a rule names another one by mistake. Files without rules and exceptions are vocabularies, like std.exfil: what they declare may wait to be used.",
      "どのルール・例外・宣言からも使われていない list、`let`、`define`、カレンダーです。ルールのほうで、別の名前を書き間違えていることがあります。ルールも例外もないファイルは、std.exfil のような語彙集とみなすので、使われていない宣言があっても構いません。"
    ),
    wrong: "list partners of domain = (\"a.example\")\nrule r.a \"送信\" { when upload }",
    right:
      "list partners of domain = (\"a.example\")\nrule r.a \"送信\" { when upload unless domain in partners }"
  )

  static let emptyList = Explanation(
    Phrase("a list without a value", "値のない一覧"),
    Phrase(
      "Nothing is ever in an empty list. A rule that asks for something in it is silent; an `unless` with it exempts nothing. Lists that a site is to fill belong in a file without rules, as in std.exfil, or in a list file with a comment that says what belongs there.",
      "空の一覧には、何も含まれません。その中にあることを求めるルールは何も知らせず、`unless` に書いても何も除きません。使う側が値を与える一覧は、std.exfil のようにルールのないファイルで宣言するか、何を書くかをコメントで示した一覧ファイルにしてください。"
    ),
    wrong:
      "list rivals of domain = ()\nrule r.a \"送信\" { when upload where domain in rivals }",
    right:
      "list rivals of domain = (\"rival.example\")\nrule r.a \"送信\" { when upload where domain in rivals }"
  )

  static let variant = Explanation(
    Phrase("a name that is written in more than one way", "書き方が一つでない名前"),
    Phrase(
      "Takahashi and Watanabe are written with more than one character for the same sound and sense, as the family register has it or as a system could store it. Width and case are folded, half-width katakana too, but these are different characters, and only the one that is written here is found. List all of them.",
      "「高橋」と「髙橋」、「渡辺」と「渡邊」のように、同じ名前でも、戸籍やシステムによって字が違います。全角と半角、大文字と小文字、半角カナの違いは区別しませんが、これらは別の文字なので、ここに書いた字だけが一致します。ほかの書き方も並べてください。"
    ),
    wrong: "when upload where url contains \"高橋\"",
    right: "when upload where url contains (\"高橋\", \"髙橋\")")

  static let unreached = Explanation(
    Phrase("a limit that no test reaches", "どのテストも達しない上限"),
    Phrase(
      "The tests of the rule never make this comparison true: neither the branch of `if` nor the `add` behind it has ever been seen to work. A slip in the number or its unit would go unnoticed. `exfil test --mutate` looks for more of this kind.",
      "ルールのテストでは、この比較が一度も成り立ちません。`if` のこの枝や、この `add` が働くところを、まだ誰も見ていません。数や単位を書き間違えていても、気づけません。`exfil test --mutate` は、同じような抜けをさらに探します。"
    ))

  static let unnoticed = Explanation(
    Phrase("a change of a rule that no test notices", "テストが気づかないルールの変更"),
    Phrase(
      "`exfil test --mutate` changes a rule in one place, such as `>=` to `>`, or without its `unless`, and runs the rule's tests. If all of them pass, nobody has tested that part: a mistake in it would go unnoticed. The message says which test is missing; a test that it spells out passes with the rule as it stands, and fails with the change.",
      "`exfil test --mutate` は、`>=` を `>` に変える、`unless` を外すなど、ルールを一か所だけ変えて、そのルールのテストを実行します。すべて通ってしまえば、その部分は誰も確かめておらず、誤りがあっても気づけません。足りないテストはメッセージが示します。テストが書いてあるときは、今のルールでは通り、変えたルールでは失敗するものです。"
    ))
}
