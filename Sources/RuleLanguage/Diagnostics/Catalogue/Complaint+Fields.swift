/// Fields that do not exist, hold several values or none.
extension Complaint {
  /// What else is known about a name that is no field here.
  enum FieldHint {
    case nothing
    /// A list has this name.
    case list
    /// Other kinds of events have the field.
    case otherKinds(than: [String])
    /// It is a status of the user.
    case status
  }

  static func unknownField(_ name: String, known: [String], hint: FieldHint) -> Complaint {
    var label = Phrase.didYouMean(
      name, among: known, else: Phrase("unknown field", "この項目がありません"))
    let help: Phrase
    switch hint {
    case .nothing: help = .among("fields", "項目", known, limit: 16)
    case .list:
      help = Phrase(
        "`\(name)` is a list; write e.g. `domain in \(name)`",
        "`\(name)` は一覧です。例: `domain in \(name)`")
    case .otherKinds(let kinds):
      help = Phrase(
        "\(kinds.joined(separator: " or ")) has no such field, but other kinds have",
        "\(kinds.joined(separator: "・")) にこの項目はありませんが、ほかの種類にはあります")
    case .status:
      label = Phrase("write `user is \(name)`", "`user is \(name)` と書いてください")
      help = Phrase("`\(name)` is a status of the user", "`\(name)` は利用者の状態です")
    }
    return Complaint(
      .unknownField, Phrase("there is no field `\(name)` here", "ここに `\(name)` という項目はありません"),
      label: label, help: help)
  }

