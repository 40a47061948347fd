internal import RuleProgram

@testable internal import RuleLanguage

extension ReferenceTables {
  /// How a value can be tested.
  var tests: String {
    let comparisons = Comparison.allCases.map { comparison in
      let meaning =
        switch comparison {
        case .equal: Phrase("equal; a domain: that host", "等しい。ドメインなら、そのホスト")
        case .notEqual: Phrase("there, and not equal", "記録があり、等しくない")
        case .less: Phrase("less", "より小さい")
        case .lessOrEqual: Phrase("less or equal", "以下")
        case .greater: Phrase("greater", "より大きい")
        case .greaterOrEqual: Phrase("greater or equal", "以上")
        }
      let example =
        switch comparison {
        case .equal, .notEqual: "action \(comparison.rawValue) copy"
        case .less, .lessOrEqual, .greater, .greaterOrEqual: "bytes_out \(comparison.rawValue) 50MB"
        }
      return [code(example), meaning(language)]
    }
    let matches = TextMatch.allCases.compactMap { match -> [String]? in
      switch match {
      case .equals: nil
      case .contains:
        [
          code("subject contains words"),
          say("the text, or one of a list, is somewhere in it", "その文字列(一覧ならどれか)を含む"),
        ]
      case .starts: [code("path starts \"/srv/\""), say("begins with it", "それで始まる")]
      case .ends: [code("name ends \".zip\""), say("ends with it", "それで終わる")]
      case .like:
        [
          code("name like \"*.tar.?z\""),
          say("the whole: `*` any run of characters, `?` one", "全体が型に合う。`*` は任意の並び、`?` は一文字"),
        ]
      }
    }
    let quantifiers = [Quantifier.any, .every, .no, .atLeast(30)].map { quantifier in
      switch quantifier {
      case .any:
        [code("any recipient.domain in rivals"), say("at least one of them", "少なくとも一つ")]
      case .every:
        [
          code("every recipient (domain in ours)"),
          say("all of them, and there is one", "すべて。一つもなければ真ではない"),
        ]
      case .no: [code("no attachment is encrypted"), say("none of them", "どれも違う")]
      case .atLeast, .fewerThan:
        [
          code("at least 30 to (domain in rivals)"),
          say("so many of them or more", "その数以上ある"),
        ]
      }
    }
    let others = [
      [code("domain in business_sites"), say("is in the list", "一覧にある")],
      [code("extension in (\"zip\", \"7z\")"), say("is one of these", "このどれかである")],
      [code("status in 400 .. 499"), say("from … to, both included", "範囲の中(両端を含む)")],
      [
        code("time in 22:00 .. 05:00"),
        say("the time of day; the end is not included", "時刻。終わりの時刻は含まない"),
      ],
      [code("contains exactly \"API\""), say("these very characters", "文字どおり(大文字小文字、全角半角も区別)")],
      [code("tenant is missing"), say("the log does not say", "記録がない")],
      [code("tenant is not missing"), say("the log says", "記録がある")],
      [
        code("local resembles user"),
        say("looks like the person's own name", "本人の氏名(ローマ字)に似ている"),
      ],
      [
        code("domain is new to user for 90d"),
        say("not seen with this user on the 90 days before", "その利用者の過去90日に現れていない"),
      ],
      [code("during office_hours"), say("while the calendar is open", "その暦で営業時間内")],
      [code("outside office_hours"), say("while it is closed", "営業時間外")],
      [code("not TEST"), say("the test is known to be false", "偽であることが分かっている")],
      [code("A and B"), say("both", "両方")],
      [code("A or B"), say("one of them or both", "少なくとも一方")],
    ]
    return table(
      [say("written", "書き方"), say("is true when", "真になるとき")],
      comparisons + others.prefix(4) + matches + [others[4]] + quantifiers + others.dropFirst(5))
  }
}
