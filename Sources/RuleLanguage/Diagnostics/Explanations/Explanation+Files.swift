extension Explanation {
  static let file = Explanation(
    Phrase("a file cannot be read", "ファイルを読めない"),
    Phrase(
      "A rule file or a list file that is named somewhere is not there, may not be read, or its reading failed half-way. Paths are relative to the file that names them. A list that is not there is never taken as empty: rules would then find nothing, or everything, without a word.",
      "どこかに書かれているルールのファイルや一覧のファイルがないか、読む権限がないか、読み出しの途中で失敗しました。パスは、それを書いたファイルのある場所から数えます。ファイルがないときに空の一覧とみなすことはありません。何も見つからない、またはすべてが見つかるルールに、黙って変わってしまうからです。"
    ),
    wrong: #"list partners of domain from "lists/partnres.list""#,
    right: #"list partners of domain from "lists/table.csv" column "ドメイン""#)

  static let unsafeFile = Explanation(
    Phrase("a file that anyone can change", "だれにでも書き換えられるファイル"),
    Phrase(
      "The file, or the folder it is in, may be written by every user of the machine. Someone who is watched could take a rule out or approve a destination, and nothing would show. Links are followed: what counts is the file they lead to. The rules run all the same; scan tells it too.",
      "ファイルか、それが入っているフォルダーが、その機械のすべての利用者から書き換えられます。監視される側の人が、ルールを消したり宛先を承認したりしても、だれも気付きません。リンクは、たどった先のファイルで判断します。ルールはそのまま動きますが、scan でもこの警告を出します。"
    ))

  static let encoding = Explanation(
    Phrase("a file is not UTF-8", "ファイルが UTF-8 ではない"),
    Phrase(
      "Rule files are UTF-8, with or without a byte order mark at the beginning, so that they read the same on every machine. List files may also be CP932 (Shift_JIS) or UTF-16, as Excel writes them. Open the file in an editor and save it as UTF-8.",
      "ルールのファイルの文字コードは UTF-8 です(先頭の BOM はあってもかまいません)。どの機械でも同じ文字に読めるようにするためです。一覧のファイルは、Excel が書き出す CP932(Shift_JIS)や UTF-16 でも読めます。エディターで開き、文字コードに UTF-8 を選んで保存し直してください。"
    ))

  static let decoded = Explanation(
    Phrase("a list file was read in another encoding", "一覧のファイルを別の文字コードで読んだ"),
    Phrase(
      "The list file is not UTF-8, and was read as the encoding named. This is only a note: look at a few values in a report to see that they are right, or save the file as UTF-8.",
      "一覧のファイルは UTF-8 ではなかったので、表示された文字コードとして読みました。これはお知らせです。値がいくつか正しく読めていることを確かめるか、UTF-8 で保存し直してください。"
    ))

  static let byteOrderMark = Explanation(
    Phrase("an invisible byte order mark in mid-file", "ファイルの途中に見えない BOM がある"),
    Phrase(
      "A byte order mark (U+FEFF) may stand at the very beginning of a file. In the middle it is a sign that two files were joined by hand. It is passed over, but other programs may not do so: delete it.",
      "BOM(U+FEFF)は、ファイルの先頭にあるだけなら問題ありません。途中にあるのは、二つのファイルを手でつないだときなどです。ここでは読み飛ばしますが、ほかのプログラムではそうならないこともあります。削除してください。"
    ))

  static let bidirectional = Explanation(
    Phrase("an invisible character that reorders text", "文字の並び順を変える、見えない文字"),
    Phrase(
      "Some Unicode characters are invisible and make what follows appear in another order than it is read. With them a rule can look as if it watched a domain while it exempts it. No rule file needs them, so none may hold them, not even in comments.",
      "Unicode には、目に見えず、その後の文字を実際とは違う順に見せる文字があります。これを使うと、あるドメインを見張っているように見えて、実は除外しているルールを作れてしまいます。ルールには不要なので、注釈の中でも認めません。"
    ))

  static let control = Explanation(
    Phrase("a control character", "制御文字がある"),
    Phrase(
      "The file holds a character that is no text, such as U+0000. It comes from a damaged file, from one that is no text file, or from copying out of another program. It does not show, so what you read is not what is compared: delete it.",
      "U+0000 のような、文字ではないものがファイルに入っています。ファイルが壊れているか、テキストではないか、ほかのプログラムから写したときに入ったものです。目に見えないため、見た目と実際に比べる文字が食い違います。削除してください。"
    ))

  static let cycle = Explanation(
    Phrase("something stands on itself", "循環している"),
    Phrase(
      "Files that `use` each other in a circle, or defines that are made of each other, have no beginning to start from. Move what both need into a third file or define.",
      "互いに `use` し合うファイルや、互いを使って定義された `define` には、出発点がありません。両方に必要なものを、三つ目のファイルや `define` に移してください。"),
    wrong: "define big as large where bytes_out > 1MB\ndefine large as big",
    right: "define big as web where bytes_out > 1MB\ndefine large as big")

  static let tooDeep = Explanation(
    Phrase("nested too deeply", "入れ子が深すぎる"),
    Phrase(
      "Conditions nest at most 64 levels deep, and so do files that use each other and defines that stand on one another. Nobody can check what is nested deeper; the limit also keeps hostile files from exhausting the program.",
      "条件の ( ) などの入れ子、ファイルの `use`、`define` の積み重ねは、それぞれ 64 段までです。それより深いものは人の目で確かめられません。また、この上限は、悪意のあるファイルでプログラムが動かなくなるのを防ぎます。"
    ))

  static let tooLarge = Explanation(
    Phrase("too much of something", "多すぎる、または大きすぎる"),
    Phrase(
      "The file, the list in parentheses, the name, the rule or the test is over a bound. Values beyond 5000 belong into a list file, one a line, which may hold a million. A rule with too many steps or totals is better made two rules.",
      "ファイル、( ) の中の値、名前、ルール、テストのどれかが上限を超えています。5000 個を超える値は、一行に一つずつ一覧のファイルに置いてください(百万行でも読めます)。段階や集計が多すぎるルールは、二つに分けてください。"
    ),
    wrong:
      "when upload\nmust alert { 10:00 upload user=sato times 60000  11:00 upload user=sato times 60000 }",
    right: "when upload\nmust alert { 10:00 upload user=sato bytes_out=60MB times 600 }")

  static let tooMany = Explanation(
    Phrase("too many mistakes", "誤りが多すぎる"),
    Phrase(
      "After 200 mistakes in how a file is written, or 1000 in what it means, the work stops: the file is probably no rule file, or one early mistake throws off the rest. Correct the first ones and check again.",
      "書き方の誤りが 200 個、または意味の誤りが 1000 個になると、そこでやめます。ルールのファイルではないか、初めのほうの誤りが後まで響いていると思われます。最初のほうから直して、もう一度確認してください。"
    ))

  static let header = Explanation(
    Phrase("the first line is not `exfil 1`", "最初の行が `exfil 1` ではない"),
    Phrase(
      "Every rule file begins with `exfil` and the version of the language, once. So a file of another language is noticed at once, and later versions can read old files as they were meant.",
      "ルールのファイルは、必ず `exfil` と言語の版の番号で始まります(書くのは一度だけです)。別の言語のファイルにすぐ気付くことができ、将来の版でも、古いファイルを書かれたときの意味で読めます。"
    ))

  static let version = Explanation(
    Phrase("a version of the language that is not known", "知らない版の言語"),
    Phrase(
      "The number after `exfil` is the version of the language. This program reads version 1. A file for a later version needs a later program.",
      "`exfil` の後の数は、言語の版です。このプログラムが読めるのは版 1 です。新しい版のファイルには、新しいプログラムが必要です。"))

  static let column = Explanation(
    Phrase("a table has no such column", "表にその列がない"),
    Phrase(
      "`from \"file.csv\" column \"…\"` takes one column of a table. The name must be one of those in the first line of the file, letter by letter.",
      "`from \"file.csv\" column \"…\"` は、表の一つの列を読みます。列の名前は、ファイルの一行目にあるものと同じでなければなりません。"),
    wrong: #"list rivals of domain from "lists/table.csv" column "ドメイン名""#,
    right: #"list rivals of domain from "lists/table.csv" column "ドメイン""#)

  static let listLine = Explanation(
    Phrase("a line of a list file cannot be read", "一覧のファイルの行が読めない"),
    Phrase(
      "A list file holds one value a line. After it may stand `until DATE`, `reason \"…\"` and `by \"…\"`; `#` begins a comment. In CSV a value with quotes or commas stands in quotes.",
      "一覧のファイルには、一行に一つの値を書きます。その後に `until 日付`、`reason \"…\"`、`by \"…\"` を続けられます。`#` の後は注釈です。CSV では、引用符やコンマを含む値を引用符で囲みます。"
    ),
    wrong: #"list sites of domain from "lists/bad.list""#,
    right: #"list sites of domain = ("good.example", "odd.example")"#)

  static let listValue = Explanation(
    Phrase("a value does not fit the type of its list", "値が一覧の型に合わない"),
    Phrase(
      "Every value of a list is checked against its type when it is read: a domain has no http:// and no path, an e-mail address has one @, a date is written 2026-03-31. A domain always includes its sub-domains, so no `*.` is needed. A value that can never match would be a hole that nobody sees.",
      "一覧の値は、読み込むときに型と照らし合わせます。ドメインには http:// もパスも付けません。メールアドレスの @ は一つです。日付は 2026-03-31 のように書きます。ドメインには必ずサブドメインが含まれるので、`*.` は要りません。決して一致しない値があると、誰も気付かない穴になります。"
    ),
    wrong: #"list sites of domain = ("https://box.com/", "*.example.com")"#,
    right: #"list sites of domain = ("box.com", "example.com")"#)
}
