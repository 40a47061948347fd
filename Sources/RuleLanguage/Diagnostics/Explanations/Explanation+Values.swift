extension Explanation {
  static let type = Explanation(
    Phrase("two things that cannot be compared", "比べられないもの同士"),
    Phrase(
      "Every field has a type, and only like is compared with like: a size with a size, a duration with a duration. Texts have no greater and smaller. Words of a closed set stand without quotes.",
      "項目には型があり、同じ型のものとだけ比べられます。サイズはサイズと、期間は期間と比べます。文字列に大小はありません。決まった語は引用符で囲みません。"),
    wrong: "when upload where bytes_out > 24h", right: "when upload where bytes_out > 24MB")

  static let unit = Explanation(
    Phrase("a number without its unit", "単位がない"),
    Phrase(
      "`bytes_out > 50` could mean bytes or megabytes, and the difference is a million. So sizes and durations always carry their unit.",
      "`bytes_out > 50` では、バイトなのかメガバイトなのか分かりません。その差は百万倍です。サイズと期間には、必ず単位を付けます。"),
    wrong: "when upload where bytes_out > 50", right: "when upload where bytes_out > 50MB")

  static let address = Explanation(
    Phrase("not an address, or not a domain", "アドレスでもドメインでもない"),
    Phrase(
      "An address field is compared with an address (10.0.0.1) or a network (10.0.0.0/8), IPv6 in quotes. Host names are in the field `host`. A domain stands without http:// and without a path; `in` takes its sub-domains with it, so no `*.` is needed.",
      "アドレスの項目は、アドレス(10.0.0.1)かネットワーク(10.0.0.0/8)と比べます。IPv6 は引用符で囲みます。ホスト名は項目 `host` にあります。ドメインには http:// もパスも付けません。`in` はサブドメインも含むので、`*.` は要りません。"
    ),
    wrong: "when web where src_ip = \"fileserver\"", right: "when web where src_ip = 10.0.0.0/8")

  static let range = Explanation(
    Phrase("out of range, or an empty range", "範囲の外、または空の範囲"),
    Phrase(
      "The number is outside of what makes sense here, or a range can hold nothing: its smaller value comes first, a window is longer than nothing and at most 400 days. Only times of day may wrap around midnight: 22:00 .. 05:00.",
      "数が意味のある範囲の外にあるか、範囲に何も入りません。範囲は小さいほうを先に書きます。期間は 0 より長く、400 日までです。真夜中をまたげるのは時刻だけです(22:00 .. 05:00)。"
    ),
    wrong: "when upload where bytes_out in 5MB .. 1MB",
    right: "when upload where bytes_out in 1MB .. 5MB")

  static let factor = Explanation(
    Phrase("a factor that does not fit", "倍率が合わない"),
    Phrase(
      "A comparison may multiply its right side: `bytes_out >= 5 * bytes_in`. There is no division, so nothing can be divided by zero. The factor is more than 0.",
      "比較の右側は何倍かにできます(`bytes_out >= 5 * bytes_in`)。割り算はないので、0 で割ることもありません。倍率は 0 より大きい数です。"),
    wrong: "when web where 5 * bytes_in < 3MB", right: "when web where bytes_out >= 5 * bytes_in")

  static let constant = Explanation(
    Phrase("a value where a name belongs, or the reverse", "値と名前の取り違え"),
    Phrase(
      "A test must look at a field of the event; comparing two constants is always true or always false. A `let` holds a value, not the name of another thing.",
      "条件は、イベントの項目を見なければなりません。定数同士を比べると、いつも真か、いつも偽です。`let` には、別の名前ではなく値そのものを書きます。"),
    wrong: "when web where 50MB > 20MB", right: "when web where bytes_out > 20MB")

  static let emptyText = Explanation(
    Phrase("an empty text", "空の文字列"),
    Phrase(
      "Empty fields of a log become missing values, so an empty text is never found, and every text contains it. Ask `is missing`.",
      "ログの空の欄は「記録なし」として扱うので、空の文字列が見つかることはありません。また、どの文字列も空の文字列を含みます。`is missing` で問うてください。"),
    wrong: "when web where domain = \"\"", right: "when web where domain is missing")

  static let emptySet = Explanation(
    Phrase("nothing in parentheses", "括弧の中が空"),
    Phrase(
      "`in ()` is never true. If the values are to come later, declare a list: an empty list is allowed, and reported.",
      "`in ()` は決して成り立ちません。値を後で決めるなら、一覧を宣言してください。空の一覧は認められ、報告されます。"),
    wrong: "when web where domain in ()", right: "when web where domain in (\"a.example\")")

  static let wordList = Explanation(
    Phrase("`in` with a list of words", "語の一覧に `in` を使っている"),
    Phrase(
      "A list of words holds parts of texts, such as 社外秘, and is asked with `contains`. `in` compares whole values: a subject that is nothing but 社外秘.",
      "語(word)の一覧は、「社外秘」のような文字列の一部を集めたもので、`contains` で問います。`in` は値全体と比べるので、件名が「社外秘」だけのときしか一致しません。"),
    wrong: "when mail where subject in confidential_words",
    right: "when mail where subject contains confidential_words")

  static let missing = Explanation(
    Phrase("a \"not\" test on a value that may be missing", "記録がないかもしれない値の否定"),
    Phrase(
      "Logs leave values out. A test on a missing value is never true, and neither is its negation: of an upload without a recorded tenant it is not known whether the tenant is approved. A rule with `not in` would let exactly these uploads pass. So say what is meant: move the positive test to `unless`, which exempts only what is known to be approved; or add `or … is missing`.",
      "ログには、記録のない値があります。記録のない値についての条件は成り立たず、その否定も成り立ちません。テナントの記録がない送信は、承認済みかどうかが分からないからです。`not in` と書いたルールは、まさにそうした送信を見逃します。どちらのつもりかを書いてください。否定しない形で `unless` に移せば、承認済みと分かるものだけが除かれます。または `or … is missing` を加えます。"
    ),
    wrong: "when upload where tenant not in approved_tenants",
    right: "when upload unless tenant in approved_tenants")

  static let severalValues = Explanation(
    Phrase("a field with several values", "複数の値を持つ項目"),
    Phrase(
      "A mail has several recipients and attachments. `recipient.domain in free_mail` could mean one of them or all; so one says `any`, `every` or `no`. In a test or as a key of `per` a single value is needed.",
      "メールには複数の宛先や添付があります。`recipient.domain in free_mail` だけでは、一つでもよいのか全部なのかが分かりません。`any`(どれか)、`every`(すべて)、`no`(どれも違う)を付けてください。テストの値や `per` の項目は、一つの値でなければなりません。"
    ),
    wrong: "when mail where recipient.domain in free_mail",
    right: "when mail where any recipient.domain in free_mail")

  static let singleValue = Explanation(
    Phrase("`any`, `every` or `no` with a single value", "値が一つの項目に `any` などが付いている"),
    Phrase(
      "The field holds one value, so there is nothing to choose from: take the word away.",
      "この項目の値は一つなので、選ぶものがありません。その語を取り除いてください。"),
    wrong: "when upload where any domain in free_mail",
    right: "when upload where domain in free_mail")

  static let severalKinds = Explanation(
    Phrase("a define over several kinds, in a test", "複数の種類を指す定義をテストで使っている"),
    Phrase(
      "A test makes up events of one kind each. This `define` stands for several; write the kind that is meant.",
      "テストのイベントは、一つの種類でなければなりません。この `define` は複数の種類を指します。どの種類かを書いてください。"),
    wrong:
      "define moved as web or mail\nrule big.one \"一\" {\n  when moved\n  must alert { 10:00 moved user=sato }\n}",
    right:
      "define moved as web or mail\nrule big.one \"一\" {\n  when moved\n  must alert { 10:00 web user=sato }\n}"
  )

  static let resembles = Explanation(
    Phrase("`resembles` with something else than `user`", "`resembles` の相手が `user` ではない"),
    Phrase(
      "`resembles user` asks whether an address looks like the person's own name, from the romaji of the roster. There is nothing else to compare with.",
      "`resembles user` は、アドレスが名簿のローマ字から見て本人の名前らしいかを問います。ほかのものとは比べられません。"),
    wrong: "when mail where sender.local resembles host",
    right: "when mail where any recipient.local resembles user")

  static let companyDomains = Explanation(
    Phrase("who is outside is not known", "誰が社外かが分からない"),
    Phrase(
      "The rule asks whether mail goes outside, and the list `company_domains` is empty. With an empty list every colleague would be an outsider, or nobody. Fill it in a file of your own.",
      "ルールは、メールが社外に出るかどうかを問うていますが、一覧 `company_domains` が空です。このままでは、同僚が全員社外になるか、誰も社外になりません。自社のファイルで一覧を埋めてください。"
    ),
    wrong: "when mail where direction = out",
    right:
      "extend company_domains with (\"example.co.jp\")\nrule out.mail \"社外へのメール\" {\n  when mail where direction = out\n}"
  )

  static let derived = Explanation(
    Phrase("a value that a test cannot give", "テストでは与えられない値"),
    Phrase(
      "The time of an event stands at the front of its line. `recipient` is `to`, `cc` and `bcc` together: give one of these.",
      "イベントの時刻は、行の先頭に書きます。`recipient` は `to`、`cc`、`bcc` を合わせたものなので、そのどれかで与えてください。"),
    wrong: "when mail\nmust alert { 10:00 mail user=sato recipient=\"a@gmail.com\" }",
    right: "when mail\nmust alert { 10:00 mail user=sato to=\"a@gmail.com\" }")
}
