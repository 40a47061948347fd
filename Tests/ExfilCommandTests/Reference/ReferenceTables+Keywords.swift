@testable internal import RuleLanguage

extension ReferenceTables {
  /// Every reserved word with what it is for, by where it stands.
  var keywords: String {
    let declarations = ["exfil"] + Parser.declarationWords
    let clauses = Parser.clauseWords + ["within", "each", "add", "subtract", "given"]
    let rest = reservedWords.subtracting(declarations).subtracting(clauses).sorted()
    return [
      (say("At the beginning of a declaration", "宣言の始まり"), declarations),
      (say("In a rule", "ルールの中"), clauses), (say("Elsewhere", "そのほか"), rest),
    ].map { heading, words in
      table([heading, say("for", "意味")], words.map { [code($0), Self.gloss($0)(language)] })
    }.joined(separator: "\n")
  }

  /// Words that have no explanation yet; the test asks for one.
  static var unexplained: [String] {
    reservedWords.union(Parser.declarationWords).union(Parser.clauseWords)
      .filter { glosses[$0] == nil }.sorted()
  }

  private static func gloss(_ word: String) -> Phrase { glosses[word] ?? Phrase("", "") }

  private static let glosses: [String: Phrase] = [
    "exfil": Phrase("the first line: the version of the language", "最初の行。言語の版"),
    "use": Phrase("brings in another file", "ほかのファイルを読み込む"),
    "let": Phrase("names a constant", "定数に名前を付ける"),
    "set": Phrase("gives a constant of another file another value", "ほかのファイルの定数の値を変える"),
    "list": Phrase("declares a list", "一覧を宣言する"),
    "extend": Phrase("adds values to a list", "一覧に値を加える"),
    "calendar": Phrase("declares opening hours", "営業時間を宣言する"),
    "define": Phrase("names a kind of event", "出来事に名前を付ける"),
    "format": Phrase("declares the layout of a log", "ログの書式を宣言する"),
    "rule": Phrase("declares a rule", "ルールを宣言する"),
    "allow": Phrase("an exception: events that do not count", "例外。数えない出来事"),
    "disable": Phrase("turns a rule off for a time", "ルールを期限つきで止める"),
    "when": Phrase("the events the rule is about", "対象とする出来事"),
    "first": Phrase("the first step of a sequence", "順序の最初の段階"),
    "then": Phrase("the next step of a sequence", "次の段階"),
    "per": Phrase("for whom is counted", "何ごとに集計するか"),
    "within": Phrase("a window that slides with the events", "出来事とともに動く期間"),
    "each": Phrase("the civil hour, day or week, or pieces of a day", "暦の時、日、週(または日を区切った長さ)ごと"),
    "if": Phrase("the condition on totals; after `add`: when", "集計の条件。`add` の後では、加える条件"),
    "severity": Phrase("info, low, medium, high or critical", "重大度: info、low、medium、high、critical"),
    "category": Phrase("one of a closed list", "決まった分類の一つ"),
    "score": Phrase("points, 0 to 100", "点数(0 から 100)"),
    "add": Phrase("adds points", "点数を加える"), "subtract": Phrase("takes points away", "点数を引く"),
    "tags": Phrase("ATT&CK techniques and the like", "ATT&CK の技術番号など"),
    "why": Phrase("why the rule exists", "ルールの理由"),
    "message": Phrase("what the finding says", "通知の文"),
    "next": Phrase("what to do next", "次に行うこと"),
    "owner": Phrase("who looks after the rule", "ルールの担当"),
    "mode": Phrase("live or trial", "live(本番)か trial(試行)"),
    "cooldown": Phrase("how long a finding takes in what follows", "一つの通知にまとめる長さ"),
    "must": Phrase("begins a test", "テストの始まり"),
    "given": Phrase("makes up a person or a list for a test", "テストのための人や一覧"),
    "alert": Phrase("in tests: `must alert`", "テストで `must alert` と書く"),
    "not": Phrase("the test is known to be false", "偽であることが分かっている"),
    "of": Phrase("the type of a list", "一覧の型"), "from": Phrase("the file of a list", "一覧のファイル"),
    "column": Phrase("the column of a CSV file", "CSV ファイルの列"),
    "with": Phrase("what `extend` adds", "`extend` で加える値"),
    "timezone": Phrase("a zone such as \"Asia/Tokyo\"", "時間帯(例 \"Asia/Tokyo\")"),
    "open": Phrase("opening hours of a calendar", "暦の営業時間"),
    "closed": Phrase("closed days of a calendar", "暦の休業日"),
    "as": Phrase("gives a name: `define x as …`, steps", "名前を付ける(`define x as …`、段階)"),
    "user": Phrase("the person", "利用者"),
    "where": Phrase("which events", "条件"),
    "unless": Phrase("but not those known to be …", "ただし、…と分かっているものを除く"),
    "and": Phrase("both", "両方"), "or": Phrase("one or both", "少なくとも一方"),
    "any": Phrase("at least one of several values", "複数の値の少なくとも一つ"),
    "every": Phrase("all of several values", "複数の値のすべて"),
    "no": Phrase("none of several values", "複数の値のどれも違う"),
    "in": Phrase("is in a list, a set, a range", "一覧、集合、範囲の中にある"),
    "contains": Phrase("has a text somewhere in it", "文字列を含む"),
    "starts": Phrase("begins with a text", "文字列で始まる"),
    "ends": Phrase("ends with a text", "文字列で終わる"),
    "like": Phrase("fits a pattern of `*` and `?`", "`*` と `?` の型に合う"),
    "exactly": Phrase("without folding case and width", "大文字小文字、全角半角も区別する"),
    "resembles": Phrase("looks like the person's name", "本人の氏名に似ている"),
    "is": Phrase("before `missing`, `new`, and what a user can be", "`missing`、`new`、利用者の状態の前に置く"),
    "missing": Phrase("the log does not say", "記録がない"),
    "new": Phrase("not seen before", "これまでに現れていない"),
    "to": Phrase("`is new to user`", "`is new to user`"),
    "for": Phrase("how far back; in `allow`: which rules", "さかのぼる長さ。`allow` では対象のルール"),
    "during": Phrase("while a calendar is open", "暦の営業時間内"),
    "outside": Phrase("while a calendar is closed", "暦の営業時間外"),
    "until": Phrase("the last day", "期限(その日を含む)"), "reason": Phrase("why", "理由"),
    "by": Phrase("who approved it", "承認した人"),
    "at": Phrase("`at least 20 times`", "`at least 20 times`"),
    "least": Phrase("`at least 20 times`", "`at least 20 times`"),
    "times": Phrase("how often; repeats a test event", "回数。テストの出来事の繰り返し"),
    "distinct": Phrase("different values", "異なる値"),
    "day": Phrase("the day of a test event: `day -2`", "テストの出来事の日(`day -2`)"),
  ]
}
