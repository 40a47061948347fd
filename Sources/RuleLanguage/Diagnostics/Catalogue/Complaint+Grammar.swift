/// Mistakes in how the parts of a declaration follow one another.
extension Complaint {
  static func expected(
    _ what: Phrase, found: Phrase, code: DiagnosticCode = .syntax, label: Phrase = .here,
    help: Phrase? = nil
  ) -> Complaint {
    let gap = what.japanese.hasSuffix("`") ? " " : ""
    return Complaint(
      code,
      Phrase(
        "expected \(what.english), but found \(found.english)",
        "\(what.japanese)\(gap)が必要ですが、\(found.japanese)"),
      label: label, help: help)
  }

  static func needsQuotes(_ text: String, what: Phrase) -> Complaint {
    Complaint(
      .quotes,
      Phrase(
        "\(what.english) is needed here, but `\(text)` has no quotes",
        "\(what.japanese)が必要ですが、`\(text)` には引用符がありません"),
      label: Phrase("write \"\(text)\"", "\"\(text)\" と書いてください"))
  }

  static func needsNoQuotes(_ text: String, what: Phrase) -> Complaint {
    Complaint(
      .quotes,
      Phrase(
        "\(what.english) stands without quotes", "\(what.japanese)は引用符で囲まずに書きます"),
      label: Phrase("write \(text)", "\(text) と書いてください"),
      help: Phrase(
        "texts of the log stand in quotes; words of the language and names do not",
        "引用符で囲むのは、ログの中の文字列と題名などの文です。言語の語と名前は囲みません"))
  }

  static func openBlock(
    _ what: Phrase, next: String?, line: Int, hasTests: Bool = false
  ) -> Complaint {
    let place = next.map {
      Phrase("before `\($0)` in line \(line)", "\(line) 行目の `\($0)` の前に")
    }
    let tests =
      hasTests
      ? Phrase(" (or one of its tests is not closed)", "(中のテストが閉じていないこともあります)")
      : Phrase(verbatim: "")
    return Complaint(
      .openBlock,
      Phrase("\(what.english) has no closing `}`", "\(what.japanese)が `}` で閉じられていません"),
      label: Phrase("is still open", "開いたままです"),
      help: place.map {
        Phrase(
          "write `}` \($0.english)\(tests.english)", "\($0.japanese) `}` を書いてください\(tests.japanese)")
      }
        ?? Phrase(
          "write `}` at the end of it\(tests.english)", "終わりに `}` を書いてください\(tests.japanese)"))
  }

  static let stray = Complaint(
    .declaration, Phrase("there is a `}` too many", "`}` が一つ余っています"),
    label: Phrase("nothing is open here", "ここでは何も開いていません"),
    help: Phrase(
      "take it away, or look for a `}` too early above",
      "取り除くか、上のほうに早すぎる `}` がないか確かめてください"))

  static func missingHeader(found: Phrase, isForeign: Bool) -> Complaint {
    expected(
      .code("exfil 1"), found: found, code: .header,
      label: Phrase("every rule file begins with `exfil 1`", "ファイルは `exfil 1` で始めます"),
      help: isForeign
        ? Phrase(
          "after it stand declarations, such as: rule upload.large \"…\" { when upload }",
          "その後に宣言を書きます。例: rule upload.large \"…\" { when upload }") : nil)
  }

  static let secondHeader = Complaint(
    .header,
    Phrase("`exfil` stands once, at the top of a file", "`exfil` は、ファイルの先頭に一度だけ書きます"),
    label: Phrase("take this away", "取り除いてください"))

  static func version(_ known: Int) -> Complaint {
    Complaint(
      .version,
      Phrase(
        "this program does not know this version of the language",
        "このプログラムは、この版の言語を知りません"),
      label: Phrase("write `exfil \(known)`", "`exfil \(known)` と書いてください"))
  }

  static func unknownDeclaration(_ word: String, found: Phrase) -> Complaint {
    if Parser.clauseWords.contains(word) {
      return expected(
        .declaration, found: found, code: .declaration,
        label: Phrase("this belongs inside a `rule … { }`", "これは `rule … { }` の中に書きます"),
        help: Phrase(
          "is there a `}` too early above?", "上のほうに、早すぎる `}` がありませんか?"))
    }
    return expected(
      .declaration, found: found, code: .declaration,
      label: .didYouMean(
        word, among: Parser.declarationWords,
        else: Phrase(
          "is an `and` missing before this, or a `rule` around it?",
          "この前の `and` か、これを囲む `rule` が抜けていませんか?")),
      help: .among("a file contains", "ファイルに書けるもの", Parser.declarationWords))
  }

  static func secondCondition(_ word: String) -> Complaint {
    Complaint(
      .repeated,
      Phrase("`\(word)` stands once after a kind of event", "`\(word)` は、イベントの種類の後に一度だけ書きます"),
      label: word == "where"
        ? Phrase("join the conditions with `and`", "条件は `and` でつないでください")
        : Phrase("join the exceptions with `or`", "除くものは `or` でつないでください"))
  }