  static func unknownNameOfText(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .unknownField,
      Phrase(
        "there is no field or `let` of the name `\(name)`", "`\(name)` という項目も `let` もありません"),
      label: .didYouMean(
        name, among: known,
        else: Phrase("a text stands in quotes: \"\(name)\"", "文字列なら引用符で囲みます: \"\(name)\"")))
  }

  static func statusAsText(_ name: String) -> Complaint {
    Complaint(
      .unknownField,
      Phrase("`\(name)` is a status of the user, not a value", "`\(name)` は値ではなく、利用者の状態です"),
      label: Phrase("write `user is \(name)`", "`user is \(name)` と書いてください"))
  }

  static func missingAsValue(_ name: String, field: String) -> Complaint {
    Complaint(
      .unknownField,
      Phrase("`\(name)` is not a value", "`\(name)` という値はありません"),
      label: Phrase("write `\(field) is missing`", "`\(field) is missing` と書いてください"))
  }

  static func unknownNameInTotals(_ name: String, known: some Sequence<String>) -> Complaint {
    Complaint(
      .unknownField,
      Phrase(
        "there is no field or `let` `\(name)` here", "ここに `\(name)` という項目も `let` もありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown name", "この名前がありません")))
  }

  static func fieldOfOtherKind(_ name: String, of kind: String, known: [String]) -> Complaint {
    let article = kind.hasPrefix("a") ? "an" : "a"
    return Complaint(
      .unknownField,
      Phrase(
        "\(article) \(kind) event has no field `\(name)`", "\(kind) のイベントに項目 `\(name)` はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown field", "この項目がありません")),
      help: .among("fields", "項目", known))
  }

  static func missing(_ field: String) -> Complaint {
    Complaint(
      .missing,
      Phrase(
        "`\(field)` can be missing, and a \"not\" test is never true for a missing value",
        "`\(field)` は記録がないことがあり、その場合、否定の条件は決して成り立ちません"),
      label: Phrase(
        "what should happen when it is missing?", "記録がないときは、どうしますか?"),
      help: Phrase(
        "move the positive test to `unless` (missing then counts), or add `or \(field) is missing`",
        "否定しない形で `unless` に移す(記録がないものも対象になります)か、`or \(field) is missing` を加えてください"))
  }

  static func severalValues(_ name: String) -> Complaint {
    Complaint(
      .severalValues,
      Phrase(
        "`\(name)` holds several values; say which ones you mean",
        "`\(name)` には複数の値があります。どれのことかを書いてください"),
      label: Phrase(
        "add `any`, `every` or `no` before it", "前に `any`、`every`、`no` のどれかを付けてください"),
      help: Phrase("for example: any \(name) in some_list", "例: any \(name) in some_list"))
  }

  static func severalValuesAsKey(_ name: String) -> Complaint {
    Complaint(
      .severalValues, Phrase("`\(name)` holds several values", "`\(name)` には複数の値があります"),
      label: Phrase("a key is a single value", "`per` に書けるのは、値が一つの項目だけです"))
  }

  static func severalValuesGiven(_ name: String) -> Complaint {
    Complaint(
      .severalValues, Phrase("`\(name)` is a single value", "`\(name)` の値は一つだけです"),
      label: Phrase("give one value", "値を一つにしてください"))
  }

  static func singleValue(_ name: String, quantifier: String) -> Complaint {
    Complaint(
      .singleValue, Phrase("`\(name)` is a single value", "`\(name)` の値は一つだけです"),
      label: Phrase("take `\(quantifier)` away", "`\(quantifier)` を取り除いてください"),
      help: Phrase(
        "`any`, `every`, `no` and `at least` are for fields with several values",
        "`any`、`every`、`no`、`at least` は、複数の値を持つ項目に使います"))
  }

  static func quantifiedPart(of list: String) -> Complaint {
    Complaint(
      .syntax,
      Phrase("parentheses are about the whole of a value", "( ) の条件は、値の全体について書きます"),
      label: Phrase("write `\(list)` here", "ここは `\(list)` と書いてください"),
      help: Phrase(
        "for example: any recipient (domain in … and local …)",
        "例: any recipient (domain in … and local …)"))
  }

  static func severalKinds(_ name: String, kinds: [String]) -> Complaint {
    Complaint(
      .severalKinds,
      Phrase(
        "`\(name)` is about several kinds of events", "`\(name)` は複数の種類のイベントを指します"),
      label: Phrase(
        "write one of \(kinds.joined(separator: ", "))",
        "\(kinds.joined(separator: "、")) のどれかを書いてください"))
  }

  static func notResembling() -> Complaint {
    Complaint(
      .resembles,
      Phrase(
        "`resembles` compares with the user's own name only", "`resembles` で比べられるのは、利用者本人の名前だけです"),
      label: Phrase("write `user`", "`user` と書いてください"))
  }

  static let companyDomains = Complaint(
    .companyDomains,
    Phrase(
      "this depends on `company_domains`, which is empty",
      "この条件には一覧 `company_domains` が必要ですが、空です"),
    label: Phrase("who is outside is not known", "誰が社外かが分かりません"),
    help: Phrase(
      "fill the list in a site file: extend company_domains with (\"example.co.jp\")",
      "自社のファイルで一覧を埋めてください: extend company_domains with (\"example.co.jp\")"))

  static func derivedTime(_ name: String) -> Complaint {
    Complaint(
      .derived, Phrase("`\(name)` cannot be given", "`\(name)` は、ここでは与えられません"),
      label: Phrase("it stands at the front of the line", "時刻は行の先頭に書きます"))
  }

  static func derivedRecipient(_ name: String) -> Complaint {
    Complaint(
      .derived, Phrase("`\(name)` cannot be given", "`\(name)` は、ここでは与えられません"),
      label: Phrase("give `to`, `cc` or `bcc`", "`to`、`cc`、`bcc` のどれかで与えてください"))
  }

  static func unknownRosterColumn(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .unknownColumn, Phrase("a roster has no column `\(name)`", "名簿に列 `\(name)` はありません"),
      label: .didYouMean(name, among: known, else: Phrase("unknown column", "この列がありません")),
      help: .among("columns", "列", known))
  }

  static func noStatus(of field: String, _ flag: String) -> Complaint {
    Complaint(
      .flag, Phrase("`\(field)` has no status", "`\(field)` に状態はありません"),
      label: Phrase(
        "write `= \(flag)` or `is missing`", "`= \(flag)` または `is missing` と書いてください"),
      help: Phrase(
        "`is` asks for `missing`, or for a status of `user`",
        "`is` で問えるのは、`missing` か、`user` の状態です"))
  }

  static func operatorAfterIs(_ word: String, isNegated: Bool) -> Complaint {
    let written = "\(isNegated ? "not " : "")\(word)"
    return Complaint(
      .flag,
      Phrase("`is` does not stand before `\(word)`", "`\(word)` の前に `is` は付けません"),
      label: Phrase("write `\(written)` alone", "`\(written)` だけを書いてください"))
  }

  static func missingByOtherName(_ word: String, isNegated: Bool) -> Complaint {
    let written = isNegated ? "is not missing" : "is missing"
    return Complaint(
      .flag,
      Phrase("`\(word)` is not a word for a missing value", "`\(word)` では、記録がないことを表せません"),
      label: Phrase("write `\(written)`", "`\(written)` と書いてください"))
  }

  static func unknownStatus(_ flag: String, isUser: Bool, known: [String]) -> Complaint {
    Complaint(
      .flag,
      Phrase(
        "`\(flag)` is not a status of \(isUser ? "users" : "attachments")",
        "`\(flag)` という\(isUser ? "利用者" : "添付ファイル")の状態はありません"),
      label: .didYouMean(flag, among: known, else: Phrase("unknown status", "この状態がありません")),
      help: .among("statuses", "状態", known))
  }

  static func unknownWord(_ word: String, of field: String, known: [String]) -> Complaint {
    Complaint(
      .unknownWord,
      Phrase("`\(word)` is not a value of `\(field)`", "`\(word)` は `\(field)` の値ではありません"),
      label: .didYouMean(word, among: known, else: Phrase("unknown value", "この値がありません")),
      help: .among("values", "値", known))
  }
}
