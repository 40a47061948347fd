internal import RuleProgram

/// Mistakes in lists and in the files that hold their values.
extension Complaint {
  /// After how many lines a list file is no longer complained about.
  static func moreLines(_ count: Int) -> Phrase {
    Phrase(
      "\(count) more lines of this file are wrong", "このファイルには、ほかに \(count) 行の誤りがあります")
  }

  private static func listLine(_ title: Phrase, help: Phrase) -> Complaint {
    Complaint(.listLine, title, label: Phrase("in this line", "この行です"), help: help)
  }

  private static let optionsOfLines = Phrase(
    "a line is a value, then until DATE, reason \"…\", by \"…\" where wanted; # begins a comment",
    "行には値を書き、必要なら until 日付 reason \"…\" by \"…\" を続けます。# の後は注釈です")

  static let listDate = listLine(
    Phrase(
      "`until` needs a date such as 2026-03-31", "`until` の後には 2026-03-31 のような日付が必要です"),
    help: optionsOfLines)

  static func listText(after word: String) -> Complaint {
    listLine(
      Phrase("`\(word)` needs a text in quotes", "`\(word)` の後には \"…\" で囲んだ文が必要です"),
      help: optionsOfLines)
  }

  static func listWord(_ word: String) -> Complaint {
    listLine(
      Phrase("`\(word)` is not understood here", "ここに `\(word)` は書けません"), help: optionsOfLines)
  }

  static let openQuoteInTable = listLine(
    Phrase("a quote is opened here and never closed", "引用符が開いたまま、閉じられていません"),
    help: Phrase(
      "in CSV a quote inside a value is doubled, and the value stands in quotes",
      "CSV では、値全体を \" で囲み、値の中の \" は二つ重ねます"))

  static let textAfterQuoteInTable = listLine(
    Phrase("a text goes on after its closing quote", "引用符を閉じた後に、文字が続いています"),
    help: Phrase(
      "in CSV a quote inside a value is doubled, and the value stands in quotes",
      "CSV では、値全体を \" で囲み、値の中の \" は二つ重ねます"))

  static func listValue(_ text: String, of type: ListType) -> Complaint {
    let label: Phrase
    var help: Phrase?
    switch type {
    case .domain:
      label = Phrase(
        "a domain is like example.co.jp, without http:// and without a path",
        "ドメインは example.co.jp のように、http:// もパスも付けずに書きます")
      if text.hasPrefix("*.") || text.hasPrefix(".") {
        help = Phrase(
          "write \(text.drop { $0 == "*" || $0 == "." }): sub-domains always belong to it",
          "\(text.drop { $0 == "*" || $0 == "." }) と書きます。サブドメインは必ず含まれます")
      } else if text.contains("@") {
        help = Phrase(
          "this is an e-mail address; write what stands after the @, or make it a list of email",
          "これはメールアドレスです。@ の後だけを書くか、email 型の一覧にしてください")
      }
    case .email:
      label = Phrase(
        "an e-mail address is like a@example.co.jp", "メールアドレスは a@example.co.jp のように書きます")
    case .ip:
      label = Phrase(
        "an address is like 10.0.0.1 or 10.0.0.0/8", "アドレスは 10.0.0.1 や 10.0.0.0/8 のように書きます")
    case .date: label = Phrase("a date is like 2026-03-31", "日付は 2026-03-31 のように書きます")
    case .user, .folder, .text, .word, .glob:
      label = Phrase("an empty value fits everything", "空の値は、すべてに当てはまってしまいます")
    }
    return Complaint(
      .listValue,
      Phrase(
        "`\(Phrase.shortened(text, to: 60))` does not fit a list of type \(type.rawValue)",
        "`\(Phrase.shortened(text, to: 60))` は \(type.rawValue) 型の一覧に入れられません"),
      label: label, help: help)
  }

  static func listValueWithoutQuotes(of type: ListType) -> Complaint {
    Complaint(
      .listValue,
      Phrase(
        "this does not fit a list of type \(type.rawValue)",
        "これは \(type.rawValue) 型の一覧に入れられません"),
      label: type == .date
        ? Phrase("a date is like 2026-03-31", "日付は 2026-03-31 のように書きます")
        : Phrase("write it in quotes", "\"…\" で囲んでください"))
  }

