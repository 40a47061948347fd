/// Characters of names that people and systems write in more than one way.
///
/// Family names and places are registered with their old or handwritten forms (髙, 﨑, 邉), typed
/// with the common ones, and replaced where an encoding lacks them. Folding keeps them apart, since
/// they are different characters and, for the registry, different names. Half-width katakana and
/// full-width letters are no variants: folding makes them equal.
enum KanjiVariants {
  /// Each text holds forms of one character, the common one first.
  private static let groups = [
    "高髙", "崎﨑嵜", "辺邊邉", "斉斎齊齋", "浜濱濵", "沢澤", "国國", "島嶋嶌", "富冨",
    "吉𠮷", "桜櫻", "真眞", "広廣", "徳德", "竜龍", "滝瀧", "桑桒", "渕淵渊", "館舘",
    "蔵藏", "曽曾", "薮藪", "瀬瀨", "角⻆", "柳栁", "豊豐", "頼賴", "栄榮", "恵惠", "寿壽",
    "応應", "巌巖", "峰峯", "桧檜", "芦蘆", "鶴靍", "郎郞",
  ]

  private static let forms: [Unicode.Scalar: [Unicode.Scalar]] = {
    var forms: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for group in groups.map({ Array($0.unicodeScalars) }) {
      for scalar in group { forms[scalar] = group.filter { $0 != scalar } }
    }
    return forms
  }()

  /// Whether a text holds a character that is written in more than one way.
  ///
  /// - Complexity: O(*n*) in the bytes; ASCII is never looked up.
  static func isVaried(_ text: String) -> Bool {
    // The least of these characters has three bytes and begins with E2.
    text.utf8.contains { $0 >= 0xE2 } && text.unicodeScalars.contains { forms[$0] != nil }
  }

  /// Returns the texts that differ in one such character, in the order of the characters.
  static func others(of text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var others: [String] = []
    for (index, scalar) in scalars.enumerated() {
      for form in forms[scalar] ?? [] {
        var other = String.UnicodeScalarView()
        other.append(contentsOf: scalars[..<index])
        other.append(form)
        other.append(contentsOf: scalars[(index + 1)...])
        others.append(String(other))
      }
    }
    return others
  }
}
