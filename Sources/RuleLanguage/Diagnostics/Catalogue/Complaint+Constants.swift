/// Conditions that come out the same for every event.
extension Complaint {
  /// Why a test is never or always true.
  enum ConstantReason {
    /// It cannot be true together with another one.
    case contradiction(String)
    /// No value, or every value, of this is like that.
    case noSuchValue(String)
    /// Every event has this.
    case alwaysThere(String)
  }

  static func neverTrue(_ reason: ConstantReason?) -> Complaint {
    let label =
      switch reason {
      case .contradiction(let other):
        Phrase("not together with `\(other)`", "`\(other)` と同時には成り立ちません")
      case .noSuchValue(let subject):
        Phrase("`\(subject)` is never like this here", "ここでの `\(subject)` が、こうなることはありません")
      case .alwaysThere(let field):
        Phrase("`\(field)` is never missing here", "ここでの `\(field)` が、欠けることはありません")
      case nil: Phrase("no event is like this", "このようなイベントはありません")
      }
    return Complaint(
      .never, Phrase("this is never true", "この条件は、決して成り立ちません"), label: label,
      help: Phrase(
        "mend it, or take it away: a rule that asks for it is silent, and its silence looks like good news",
        "直すか、取り除いてください。これを求めるルールは何も知らせず、何もなかったように見えます"))
  }

  static func alwaysTrue(_ reason: ConstantReason?) -> Complaint {
    let label =
      switch reason {
      case .noSuchValue(let subject):
        Phrase("`\(subject)` is like this in any case", "`\(subject)` は、いつもこうなります")
      case .alwaysThere(let field):
        Phrase("`\(field)` is always there", "`\(field)` は、必ずあります")
      case .contradiction, nil: Phrase("every event is like this", "どのイベントにも当てはまります")
      }
    return Complaint(
      .always, Phrase("this is always true", "この条件は、いつも成り立ちます"), label: label,
      help: Phrase("mend it, or take it away", "直すか、取り除いてください"))
  }

  static func trueWhenever(_ field: String) -> Complaint {
    Complaint(
      .always,
      Phrase(
        "this is true whenever `\(field)` is there", "`\(field)` の記録があれば、いつも成り立ちます"),
      label: Phrase("true of any `\(field)`", "どの `\(field)` でも成り立ちます"),
      help: Phrase(
        "if that is meant, write `\(field) is not missing`",
        "それでよければ、`\(field) is not missing` と書いてください"))
  }

  static let exemptsAll = Complaint(
    .never, Phrase("no event can ever be selected here", "この条件に当てはまるイベントは、決してありません"),
    label: Phrase(
      "this exempts everything that is selected before it", "ここまでに選んだものを、すべて除いています"))

  static func contradictsDefine(_ names: String) -> Complaint {
    Complaint(
      .never, Phrase("no event can ever be selected here", "この条件に当てはまるイベントは、決してありません"),
      label: Phrase("what `\(names)` stands for is never like this", "`\(names)` の定義と両立しません"))
  }

  static func deadKind(_ kind: String) -> Complaint {
    Complaint(
      .never,
      Phrase("no `\(kind)` can ever be selected here", "`\(kind)` のイベントが選ばれることはありません"),
      label: Phrase("the condition is never true of it", "条件が、この種類では決して成り立ちません"),
      help: Phrase(
        "take the kind away, or ask for something that it has",
        "この種類を取り除くか、この種類にある項目を問うてください"))
  }
}
