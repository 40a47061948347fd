extension Explanation {
  static let reserved = Explanation(
    Phrase("a word of the language as a name", "言語の語は名前にできない"),
    Phrase(
      "Words such as `rule`, `user` or `and` have a meaning of their own, so nothing that is declared may have that name. Add a word: `user_list`, `rule_words`.",
      "`rule`、`user`、`and` などの語には決まった意味があるので、宣言の名前にはできません。`user_list`、`rule_words` のように語を足してください。"),
    wrong: #"list user of user = ("sato")"#, right: #"list night_shift of user = ("sato")"#)

  static let shadow = Explanation(
    Phrase("a name that is taken", "すでに意味のある名前"),
    Phrase(
      "A `let` may not be called like a field, nor a `define` like a kind of event: the same word would mean one thing in one rule and another in the next.",
      "`let` に項目と同じ名前、`define` にイベントの種類と同じ名前は付けられません。同じ語の意味が、ルールによって変わってしまうからです。"),
    wrong: "let size = 50MB", right: "let large_size = 50MB")

  static let duplicate = Explanation(
    Phrase("the same name twice", "同じ名前が二つある"),
    Phrase(
      "Names are global: each rule, list, let, define, calendar and format has its own, over all files that are loaded. The message names both places. To change a value of the shipped rules write `set` for a let and `extend` for a list.",
      "名前は、読み込んだすべてのファイルを通して一つだけです(ルール、一覧、let、define、カレンダー、書式)。表示には両方の場所が出ます。配布されたルールの値を変えるには、let には `set`、一覧には `extend` を使います。"
    ),
    wrong: "let limit = 50MB\nlet limit = 80MB", right: "let limit = 50MB\nset limit = 80MB")

  static let unknownLet = Explanation(
    Phrase("`set` of something that is not declared", "宣言のない名前への `set`"),
    Phrase(
      "`set` changes a value that a `let` has declared, in the shipped rules mostly. If there is no such name, the change would have no effect, and nobody would notice.",
      "`set` は、(たいていは配布されたルールの)`let` で宣言された値を変えます。その名前がないと、変えたつもりで何も変わらず、誰も気付きません。"),
    wrong: "set before_notise = 60d", right: "set before_notice = 60d")

  static let unknownList = Explanation(
    Phrase("a list that does not exist", "その一覧はない"),
    Phrase(
      "A rule names a list that no loaded file declares. Mostly the name is misspelt, or a `use` is missing. A list that does not exist is never taken as empty.",
      "ルールに書かれた一覧が、読み込んだどのファイルにも宣言されていません。綴りが違うか、`use` が抜けていることが多いです。ない一覧を空とみなすことはありません。"),
    wrong: "when upload unless domain in buisness_sites",
    right: "when upload unless domain in business_sites")

  static let unknownCalendar = Explanation(
    Phrase("a calendar that does not exist", "そのカレンダーはない"),
    Phrase(
      "`during` and `outside` ask a calendar, which a `calendar` declaration makes. The name is misspelt, or a `use` is missing.",
      "`during` と `outside` は、`calendar` で宣言したカレンダーについて問います。綴りが違うか、`use` が抜けています。"),
    wrong: "when upload where outside office_hour", right: "when upload where outside office_hours")

  static let unknownZone = Explanation(
    Phrase("a time zone that does not exist", "その時間帯はない"),
    Phrase(
      "Time zones have IANA names such as \"Asia/Tokyo\". Abbreviations such as JST mean several zones in the world, so they are refused. The machine needs the package tzdata.",
      "時間帯は \"Asia/Tokyo\" のような IANA の名前で書きます。JST のような略称は、世界でいくつもの時間帯を指すので使えません。機械には tzdata が必要です。"),
    wrong: "calendar shop {\n  timezone \"JST\"\n  open Mon-Fri 09:00-18:00\n}",
    right: "calendar shop {\n  timezone \"Asia/Tokyo\"\n  open Mon-Fri 09:00-18:00\n}")

  static let unknownKind = Explanation(
    Phrase("a kind of event that does not exist", "その種類のイベントはない"),
    Phrase(
      "After `when` stands a kind of event (web, mail, file, device, login, …) or the name of a `define`. A misspelt kind would make a rule that never finds anything.",
      "`when` の後には、イベントの種類(web、mail、file、device、login など)か、`define` の名前を書きます。綴りの違う種類を認めると、何も見つけないルールになってしまいます。"
    ),
    wrong: "when uplaod where bytes_out > 50MB", right: "when upload where bytes_out > 50MB")

  static let unknownField = Explanation(
    Phrase("a field that does not exist here", "ここにその項目はない"),
    Phrase(
      "The fields of each kind of event are fixed. The name is misspelt, another kind has it, or it is a text without quotes. In most tools such a rule never fires and says nothing; here it is an error.",
      "項目は、イベントの種類ごとに決まっています。綴りが違うか、別の種類の項目か、引用符のない文字列です。多くの道具では、そのようなルールは黙って働きません。ここでは誤りとして知らせます。"),
    wrong: "when upload where size > 50MB", right: "when upload where bytes_out > 50MB")

  static let unknownWord = Explanation(
    Phrase("a value that the field never has", "その項目にない値"),
    Phrase(
      "Fields such as action, volume, outcome and method hold one of a few words. The message lists them. A word that is not among them would never be found.",
      "action、volume、outcome、method などの項目の値は、決まった語のどれかです。表示に一覧が出ます。その中にない語は、決して見つかりません。"),
    wrong: "when file where action = copied", right: "when file where action = copy")

  static let unknownColumn = Explanation(
    Phrase("a column that a roster does not have", "名簿にない列"),
    Phrase(
      "`given user` makes up a person for a test, with the columns of a roster: name, email, department, employment, notice_date, last_day, …",
      "`given user` は、テスト用の人を作ります。書けるのは名簿の列(name、email、department、employment、notice_date、last_day など)です。"
    ),
    wrong: "when upload\nmust alert { given user sato lastday=2025-04-20  10:00 upload user=sato }",
    right: "when upload\nmust alert { given user sato last_day=2025-04-20  10:00 upload user=sato }"
  )

  static let flag = Explanation(
    Phrase("`is` with something that is no status", "`is` の後が状態ではない"),
    Phrase(
      "`is` asks whether a value is missing, whether it is new, or for a status of the user (departing, departed, contractor, watched, …). Values are compared with `=`, lists asked with `in`.",
      "`is` で問えるのは、記録がないか(missing)、新しいか(new to)、利用者の状態(departing、departed、contractor、watched など)です。値は `=` で、一覧は `in` で比べます。"
    ),
    wrong: "when upload where user is leaving", right: "when upload where user is departing")

  static let listType = Explanation(
    Phrase("a list of another type", "一覧の型が合わない"),
    Phrase(
      "A list has a type, and `in` means for each type what people mean by it: a domain with its sub-domains, a folder with what is in it, a network with its addresses. So the field and the list must fit.",
      "一覧には型があり、`in` の意味は型によって決まります。ドメインならサブドメインも、フォルダーなら中のものも、ネットワークならその中のアドレスも含みます。そのため、項目と一覧の型が合っている必要があります。"
    ),
    wrong: "when mail where any recipient in free_mail",
    right: "when mail where any recipient.domain in free_mail")

  static let severity = Explanation(
    Phrase("a severity that does not exist", "その重大度はない"),
    Phrase(
      "Severities are info, low, medium, high and critical. Their scores are 5, 20, 40, 70 and 90 unless the rule says otherwise.",
      "重大度は info、low、medium、high、critical です。ルールに書かれていなければ、点数はそれぞれ 5、20、40、70、90 です。"),
    wrong: "when upload\nseverity severe", right: "when upload\nseverity critical")

  static let category = Explanation(
    Phrase("a category that does not exist", "その分類はない"),
    Phrase(
      "Categories are a fixed list, so that reports of different sites can be compared. Where none fits, leave the line out: the rule then has the category `custom`.",
      "分類は決まっています。別々の拠点の報告を比べられるようにするためです。合うものがなければ、この行を書かないでください。分類は `custom` になります。"),
    wrong: "when upload\ncategory cloud", right: "when upload\ncategory personal_cloud")

  static let mode = Explanation(
    Phrase("a mode that does not exist", "その運用の仕方(mode)はない"),
    Phrase(
      "A rule is `live`, or on `trial`: then it is evaluated, and its findings are reported apart.",
      "ルールは `live`(本番)か `trial`(試行)です。試行のルールも評価され、結果は別に報告されます。"),
    wrong: "when upload\nmode test", right: "when upload\nmode trial")

  static let period = Explanation(
    Phrase("a period that does not exist", "その区切りはない"),
    Phrase(
      "`each` counts by hour, day, week or a duration such as 6h. Months differ in length; take `within 30d` instead.",
      "`each` の区切りは hour、day、week か、6h のような長さです。月は長さが変わるので、`within 30d` を使ってください。"),
    wrong: "when upload\nper user each month\nif count() > 30",
    right: "when upload\nper user within 30d\nif count() > 30")

  static let weekday = Explanation(
    Phrase("a day of the week that does not exist", "その曜日はない"),
    Phrase(
      "Days of the week are Mon Tue Wed Thu Fri Sat Sun; a range is written Mon-Fri.",
      "曜日は Mon Tue Wed Thu Fri Sat Sun(月曜から順に)です。範囲は Mon-Fri のように書きます。"),
    wrong: "calendar shop {\n  open 月-金 09:00-18:00\n}",
    right: "calendar shop {\n  open Mon-Fri 09:00-18:00\n}")
}
