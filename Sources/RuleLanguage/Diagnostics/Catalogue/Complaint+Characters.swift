/// Mistakes that show in the characters alone.
extension Complaint {
  static let openText = Complaint(
    .openText, Phrase("this text has no closing quote", "文字列の引用符が閉じていません"),
    label: Phrase("starts here", "ここから始まっています"),
    help: Phrase(
      "a text ends on the line where it begins; a quote is doubled: \"\"",
      "文字列は、始まった行の中で閉じます。引用符そのものは \"\" と二つ重ねます"))

  static func foreignOperator(_ written: String, _ word: String) -> Complaint {
    Complaint(
      .foreignOperator, Phrase("`\(written)` is not used here", "`\(written)` は使いません"),
      label: Phrase("write `\(word)`", "`\(word)` と書いてください"))
  }

  static func character(_ scalar: Unicode.Scalar) -> Complaint {
    if scalar.isInvisible {
      return Complaint(
        .character,
        Phrase(
          "there is an invisible character, \(scalar.codePoint)",
          "目に見えない文字 \(scalar.codePoint) があります"),
        label: Phrase("invisible, stands here", "見えませんが、ここにあります"),
        help: Phrase("delete it and type this place anew", "削除して、この場所を打ち直してください"))
    }
    let advice = Self.advice(on: scalar)
    return Complaint(
      .character,
      Phrase("unexpected character `\(scalar)`", "文字 `\(scalar)` は、ここでは使えません"),
      label: advice.map(\.label) ?? Phrase("this has no meaning here", "ここでは意味がありません"),
      help: advice?.help)
  }

  private static func instead(_ text: String) -> Phrase {
    Phrase("write `\(text)`", "`\(text)` と書いてください")
  }

  private static func advice(
    on scalar: Unicode.Scalar
  ) -> (label: Phrase, help: Phrase?)? {
    switch scalar {
    case "'", "‘", "’", "「", "」", "『", "』", "«", "»", "`":
      (
        Phrase("this is no quote here", "引用符としては使えません"),
        Phrase("texts stand in double quotes: \"…\"", "文字列は \"…\" で囲みます")
      )
    case ":":
      (
        Phrase.takeAway,
        Phrase(
          "a word and its value stand side by side: severity high; a field is compared with `=`",
          "語と値は並べて書きます: severity high。項目と値は `=` で比べます")
      )
    case ";": (Phrase.takeAway, Phrase("nothing ends with `;`", "行の終わりに `;` は要りません"))
    case "|":
      (
        Phrase("there are no pipes", "パイプはありません"),
        Phrase(
          "write the parts one after the other: when … where … per … if …",
          "部分を順に並べて書きます: when … where … per … if …")
      )
    case "&": (instead("and"), nil)
    case "!": (instead("not"), nil)
    case "[", "]", "【", "】", "〔", "〕":
      (
        Phrase("write ( )", "( ) を使ってください"),
        Phrase(
          "several values: domain in (\"a.example\", \"b.example\")",
          "値が複数のとき: domain in (\"a.example\", \"b.example\")")
      )
    case "/":
      (
        Phrase(
          "there is no division, and there are no regular expressions", "割り算も正規表現もありません"),
        Phrase(
          "write `a >= 5 * b`; for patterns of texts write `like \"*.zip\"`",
          "`a >= 5 * b` と書きます。文字の並びは `like \"*.zip\"` と書きます")
      )
    case "%":
      (
        Phrase("there are no percentages", "パーセントはありません"),
        Phrase(
          "compare with a multiple: sum(bytes_out) >= 5 * sum(bytes_in)",
          "何倍かで比べます: sum(bytes_out) >= 5 * sum(bytes_in)")
      )
    case "$", "@": (Phrase.takeAway, Phrase("names stand as they are", "名前には何も付けません"))
    case "~", "〜", "…", "‥": (instead(".."), nil)
    case "、", "､": (instead(","), nil)
    case "。", "｡", ".", "・": (Phrase.takeAway, nil)
    case "−", "–", "—", "‐", "―": (instead("-"), nil)
    case "×", "✕", "✖": (instead("*"), nil)
    case "≒": (instead("in … .. …"), nil)
    case "\\", "¥":
      (
        Phrase("a path stands in quotes", "パスは引用符で囲みます"),
        Phrase("write e.g. \"\\\\fs01\\data\"", "例: \"\\\\fs01\\data\"")
      )
    default: nil
    }
  }
}

extension Unicode.Scalar {
  /// Whether nothing is drawn for it.
  fileprivate var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}
