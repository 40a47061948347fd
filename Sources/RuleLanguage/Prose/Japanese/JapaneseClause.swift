/// A statement with the endings it takes in a sentence.
///
/// Before a noun: 「送信量が 1MB 以上の」もの. Before another statement: 「送信量が 1MB 以上で」、….
/// At the end: 「送信量が 1MB 以上である」.
struct JapaneseClause {
  /// What it is about, with が; left out where the statement before is about the same.
  var subject = ""
  var stem: String
  var attributive: String
  var continuative: String
  var ending: String
  /// Whether it is made of several statements.
  var isCompound = false

  var beforeNoun: String { subject + stem + attributive }
  var beforeMore: String { subject + stem + continuative }
  var atEnd: String { subject + stem + ending }

  /// A statement with a verb, such as 属する, 属し.
  static func verb(_ stem: String, _ ending: String, _ continuative: String) -> JapaneseClause {
    JapaneseClause(
      stem: stem, attributive: ending, continuative: continuative, ending: ending)
  }

  /// That something is so, or is not.
  static func being(_ stem: String, isNegated: Bool = false) -> JapaneseClause {
    isNegated
      ? JapaneseClause(
        stem: stem, attributive: "ではない", continuative: "ではなく", ending: "ではない")
      : JapaneseClause(stem: stem, attributive: "である", continuative: "であり", ending: "である")
  }

  /// A measure, such as 1MB 以上, that goes before a noun with の.
  static func measure(_ stem: String) -> JapaneseClause {
    JapaneseClause(stem: stem, attributive: "の", continuative: "で", ending: "である")
  }

  /// That something is there, or is not.
  static func existing(_ stem: String, _ exists: Bool) -> JapaneseClause {
    exists ? .verb(stem, "ある", "あり") : .verb(stem, "ない", "なく")
  }
}

extension [JapaneseClause] {
  /// All of them hold.
  func joinedByAnd() -> JapaneseClause { joined(by: "かつ") { "\($0.beforeMore)、" } }

  /// One of them holds; they are simple statements.
  func joinedByOr() -> JapaneseClause { joined(by: "または") { "\($0.atEnd)か、" } }

  private func joined(
    by word: String, _ link: (JapaneseClause) -> String
  ) -> JapaneseClause {
    guard var last, count > 1 else { return self[0] }
    var text = ""
    var subject = ""
    for var clause in dropLast() {
      if clause.subject == subject { clause.subject = "" } else { subject = clause.subject }
      text += link(clause)
    }
    let rest = last.subject == subject ? last.stem : last.subject + last.stem
    last.stem = text + rest.spaced(after: word, before: "")
    last.subject = ""
    last.isCompound = true
    return last
  }
}

extension String {
  /// The text with blanks between Japanese and Latin letters, but for what stands in 「」.
  var withBlanksAroundLatin: String {
    var text = ""
    var depth = 0
    var before: Character = " "
    for character in self {
      if character == "「" || character == "〔" { depth += 1 }
      let isBorder =
        (before.isASCII && before.isLetter && character.isJapaneseLetter)
        || (before.isJapaneseLetter && character.isASCII && character.isLetter)
      if depth == 0, isBorder { text.append(" ") }
      if character == "」" || character == "〕" { depth = max(0, depth - 1) }
      text.append(character)
      before = character
    }
    return text
  }

  /// The text with the blanks that Latin letters and digits have around them.
  func spaced(after: String, before: String) -> String {
    func isLatin(_ character: Character?) -> Bool {
      character.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
    }
    let start = isLatin(first) && !after.isEmpty ? " " : ""
    let end = isLatin(last) && !before.isEmpty ? " " : ""
    return after + start + self + end + before
  }
}

extension [String] {
  /// Joins names: A、B、C.
  var japaneseList: String { joined(separator: "、") }

  /// Names one of several: A; AかB; A、B、Cのいずれか.
  var japaneseChoice: String {
    count == 2 ? "\(self[0])か\(self[1])" : japaneseList + (count > 2 ? "のいずれか" : "")
  }
}

extension Character {
  /// Whether it is a kana or a kanji.
  fileprivate var isJapaneseLetter: Bool { !isASCII && isLetter }
}
