/// What is wrong with a sweep, and what to write instead.
package struct SweepMistake: Error, Hashable, Sendable {
  package var phrase: Phrase

  private init(_ english: String, _ japanese: String) { phrase = Phrase(english, japanese) }

  static func form(_ text: String) -> SweepMistake {
    SweepMistake(
      "`\(text)` is no range; write one like 100MB..2GB, 5..50, \"1h..24h step 1h\" or \"10..100 in 4\"",
      "`\(text)` は範囲ではありません。100MB..2GB、5..50、\"1h..24h step 1h\"、\"10..100 in 4\" のように書いてください")
  }

  static func kinds(_ text: String) -> SweepMistake {
    SweepMistake(
      "the ends of `\(text)` are of two kinds; write both with a unit of the same sort, like 100MB..2GB",
      "`\(text)` の両端の種類が違います。100MB..2GB のように、同じ種類の単位で書いてください")
  }

  static func order(_ text: String) -> SweepMistake {
    SweepMistake(
      "`\(text)` does not rise; write the smaller value first",
      "`\(text)` は昇順ではありません。小さい方の値を先に書いてください")
  }

  static func step(_ text: String) -> SweepMistake {
    SweepMistake(
      "the step of `\(text)` must be above 0 and of the kind of the ends; write e.g. step 100MB",
      "`\(text)` の step は 0 より大きく、両端と同じ種類でなければなりません。例: step 100MB")
  }

  static func count(_ text: String) -> SweepMistake {
    SweepMistake(
      "after `in` of `\(text)` a whole number from 2 on is wanted: how many values are tried",
      "`\(text)` の in の後には、試す値の数を 2 以上の整数で書いてください")
  }

  static func tooMany(_ text: String) -> SweepMistake {
    SweepMistake(
      "`\(text)` has more than \(SweepRange.maximumCount) values; take a larger step",
      "`\(text)` は値が \(SweepRange.maximumCount) 個を超えます。step を大きくしてください")
  }

  static func constant(_ name: String, of rule: String, known: [String]) -> SweepMistake {
    let advice = nearest(to: name, among: known)
    return SweepMistake(
      "the result of `\(rule)` does not depend on a `let` named `\(name)`" + advice.english,
      "`\(rule)` の結果は、`\(name)` という let によって変わりません" + advice.japanese)
  }

  static func otherKind(_ name: String, written: String) -> SweepMistake {
    SweepMistake(
      "`\(name)` is \(written); write the ends of the range in the same kind",
      "`\(name)` は \(written) です。範囲の両端も同じ種類で書いてください")
  }

  static let brokenRules = SweepMistake(
    "the rules have mistakes; `exfil check` tells them", "ルールに誤りがあります。`exfil check` で確かめてください")

  private static func nearest(to name: String, among known: [String]) -> Phrase {
    if known.isEmpty {
      return Phrase(
        "; it depends on none that is a number, a size or a duration", "。数・サイズ・期間の let を使っていません")
    }
    let names = known.map { "`\($0)`" }.joined(separator: ", ")
    return Phrase("; it depends on \(names)", "。このルールが使う let: \(names)")
  }
}
