extension Explanation {
  static let openText = Explanation(
    Phrase("a text without its closing quote", "引用符が閉じていない"),
    Phrase(
      "A text begins and ends with a double quote, on one line. There are no escapes: `\\` is an ordinary character, and a quote inside a text is doubled. A long text is written in several pieces, one after the other.",
      "文字列は \" で始まり、同じ行の中で \" で終わります。特別な記号はなく、`\\` もただの文字です。文字列の中の引用符は二つ重ねます。長い文は、いくつかに分けて続けて書けます。"),
    wrong: #"when upload where domain = "mega.nz"#,
    right: #"when upload where domain = "mega.nz""#)

  static let openBlock = Explanation(
    Phrase("a `{` without its `}`", "`{` が閉じられていない"),
    Phrase(
      "A rule, a test, a calendar, an exception and a format end with `}`. Where the next declaration begins, or the file ends, before that, the `}` is missing in the one before. Look at the tests inside a rule too.",
      "ルール、テスト、カレンダー、例外、書式は `}` で終わります。その前に次の宣言が始まったり、ファイルが終わったりしたときは、手前のどこかで `}` が抜けています。ルールの中のテストも確かめてください。"
    ),
    wrong: "rule big.one \"一\" {\n  when upload\n\nrule big.two \"二\" {\n  when web\n}",
    right: "rule big.one \"一\" {\n  when upload\n}\n\nrule big.two \"二\" {\n  when web\n}")

  static let quotes = Explanation(
    Phrase("quotes too many, or missing", "引用符の過不足"),
    Phrase(
      "Texts stand in double quotes: what is compared with the log, titles, messages, file names. Words of the language and names stand without: severities, kinds, fields, tags, lists. So a misspelt word is noticed, and is not just a text that never occurs.",
      "ログの文字と比べるもの、題名、メッセージ、ファイル名は \"…\" で囲みます。言語の語と名前(重大度、種類、項目、タグ、一覧)は囲みません。そのため、綴りを間違えた語が「ログに現れない文字列」として見過ごされることがありません。"
    ),
    wrong: "when upload\nseverity \"high\"", right: "when upload\nseverity high")

  static let character = Explanation(
    Phrase("a character without a meaning", "意味のない文字"),
    Phrase(
      "The language uses few signs: ( ) { } , = != < <= > >= * .. - and quotes. Outside of texts full-width letters, digits and signs count as their ASCII forms. Everything else is a word: `and`, `or`, `not`, `in`. An invisible character often comes with copied text.",
      "この言語の記号は ( ) { } , = != < <= > >= * .. - と引用符だけです。引用符の外では、全角の英数字と記号も半角と同じに扱います。ほかはすべて語で書きます(`and`、`or`、`not`、`in`)。見えない文字は、文章を写したときに入ることがよくあります。"
    ),
    wrong: #"when upload where domain = 'mega.nz'"#,
    right: #"when upload where domain = "mega.nz""#)

  static let foreignOperator = Explanation(
    Phrase("an operator of another language", "ほかの言語の演算子"),
    Phrase(
      "Programming languages write `==`, `&&`, `||`; here it is `=`, `and`, `or`. There is one way to write each thing, so that rules by different people read alike.",
      "プログラミング言語の `==`、`&&`、`||` は、ここでは `=`、`and`、`or` と書きます。誰が書いても同じ形になるよう、書き方は一つに決まっています。"),
    wrong: "when upload where method == PUT && bytes_out > 50MB",
    right: "when upload where method = PUT and bytes_out > 50MB")

  static let quantity = Explanation(
    Phrase("a number or unit that cannot be read", "数や単位が読み取れない"),
    Phrase(
      "A number and its unit stand together: sizes 50MB, 1GiB; durations 30m, 24h, 7d, 2w; times of day 09:00. `Mb` usually means bits and is refused. Months differ in length, so 30d is written. Digits are grouped with `_`, not with commas.",
      "数と単位は続けて書きます。サイズは 50MB や 1GiB、期間は 30m、24h、7d、2w、時刻は 09:00 です。`Mb` はふつうビットを表すので使えません。月は長さが変わるので 30d のように書きます。桁の区切りは `,` ではなく `_` です。"
    ),
    wrong: "when upload where bytes_out > 50 Mb", right: "when upload where bytes_out > 50MB")

  static let date = Explanation(
    Phrase("a date in another form", "日付の書き方が違う"),
    Phrase(
      "A date is written with the year of the common era: 2026-03-31. 03/04/2026 is read differently in different countries, and an era name needs a table; both are refused rather than guessed.",
      "日付は西暦で 2026-03-31 のように書きます。03/04/2026 は国によって読み方が違い、元号には換算が要ります。推測はせず、どちらも受け付けません。"),
    wrong: "list closing of date = (2026/03/31)", right: "list closing of date = (2026-03-31)")

  static let syntax = Explanation(
    Phrase("something else is needed here", "ここには別のものが必要"),
    Phrase(
      "At this place the language needs something else than what stands there; the message says what. Often a word, a parenthesis or a comma is missing just before. `Rules/README.md` shows every part with an example.",
      "その場所には、書かれているものとは別のものが必要です。何が必要かは表示に出ます。すぐ前の語や括弧、コンマが抜けていることがよくあります。それぞれの部分の例は `Rules/README.md` にあります。"
    ),
    wrong: "when upload where (bytes_out > 50MB", right: "when upload where (bytes_out > 50MB)")

  static let declaration = Explanation(
    Phrase("not a declaration", "宣言ではない"),
    Phrase(
      "Between declarations nothing else may stand. A file holds: use, let, set, list, extend, calendar, define, format, rule, allow, disable. A part of a rule that stands alone mostly means that a `}` above it came too early.",
      "宣言と宣言の間には、ほかのものを書けません。ファイルに書けるのは use、let、set、list、extend、calendar、define、format、rule、allow、disable です。ルールの一部が外に出ているときは、たいてい上のほうの `}` が早すぎます。"
    ),
    wrong: "severity high", right: "rule big.one \"一\" {\n  when upload\n  severity high\n}")

  static let clause = Explanation(
    Phrase("not a part of a rule", "ルールの部分ではない"),
    Phrase(
      "After a condition comes `and`, `or`, or the word that begins the next part of the rule (per, if, severity, score, …). Mostly an `and` is missing, or a word is misspelt. Line breaks mean nothing, so a new line alone joins no conditions.",
      "条件の後に来るのは、`and` か `or`、またはルールの次の部分を始める語(per、if、severity、score など)です。たいていは `and` が抜けているか、綴りが違います。改行には意味がないので、行を変えただけでは条件はつながりません。"
    ),
    wrong: "when upload where domain in free_mail\n     bytes_out > 50MB",
    right: "when upload where domain in free_mail\n     and bytes_out > 50MB")

  static let order = Explanation(
    Phrase("parts in the wrong place", "部分の置き場所が違う"),
    Phrase(
      "`where` stands before `unless`, `add` and `subtract` inside `score`, `then` after `first`; a rule has either `when` or `first … then`.",
      "`where` は `unless` の前、`add` と `subtract` は `score` の中、`then` は `first` の後に書きます。`when` と `first … then` は、どちらか一方だけです。"
    ),
    wrong: "when upload unless domain in free_mail where bytes_out > 50MB",
    right: "when upload where bytes_out > 50MB unless domain in free_mail")

  static let repeated = Explanation(
    Phrase("the same part twice", "同じ部分が二つある"),
    Phrase(
      "Each part stands at most once in a rule, and each value once in an event: which of the two holds would otherwise depend on a rule that readers do not know.",
      "一つのルールに、同じ部分は一度しか書けません(イベントの値も同じです)。二つあると、どちらが効くのかが読む人に分からないからです。"),
    wrong: "when upload\nseverity high\nseverity low", right: "when upload\nseverity high")

  static let incomplete = Explanation(
    Phrase("something is missing", "必要な部分がない"),
    Phrase(
      "The declaration lacks a part that it cannot do without: a rule its `when`, totals their `per`, a sequence its `then` and `within`, an exception its rules, end, reason and name. An exception that does not end is forgotten, and then it is a hole.",
      "宣言に欠かせない部分が抜けています。ルールなら `when`、集計なら `per`、順序のあるルールなら `then` と `within`、例外なら対象のルール・期限・理由・承認者です。期限のない例外は忘れられ、穴になります。"
    ),
    wrong: "when upload\nif sum(bytes_out) > 300MB",
    right: "when upload\nper user within 24h\nif sum(bytes_out) > 300MB")

  static let mixed = Explanation(
    Phrase("`and` and `or` without parentheses", "`and` と `or` が括弧なしで混ざっている"),
    Phrase(
      "`a or b and c` means two different things, and existing languages do not agree which. Here there is no order to learn: put parentheses around what belongs together.",
      "`a or b and c` は二通りに読め、どちらの意味になるかは言語によって違います。ここでは優先順位を覚える必要はありません。ひとまとまりの部分を ( ) で囲んでください。"),
    wrong: "when upload where domain in free_mail or bytes_out > 50MB and outside office_hours",
    right: "when upload where (domain in free_mail or bytes_out > 50MB) and outside office_hours")

  static let chain = Explanation(
    Phrase("a comparison that leaves something out", "比較に足りないものがある"),
    Phrase(
      "Each test is whole: a field, a comparison, a value. Two bounds are two tests, or a range with `in`; several values stand in parentheses after `in`.",
      "一つの条件は「項目・比べ方・値」で完結します。上限と下限は二つの条件にするか、`in` で範囲を書きます。複数の値は `in` の後の ( ) に並べます。"),
    wrong: "when upload where domain = \"a.example\" or \"b.example\"",
    right: "when upload where domain in (\"a.example\", \"b.example\")")

  static let function = Explanation(
    Phrase("a function that does not exist", "その関数はない"),
    Phrase(
      "The functions are count, sum, largest, smallest, distinct, usual and peak. There is no average: `usual` is the median of the days before, which a single large day does not shift. There are no functions of your own; name a condition with `define`.",
      "関数は count、sum、largest、smallest、distinct、usual、peak です。平均はありません。`usual` は過去の日々の中央値で、一日だけ大きくても動きません。関数を自分で作ることはできませんが、条件には `define` で名前を付けられます。"
    ),
    wrong: "when upload\nper user within 24h\nif avg(bytes_out) > 5MB",
    right: "when upload\nper user within 24h\nif largest(bytes_out) > 5MB")
}
