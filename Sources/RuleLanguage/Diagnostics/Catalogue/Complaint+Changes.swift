/// Changes of rules that no test notices.
extension Complaint {
  static func unnoticed(
    _ edits: [RuleEdit], _ hint: ChangeHint, test: String?
  ) -> Complaint {
    Complaint(
      .unnoticed, Phrase.unnoticed(edits), label: hint.label,
      help: test.map { Phrase("for example: \($0)", "例: \($0)") })
  }
}

extension Phrase {
  fileprivate static func unnoticed(_ edits: [RuleEdit]) -> Phrase {
    var before = ""
    var others: [String] = []
    for edit in edits {
      switch edit {
      case .without(let text):
        return Phrase(
          "if `\(text)` were not there, no test would notice",
          "`\(text)` を外しても、どのテストも気づきません")
      case .replaced(let text, let other):
        before = text
        others.append("`\(other)`")
      }
    }
    return Phrase(
      "if `\(before)` were \(others.joined(separator: " or ")), no test would notice",
      "`\(before)` を \(others.joined(separator: " や ")) に変えても、どのテストも気づきません")
  }
}

extension ChangeHint {
  /// The test to be added.
  fileprivate var label: Phrase {
    let (kind, japaneseKind) =
      switch need {
      case .alert: ("a `must alert` test", "`must alert` のテスト")
      case .silence: ("a `must not alert` test", "`must not alert` のテスト")
      case .score: ("a `must alert … score N` test", "`must alert … score N` のテスト")
      }
    let like = events.likeness
    return Phrase(
      "add \(kind)\(like.english)", "\(like.japanese)\(japaneseKind)を加えてください")
  }
}

extension ChangeHint.Events {
  /// What the events of the test are like: behind the test in English, before it in Japanese.
  fileprivate var likeness: Phrase {
    switch self {
    case .at(let limit): Phrase(" at exactly \(limit)", "ちょうど \(limit) の")
    case .below(let limit): Phrase(" just below \(limit)", "\(limit) にわずかに届かない")
    case .above(let limit): Phrase(" just above \(limit)", "\(limit) をわずかに超える")
    case .onlyThisFails: Phrase(" in which only this is not so", "ここだけが当てはまらない")
    case .onlyThisHolds: Phrase(" in which only this is so", "ここだけが当てはまる")
    case .thisHolds: Phrase(" in which this is so", "ここが当てはまる")
    case .oneOfTwo: Phrase(" in which only one of the two is so", "どちらか一方だけが当てはまる")
    case .kind(let kind): Phrase(" with a `\(kind)`", "`\(kind)` のイベントによる")
    case .fartherApart(let length):
      Phrase(" whose events lie further apart than \(length)", "イベントの間が \(length) より長い")
    case .closeTogether(let length):
      Phrase(" whose events lie just within \(length)", "イベントの間が \(length) にわずかに満たない")
    case .withoutStep: Phrase(" without this step", "この段階だけがない")
    case .mostlyMissing: Phrase(" in which only some of them are like this", "一部だけが当てはまる")
    case .any: Phrase("", "")
    }
  }
}
