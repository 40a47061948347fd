/// Mistakes in comparisons with the past.
extension Complaint {
  static let newInsideQuantifier = Complaint(
    .history,
    Phrase(
      "`is new to` cannot stand inside `any ( … )`", "`is new to` は `any ( … )` の中に書けません"),
    label: Phrase("write it without the parentheses", "括弧を使わずに書いてください"),
    help: Phrase(
      "for example: any recipient.domain is new to user for 90d",
      "例: any recipient.domain is new to user for 90d"))

  static func newCount(_ name: String) -> Complaint {
    Complaint(
      .notAvailable,
      Phrase(
        "how many of several values are new cannot be asked yet",
        "複数の値のうちいくつが初めてかは、まだ問えません"),
      label: Phrase("not after `at least`", "`at least` の後には書けません"),
      help: Phrase(
        "write e.g. any \(name) is new to user for 90d", "例: any \(name) is new to user for 90d"))
  }

  static let newInException = Complaint(
    .history,
    Phrase(
      "an exception cannot depend on what happened before", "例外は、過去の出来事を条件にできません"),
    label: Phrase(
      "take `is new to` away: name whom and what it is for",
      "`is new to` を取り除き、だれの何を認めるかを書いてください"))

  static func cannotBeNew(_ name: String, _ type: Phrase) -> Complaint {
    Complaint(
      .history,
      Phrase(
        "`\(name)` is \(type.english), and cannot be new to somebody",
        "`\(name)` は\(type.japanese)なので、初めてかどうかを問えません"),
      label: Phrase(
        "ask for a domain, a device, an address or another name",
        "ドメイン、機器、アドレスなど、名前を表す項目について問うてください"))
  }

  static func newToWhat(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .history,
      Phrase("nothing can be new to `\(name)` here", "ここでは `\(name)` にとって初めてかを問えません"),
      label: .didYouMean(name, among: known, else: .among("possible", "書けるもの", known)))
  }

  static func newToOther(_ name: String, root: String) -> Complaint {
    Complaint(
      .history,
      Phrase(
        "this rule is about each `\(root)`, and `is new to` about `\(name)`",
        "このルールは `\(root)` ごとですが、`is new to` は `\(name)` について問うています"),
      label: Phrase("write `is new to \(root)`", "`is new to \(root)` と書いてください"),
      help: Phrase("or begin `per` with \(name)", "または `per` を \(name) で始めてください"))
  }

  /// The same, where the question stands in a define.
  static func definedNewToOther(_ name: String, root: String) -> Complaint {
    Complaint(
      .history,
      Phrase(
        "this rule is about each `\(root)`, and one of its defines asks `is new to \(name)`",
        "このルールは `\(root)` ごとですが、使っている define が `is new to \(name)` を問うています"),
      label: Phrase("begin `per` with \(name)", "`per` を \(name) で始めてください"))
  }

  static func lookBack(atLeast least: Int, atMost most: Int) -> Complaint {
    Complaint(
      .history, Phrase("so far back cannot be looked here", "この長さは、さかのぼれません"),
      label: Phrase(
        "whole days, from \(least)d to \(most)d", "\(least)d から \(most)d まで、日単位で書きます"))
  }

  static func habitOfOtherPeriod(_ function: String) -> Complaint {
    Complaint(
      .history,
      Phrase(
        "`\(function)` compares a day with the days before it",
        "`\(function)` は、その日をそれより前の日々と比べます"),
      label: Phrase("the rule must count each day", "ルールの集計を、一日ごとにしてください"),
      help: Phrase("write `per user each day`", "`per user each day` と書いてください"))
  }
}
