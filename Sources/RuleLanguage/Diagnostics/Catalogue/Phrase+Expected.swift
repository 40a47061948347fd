/// What the parser may need next; it completes "expected …, but found …".
extension Phrase {
  static let here = Phrase("here", "ここです")

  static func code(_ text: String) -> Phrase { Phrase(verbatim: "`\(text)`") }

  static let languageVersion = Phrase("the language version", "言語の版の番号")
  static let declaration = Phrase("a declaration", "宣言")
  static let nextClause = Phrase("the next part of the rule", "ルールの次の部分")
  static let nextTermOrClause = Phrase(
    "`and`, `or` or the next part of the rule", "`and` か `or`、またはルールの次の部分")

  static let name = Phrase("a name", "名前")
  static let listName = Phrase("the name of a list", "一覧の名前")
  static let calendarName = Phrase("the name of a calendar", "カレンダーの名前")
  static let exceptionName = Phrase("the name of the exception", "例外の名前")
  static let formatName = Phrase("the name of the format", "書式の名前")
  static let ruleName = Phrase("the name of a rule", "ルールの名前")
  static let stepName = Phrase("a name for the step", "段階の名前")
  static let userID = Phrase("the id of a user", "利用者の ID")
  static let tag = Phrase("a tag", "タグ")
  static let severity = Phrase("a severity", "重大度")
  static let category = Phrase("a category", "分類")
  static let mode = Phrase("`live` or `trial`", "`live` または `trial`")
  static let period = Phrase("hour, day, week or a duration", "hour、day、week または期間の長さ")
  static let weekday = Phrase("a day such as Mon", "Mon のような曜日")
  static let listType = Phrase("the type of its values", "値の型")
  static let layout = Phrase("a layout", "レイアウトの種類")

  static let text = Phrase("a text in quotes", "\"…\" で囲んだ文字列")
  static let title = Phrase("a title in quotes", "\"…\" で囲んだ題名")
  static let fileName = Phrase("the name of a file in quotes", "\"…\" で囲んだファイル名")
  static let columnName = Phrase("the name of a column in quotes", "\"…\" で囲んだ列の名前")
  static let zoneName = Phrase("the name of a zone in quotes", "\"…\" で囲んだ時間帯の名前")
  static let logLine = Phrase("a line of the log in quotes", "\"…\" で囲んだログの一行")
  static let layoutText = Phrase("the layout in quotes", "\"…\" で囲んだレイアウト")

  static let kind = Phrase("a kind of event", "イベントの種類")
  static let field = Phrase("a field", "項目")
  static let fieldOfSeveral = Phrase("a field with several values", "複数の値を持つ項目")
  static let value = Phrase("a value", "値")
  static let operand = Phrase("a field, a value or a total", "項目、値または集計")
  static let test = Phrase(
    "a test such as `=`, `in`, `contains` or `is`", "`=`、`in`、`contains`、`is` のような比べ方")
  static let status = Phrase(
    "`missing`, `new to …` or a status such as `departing`",
    "`missing`、`new to …`、または `departing` のような状態")
  static let inTarget = Phrase(
    "a list, values in parentheses or a range", "一覧、( ) で囲んだ値、または範囲")
  static let rangeEnd = Phrase("the end of the range", "範囲の終わり")
  static let textOrList = Phrase(
    "a text in quotes or the name of a list", "\"…\" で囲んだ文字列、または一覧の名前")
  static let total = Phrase("a total such as `sum(bytes_out)`", "`sum(bytes_out)` のような集計")
  static let function = Phrase("a function", "関数")

  static let number = Phrase("a number", "数")
  static let date = Phrase("a date such as 2026-03-31", "2026-03-31 のような日付")
  static let time = Phrase("a time such as 09:00", "09:00 のような時刻")
  static let duration = Phrase("a duration such as 24h", "24h のような期間の長さ")
  static let dateOrList = Phrase(
    "a date, or the name of a list of dates", "日付、または日付の一覧の名前")
  static let timesCount = Phrase("the number of times", "回数")
  static let valuesCount = Phrase("how many of the values", "値の個数")
  static let dayCount = Phrase("a number of days", "日数")
  static let score = Phrase("a score", "点数")
  static let points = Phrase("the number of points", "加減する点数")

  static let listOrigin = Phrase(
    "`from \"file.list\"` or `= (…)`", "`from \"file.list\"` または `= (…)`")
  static let calendarPart = Phrase(
    "`timezone`, `open` or `closed`", "`timezone`、`open`、`closed` のどれか")
  static let allowPart = Phrase(
    "`for`, `when`, `until`, `reason` or `by`", "`for`、`when`、`until`、`reason`、`by` のどれか")
  static let formatPart = Phrase(
    "a part of the format: `kind`, a layout, `time = …`, `sample`, …",
    "`kind`、レイアウト、`time = …`、`sample` など、書式の部分")
  static let delimiter = Phrase("a separator in quotes", "\"…\" で囲んだ区切り文字")
  static let encodingName = Phrase("an encoding such as `utf-8`", "`utf-8` のような文字コード")
  static let programName = Phrase(
    "the name of a program in quotes", "\"…\" で囲んだプログラムの名前")
  static let headerRow = Phrase("the header row in quotes", "\"…\" で囲んだ見出し行")
  static let timeForm = Phrase(
    "a pattern such as \"yyyy/MM/dd HH:mm:ss\", `iso`, `epoch` or `epoch_ms`",
    "\"yyyy/MM/dd HH:mm:ss\" のような形、または `iso`、`epoch`、`epoch_ms`")
  static let unitOfSize = Phrase("a unit such as `KB`", "`KB` のような単位")
  static let valueSource = Phrase(
    "`column \"…\"`, `json \"…\"`, `syslog` or a value",
    "`column \"…\"`、`json \"…\"`、`syslog`、または値")
  static let columnNumber = Phrase("the number of a column", "列の番号")
  static let jsonPath = Phrase(
    "a path such as \"actor.user.name\"", "\"actor.user.name\" のような経路")
  static let mapEntry = Phrase(
    "an entry such as `\"コピー\" -> copy`, `else -> ignore` or `}`",
    "`\"コピー\" -> copy` や `else -> ignore` のような対応、または `}`")
  static let mapMeaning = Phrase("a word such as `copy`, or `ignore`", "`copy` のような語、または `ignore`")
  static let sampleValues = Phrase(
    "what the sample gives, such as `user=tanaka`", "`user=tanaka` のような、読み取れるはずの値")
  static let given = Phrase("`user` or `list` after `given`", "`given` の後に `user` か `list`")
  static let testEvent = Phrase(
    "an event such as `09:00 upload user=tanaka`, `given` or `}`",
    "`09:00 upload user=tanaka` のようなイベント、`given` または `}`")
  static let timesOrDistinct = Phrase("`times` or `distinct`", "`times` か `distinct`")
  static let commaOrClose = Phrase("`,` or `)`", "`,` か `)`")
}
