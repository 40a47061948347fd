/// Short advice that the parser gives beside what it expected.
extension Phrase {
  static let missingHere = Phrase("it is missing here", "ここに足りません")
  static func writeBefore(_ text: String) -> Phrase {
    Phrase("write `\(text)` before this", "この前に `\(text)` を書いてください")
  }

  static func writeVersion(_ version: Int) -> Phrase {
    Phrase("write `exfil \(version)`", "`exfil \(version)` と書いてください")
  }

  static func fieldBefore(_ word: String) -> Phrase {
    Phrase("write a field before `\(word)`", "`\(word)` の前に項目を書いてください")
  }

  static let takeAway = Phrase("take this away", "取り除いてください")
  static let noArithmetic = Phrase("there is no arithmetic here", "ここでは計算はできません")
  static let noRegularExpressions = Phrase(
    "there are no regular expressions; `like \"*.zip\"`, `contains`, `starts` and `ends` do most of it",
    "正規表現はありません。`like \"*.zip\"`、`contains`、`starts`、`ends` を使ってください")
  static let countAlone = Phrase("write `count()`", "`count()` と書いてください")
  static let windowInPer = Phrase(
    "the window stands in `per`: per user within 24h", "期間は `per` に書きます: per user within 24h")
  static let onlyAtLeast = Phrase("there is only `at least`", "書けるのは `at least` だけです")
  static let fieldBeforeParenthesis = Phrase(
    "write a field before this: any recipient ( … )", "この前に項目を書いてください: any recipient ( … )")
  static let anyIsMeant = Phrase("any one of the values is enough anyway", "値のどれか一つが当てはまれば十分です")
  static let calendarsAreMeant = Phrase(
    "for a calendar write during office_hours, outside office_hours",
    "カレンダーなら during office_hours、outside office_hours と書きます")
  static let noComma = Phrase("take the `,` before this away", "この前の `,` を取り除いてください")
  static let writeIn = Phrase("for several values write `in ( … )`", "値が複数のときは `in ( … )` と書きます")
  static let whatIsAsked = Phrase("what is asked of it?", "何と、どう比べますか?")
  static let exampleOfKind = Phrase(
    "for example: when web where bytes_out >= 50MB", "例: when web where bytes_out >= 50MB")
  static let exampleOfIn = Phrase(
    "write `in ( … )` for values, `in a .. b` for a range",
    "値なら `in ( … )`、範囲なら `in a .. b` と書きます")
  static let commas = Phrase("values are separated by commas", "値と値の間は `,` で区切ります")
  static let quoteMissing = Phrase(
    "is a quote missing, or one too many? inside a text a quote is doubled: \"\"",
    "引用符が足りないか、余っていませんか? 文字列の中の引用符は \"\" と二つ重ねます")
  static let noCommasInEvents = Phrase(
    "values of an event stand side by side, without commas",
    "イベントの値は `,` を付けずに並べて書きます")
  static let eventsGiveValues = Phrase(
    "a test gives values with `=`: bytes_out=60MB", "テストでは値を `=` で与えます: bytes_out=60MB")
  static let eventsBeginWithTime = Phrase(
    "an event begins with its time: 10:00 upload user=tanaka",
    "イベントは時刻から書き始めます: 10:00 upload user=tanaka")

  static let exampleOfRule = Phrase(
    "a rule has a name and a title: rule upload.large \"…\" { … }",
    "ルールには名前と題名があります: rule upload.large \"…\" { … }")

  static func exampleOfList(_ name: String) -> Phrase {
    let example = "list \(name) of domain = (\"a.example\", \"b.example\")"
    return Phrase("for example: \(example)", "例: \(example)")
  }

  private static let textPhrases: Set<Phrase> = [
    .text, .title, .fileName, .columnName, .zoneName, .logLine, .layoutText, .delimiter,
    .programName,
    .headerRow, .jsonPath,
  ]
  private static let wordPhrases: Set<Phrase> = [
    .listName, .calendarName, .severity, .category, .mode, .period, .weekday, .tag, .kind, .field,
    .fieldOfSeveral, .listType, .exceptionName, .formatName, .name, .stepName, .userID,
  ]

  /// Whether what is expected stands in quotes.
  var wantsText: Bool { Self.textPhrases.contains(self) }
  /// Whether what is expected is a word, which stands without quotes.
  var wantsWord: Bool { Self.wordPhrases.contains(self) }
}

extension Complaint {
  static let escapedQuote = Complaint(
    .quotes, Phrase("a quote is not escaped with `\\`", "引用符の前に `\\` は付けません"),
    label: Phrase("this text ends at the `\\\"`", "この文字列は `\\\"` で終わっています"),
    help: Phrase(
      "inside a text a quote is doubled: \"say \"\"hi\"\"\"",
      "文字列の中の引用符は二つ重ねます: \"いわゆる\"\"例外\"\"\""))

  static func inOfOne(_ text: String) -> Complaint {
    Complaint(
      .syntax, Phrase("`in` needs a list or parentheses", "`in` の後には、一覧か ( ) が必要です"),
      label: Phrase("write (\"\(text)\")", "(\"\(text)\") と書いてください"),
      help: Phrase(
        "values stand in ( ), the name of a list without quotes",
        "値は ( ) で囲み、一覧の名前は引用符なしで書きます"))
  }
}