  static func unknownClause(
    _ word: String, found: Phrase, isField: Bool
  ) -> Complaint {
    expected(
      .nextTermOrClause, found: found, code: .clause,
      label: .didYouMean(
        word, among: Parser.clauseWords + ["where", "unless", "and", "or", "within", "each"],
        else: isField
          ? Phrase("is an `and` missing before this?", "この前に `and` が抜けていませんか?")
          : Phrase("no part of a rule is called this", "ルールにこの名前の部分はありません")),
      help: isField ? nil : .among("parts of a rule", "ルールの部分", Parser.clauseWords))
  }

  static func clauseSign(found: Phrase, sign: Token.Symbol?) -> Complaint {
    let label: Phrase =
      switch sign {
      case .comma:
        Phrase(
          "between kinds and conditions write a word: `or`, `and`",
          "種類や条件の間には `or` や `and` を書きます")
      case .closeParenthesis: Phrase("there is no `(` before this", "対応する `(` がありません")
      case .openParenthesis: Phrase("is an `and` missing before this?", "この前に `and` が抜けていませんか?")
      case .plus, .minus, .star:
        .noArithmetic
      default: .here
      }
    return expected(.nextTermOrClause, found: found, code: .clause, label: label)
  }

  static func chained(found: Phrase) -> Complaint {
    Complaint(
      .chain,
      Phrase("two comparisons share one field", "一つの項目に、比較が二つ続いています"),
      label: Phrase("name the field again", "項目の名前をもう一度書いてください"),
      help: Phrase(
        "write `bytes_out >= 1MB and bytes_out <= 5MB`, or `bytes_out in 1MB .. 5MB`",
        "`bytes_out >= 1MB and bytes_out <= 5MB`、または `bytes_out in 1MB .. 5MB` と書きます"))
  }

  static func loneValue(_ text: String) -> Complaint {
    Complaint(
      .chain,
      Phrase("`or` and `and` join whole tests", "`or` と `and` は、条件全体をつなぎます"),
      label: Phrase("\(text) alone is no test", "\(text) だけでは条件になりません"),
      help: Phrase(
        "for several values write `domain in (\"a.example\", \"b.example\")`",
        "値が複数のときは `domain in (\"a.example\", \"b.example\")` と書きます"))
  }

  static func misplaced(_ word: String, belongsTo other: String) -> Complaint {
    Complaint(
      .order, Phrase("`\(word)` belongs to `\(other)`", "`\(word)` は `\(other)` の中に書きます"),
      label: Phrase("write `\(other)` before it", "この前に `\(other)` を書いてください"),
      help: Phrase("for example: score 40 add 10 if …", "例: score 40 add 10 if …"))
  }

  static let whereAfterUnless = Complaint(
    .order, Phrase("`where` stands before `unless`", "`where` は `unless` の前に書きます"),
    label: Phrase("move this part up", "この部分を前に移してください"))

  static let thenWithoutFirst = Complaint(
    .order, Phrase("`then` stands without `first`", "`first` がないのに `then` があります"),
    label: Phrase("what comes before this?", "この前に起きることは何ですか?"))

  static let whenAndFirst = Complaint(
    .order,
    Phrase(
      "a rule has either `when` or `first … then`", "`when` と `first … then` は、どちらか一方だけです"),
    label: Phrase("this is the other one", "こちらが二つ目です"))

  static func repeated(_ word: String, in what: Phrase) -> Complaint {
    Complaint(
      .repeated,
      Phrase(
        "`\(word)` appears twice in this \(what.english)", "\(what.japanese)に `\(word)` が二つあります"),
      label: Phrase("second one", "二つ目です"))
  }

  static func perPeriod(_ period: String) -> Complaint {
    Complaint(
      .repeated, Phrase("`per` names who, `each` names when", "`per` は何ごとか、`each` はいつごとかを表します"),
      label: Phrase("write `each \(period)`", "`each \(period)` と書いてください"))
  }

  static func assignedTwice(_ field: String) -> Complaint {
    Complaint(
      .repeated, Phrase("`\(field)` is given twice", "`\(field)` に値が二度与えられています"),
      label: Phrase("second one", "二つ目です"))
  }

  static let mixed = Complaint(
    .mixed,
    Phrase(
      "`and` and `or` are mixed without parentheses", "`and` と `or` が ( ) なしで混ざっています"),
    label: Phrase("this could be read two ways", "ここで二通りに読めます"),
    help: Phrase(
      "put ( ) around the part that belongs together", "ひとまとまりの部分を ( ) で囲んでください"))

  static func deepCondition(limit: Int) -> Complaint {
    Complaint(
      .tooDeep, Phrase("this condition is nested too deeply", "条件の入れ子が深すぎます"),
      label: Phrase("at most \(limit) levels", "\(limit) 段までです"),
      help: Phrase("take a part of it into a `define`", "一部を `define` に分けてください"))
  }

  static func function(_ name: String) -> Complaint {
    let names = ["count", "sum", "largest", "smallest", "distinct", "usual", "peak"]
    return Complaint(
      .function, Phrase("there is no function `\(name)`", "関数 `\(name)` はありません"),
      label: .didYouMean(name, among: names, else: Phrase("unknown function", "この関数がありません")),
      help: .among("functions", "関数", names))
  }
}
