package import EventModel

/// Mistakes in totals, windows, scores and messages.
extension Complaint {
  static let totalOfEvent = Complaint(
    .total, Phrase("a total cannot be asked of a single event", "集計は、一つのイベントについては問えません"),
    label: Phrase("totals stand in `if`, or in `add … if`", "集計は `if` か `add … if` に書きます"))

  static let totalOfValue = Complaint(
    .total, Phrase("a total cannot be asked of a single value", "集計は、一つの値については問えません"),
    label: Phrase("take the total out of here", "集計を外に出してください"))

  static let eventTestInIf = Complaint(
    .total,
    Phrase(
      "`if` asks for totals; this is a test of a single event",
      "`if` は集計についての条件です。これは一つのイベントについての条件です"),
    label: Phrase("move it to `where`", "`where` に移してください"),
    help: Phrase(
      "or ask for the total over such events: count(where …) >= 1",
      "または、そのようなイベントの集計にします: count(where …) >= 1"))

  static func functionWithoutParentheses(_ name: String) -> Complaint {
    let written = name == "count" ? "count()" : "\(name)(bytes_out)"
    return Complaint(
      .total, Phrase("`\(name)` is a function", "`\(name)` は関数です"),
      label: Phrase("write `\(written)`", "`\(written)` のように書いてください"))
  }

  static let onlyCompared = Complaint(
    .total, Phrase("totals can only be compared", "集計は、大小か等しさでしか比べられません"),
    label: Phrase("write e.g. `>= 300MB`", "例: `>= 300MB`"))

  static func fieldInTotals(_ name: String) -> Complaint {
    Complaint(
      .total, Phrase("`\(name)` is a field of single events", "`\(name)` は一つ一つのイベントの項目です"),
      label: Phrase(
        "which total of it? write e.g. sum(\(name))", "どの集計ですか? 例: sum(\(name))"))
  }

  static let totalInTotal = Complaint(
    .total, Phrase("a total cannot stand inside a total", "集計の中に集計は書けません"),
    label: Phrase("take this out", "取り除いてください"))

  static func totalOfWhat(_ function: String) -> Complaint {
    Complaint(
      .total, Phrase("`\(function)` of what?", "何の `\(function)` ですか?"),
      label: Phrase("name a field: \(function)(bytes_out)", "項目を書いてください: \(function)(bytes_out)"))
  }

  static let sequenceHasNoTotals = Complaint(
    .total, Phrase("a sequence has no totals", "`first … then` に集計は書けません"),
    label: Phrase(
      "write `at least N times` at a step", "段階に `at least N times` と書いてください"))

  static let totalInSequence = Complaint(
    .total, Phrase("a sequence has no totals", "`first … then` に集計は書けません"),
    label: Phrase("a total stands in here", "この中に集計があります"),
    help: Phrase(
      "name a step with `as` and write {step.count}",
      "段階に `as` で名前を付け、{名前.count} と書いてください"))

  static let totalWithoutWindow = Complaint(
    .total, Phrase("totals need a window", "集計には期間が必要です"),
    label: Phrase("counted over how long?", "どれだけの期間で集計しますか?"),
    help: Phrase("write e.g. `per user within 24h`", "例: `per user within 24h`"))

  static let conditionWithoutWindow = Complaint(
    .window, Phrase("totals need a window", "集計には期間が必要です"),
    label: Phrase("counted over how long?", "どれだけの期間で集計しますか?"),
    help: Phrase(
      "write e.g. `per user within 24h` or `per user each day`",
      "例: `per user within 24h` または `per user each day`"))

  static let sequenceWithoutWithin = Complaint(
    .window, Phrase("a sequence needs `within`", "`first … then` には `within` が必要です"),
    label: Phrase("within how long?", "どれだけの時間のうちに、ですか?"),
    help: Phrase("for example: per user within 24h", "例: per user within 24h"))

  static func root(_ name: String, known: [String]) -> Complaint {
    Complaint(
      .root, Phrase("`per` cannot begin with `\(name)`", "`per` の最初に `\(name)` は書けません"),
      label: Phrase(
        "begin with \(known.joined(separator: ", "))",
        "最初は \(known.joined(separator: "、")) のどれかです"),
      help: Phrase("for example: per user, \(name)", "例: per user, \(name)"))
  }

  static let cooldownOfPeriod = Complaint(
    .cooldown, Phrase("`cooldown` means nothing with `each`", "`each` があるとき、`cooldown` には意味がありません"),
    label: Phrase("the period itself is the episode", "区切られた期間が、そのまま一件になります"))