  static func tooManyValues(limit: Int) -> Complaint {
    Complaint(
      .tooLarge, Phrase("there are too many values in these parentheses", "( ) の中の値が多すぎます"),
      label: Phrase("at most \(limit)", "\(limit) 個までです"),
      help: Phrase(
        "put them into a list file, one a line: list x of domain from \"x.list\"",
        "一行に一つずつ、別のファイルに置きます: list x of domain from \"x.list\""))
  }

  static func longSearch(_ name: String, _ count: Int, by word: String, limit: Int) -> Complaint {
    Complaint(
      .tooLarge,
      Phrase(
        "`\(name)` has \(count) values, too many to look for with `\(word)`",
        "`\(name)` の値は \(count) 個で、`\(word)` で探すには多すぎます"),
      label: Phrase("at most \(limit)", "\(limit) 個までです"),
      help: Phrase(
        "`in` compares whole values, with lists of a million",
        "値全体を比べる `in` なら、百万個の一覧でも使えます"))
  }

  static func unknownListType(_ name: String) -> Complaint {
    let types = ListType.allCases.map(\.rawValue)
    return Complaint(
      .listType, Phrase("`\(name)` is not a type of list", "`\(name)` という一覧の型はありません"),
      label: .didYouMean(name, among: types, else: Phrase("unknown type", "この型がありません")),
      help: .among("types of lists", "一覧の型", types))
  }

  static func unknownList(
    _ name: String, known: some Sequence<String>, example: ListType = .domain
  ) -> Complaint {
    let isAny = known.contains { _ in true }
    return Complaint(
      .unknownList, Phrase("there is no list `\(name)`", "一覧 `\(name)` はありません"),
      label: .didYouMean(
        name, among: known, else: Phrase("unknown list", "この名前の一覧が見つかりません")),
      help: isAny
        ? nil
        : Phrase(
          "declare it: list \(name) of \(example.rawValue) from \"\(name).list\"",
          "宣言してください: list \(name) of \(example.rawValue) from \"\(name).list\""))
  }

  static func wordsAsList(_ name: String) -> Complaint {
    Complaint(
      .wordList,
      Phrase(
        "`\(name)` is a list of words; `in` needs a whole value",
        "`\(name)` は語(word)の一覧です。`in` は値全体と比べます"),
      label: Phrase("use `contains`", "`contains` と書いてください"))
  }

  static func listDoesNotFit(
    _ name: String, _ type: ListType, field: String, _ fieldType: Phrase, isDomainOfEmail: Bool
  ) -> Complaint {
    Complaint(
      .listType,
      Phrase(
        "`\(name)` is a list of \(type.rawValue)s, but `\(field)` is \(fieldType.english)",
        "`\(name)` は \(type.rawValue) 型の一覧ですが、`\(field)` は\(fieldType.japanese)です"),
      label: Phrase("this list does not fit", "この一覧とは比べられません"),
      help: isDomainOfEmail
        ? Phrase(
          "write `\(field).domain in \(name)`", "`\(field).domain in \(name)` と書いてください") : nil)
  }

  static func listOfNoWords(_ name: String, _ type: ListType, needsGlobs: Bool) -> Complaint {
    Complaint(
      .listType,
      Phrase("`\(name)` is a list of \(type.rawValue)s", "`\(name)` は \(type.rawValue) 型の一覧です"),
      label: needsGlobs
        ? Phrase("a list of globs is needed here", "ここには glob 型の一覧が必要です")
        : Phrase("a list of words is needed here", "ここには word 型の一覧が必要です"),
      help: type == .domain || type == .folder
        ? Phrase("use `in` with this list", "この一覧には `in` を使います") : nil)
  }

  static func listOfNoDates(_ name: String, _ type: ListType) -> Complaint {
    Complaint(
      .listType,
      Phrase("`\(name)` is a list of \(type.rawValue)s", "`\(name)` は \(type.rawValue) 型の一覧です"),
      label: Phrase("a list of dates is needed here", "ここには date 型の一覧が必要です"))
  }
}