  static let never = Complaint(
    .never, Phrase("no event can ever be selected here", "この条件に当てはまるイベントは、決してありません"),
    label: Phrase(
      "the kinds of events lack what is asked for", "この種類のイベントには、問われている項目がありません"))

  static func untested(_ rule: String, lacks test: String) -> Complaint {
    let example = "\(test) { 10:00 upload user=sato domain=\"a.example\" bytes_out=60MB }"
    return Complaint(
      .untested,
      Phrase("rule `\(rule)` has no `\(test)` test", "ルール `\(rule)` に `\(test)` のテストがありません"),
      label: test == "must alert"
        ? Phrase("what it finds is not tested", "見つけるべきものを、確かめていません")
        : Phrase("what it must leave alone is not tested", "見逃してよいものを、確かめていません"),
      help: Phrase("add e.g. \(example)", "例: \(example)"))
  }

  static func stepNamedTwice(_ name: String) -> Complaint {
    Complaint(
      .duplicate, Phrase("two steps are called `\(name)`", "`\(name)` という名前の段階が二つあります"),
      label: Phrase("second one", "二つ目です"))
  }

  enum Parts {
    case steps, eventTests, totals, events

    fileprivate var word: Phrase {
      switch self {
      case .steps: Phrase("steps", "段階")
      case .eventTests:
        Phrase("tests of single events in its score", "点数の中の、一つのイベントについての条件")
      case .totals: Phrase("different totals", "異なる集計")
      case .events: Phrase("events", "イベント")
      }
    }
  }

  static func tooManyParts(_ rule: String, _ what: Parts, _ count: Int, limit: Int) -> Complaint {
    Complaint(
      .tooLarge,
      Phrase(
        "rule `\(rule)` has \(count) \(what.word.english)",
        "ルール `\(rule)` には\(what.word.japanese)が \(count) 個あります"),
      label: Phrase("at most \(limit)", "\(limit) 個までです"),
      help: Phrase("make two rules of it", "二つのルールに分けてください"))
  }

  static func tooManyTestEvents(limit: Int) -> Complaint {
    Complaint(
      .tooLarge, Phrase("this test makes up too many events", "このテストはイベントが多すぎます"),
      label: Phrase("at most \(limit) in one test", "一つのテストに \(limit) 個までです"))
  }

  // MARK: Messages

  private static let placeholders = Phrase(
    "placeholders: {field}, {sum(bytes_out)}, {step.field}, {step.count}",
    "差し込めるもの: {項目}、{sum(bytes_out)}、{段階.項目}、{段階.count}")

  static let openPlaceholder = Complaint(
    .placeholder, Phrase("this placeholder has no closing `}`", "差し込みの `{` が `}` で閉じられていません"),
    label: Phrase("starts here", "ここから始まっています"),
    help: Phrase(
      "a brace that stands for itself is doubled: {{", "{ そのものは {{ と二つ重ねて書きます"))

  /// A mistake of grammar inside a placeholder.
  static func placeholder(_ inner: Complaint) -> Complaint {
    Complaint(.placeholder, inner.title, label: inner.label, help: placeholders)
  }

  static let noPlaceholder = Complaint(
    .placeholder, Phrase("this is not a value to print", "これは、文に差し込める値ではありません"),
    label: Phrase("write a field or a total", "項目か集計を書いてください"), help: placeholders)

  static func unknownStepValue(_ name: String, steps: [String]) -> Complaint {
    Complaint(
      .placeholder,
      Phrase(
        "there is no step or field for `\(name)`", "`\(name)` に当たる段階も項目もありません"),
      label: .didYouMean(
        name, among: steps.map { "\($0).count" },
        else: .among("steps", "段階", steps)), help: placeholders)
  }

  // MARK: Tests and samples

  package static func failedTest(
    _ owner: String, name: String, expected: Wording, got: Wording
  ) -> Complaint {
    failed(.failedTest, owner, name, expected, got)
  }

  package static func failedSample(
    _ owner: String, name: String, expected: Wording, got: Wording
  ) -> Complaint {
    failed(.failedSample, owner, name, expected, got)
  }

  private static func failed(
    _ code: DiagnosticCode, _ owner: String, _ name: String, _ expected: Wording, _ got: Wording
  ) -> Complaint {
    let title = name.isEmpty ? owner : "\(owner) \"\(name)\""
    return Complaint(
      code,
      code == .failedTest
        ? Phrase("the test of \(title) failed", "\(title) のテストが失敗しました")
        : Phrase("the sample of \(title) is read differently", "\(title) の見本が、書かれたとおりに読めません"),
      label: Phrase("expected \(expected.english)", "期待: \(expected.japanese)"),
      help: Phrase("got \(got.english)", "実際: \(got.japanese)"))
  }
}
