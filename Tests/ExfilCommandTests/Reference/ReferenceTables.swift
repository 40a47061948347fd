internal import EventModel
internal import RuleProgram

@testable internal import RuleLanguage

/// The tables of the pages that teach the language, made from the code in one language.
struct ReferenceTables {
  let language: DiagnosticLanguage

  static let names = [
    "fields", "tests", "totals", "units", "lists", "people", "categories", "keywords", "warnings",
  ]

  /// Returns a table by the name that stands in its mark; it ends with a line end.
  func table(named name: String) -> String? {
    switch name {
    case "fields": fields
    case "tests": tests
    case "totals": totals
    case "units": units
    case "lists": lists
    case "people": people
    case "categories": categories
    case "keywords": keywords
    case "warnings": warnings
    default: nil
    }
  }

  /// Returns a text in the language of the page.
  func say(_ english: String, _ japanese: String) -> String { Phrase(english, japanese)(language) }

  func table(_ header: [String], _ rows: [[String]]) -> String {
    let rule = header.map { _ in "---" }
    return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  func code(_ text: String) -> String { "`\(text.replacing("|", with: "\\|"))`" }
}

extension ReferenceTables {
  private var totals: String {
    let rows = Aggregate.Function.allCases.map { function in
      switch function {
      case .count:
        [
          code("count()"), code("count(where domain in rivals)"),
          say(
            "how many events, or how many of those that `where` names",
            "件数。`where` を付けると、それに当てはまるものの件数"),
        ]
      case .sum:
        [
          code("sum(bytes_out)"), code("sum(bytes_out where method = POST)"),
          say("the sum of a size, a number or a duration", "大きさ、数、長さの合計"),
        ]
      case .largest:
        [code("largest(bytes_out)"), "", say("the largest single value", "一件での最大の値")]
      case .smallest:
        [code("smallest(bytes_out)"), "", say("the smallest single value", "一件での最小の値")]
      case .distinct:
        [
          code("distinct(path)"), code("distinct(domain where bytes_out > 1MB)"),
          say("how many different values", "異なる値の数"),
        ]
      }
    }
    let history = [
      [
        code("usual(sum(bytes_out), 30d)"), "",
        say(
          "the median of the daily totals of the days before; with `each day`",
          "それより前の日の、一日ごとの集計の中央値。`each day` とともに使う"),
      ],
      [
        code("peak(sum(bytes_out), 30d)"), "",
        say("the largest of the daily totals of the days before", "それより前の日の、一日ごとの集計の最大"),
      ],
    ]
    return table(
      [say("total", "集計"), say("with `where`", "`where` つき"), say("meaning", "意味")],
      rows + history)
      + "\n"
      + say(
        "Missing values are passed over; `count`, `sum` and `distinct` of nothing are 0.",
        "記録のない値は数えない。対象がないとき、`count`、`sum`、`distinct` は 0 になる。") + "\n"
  }

  private var units: String {
    let sizes = Lexer.sizeUnits.filter {
      $0.key.first?.isUppercase == true && !$0.key.contains("I")
    }
    .sorted { $0.value < $1.value }
    .map { [code("1\($0.key)"), "\($0.value) " + say($0.value == 1 ? "byte" : "bytes", "バイト")] }
    let names: [Character: Phrase] = [
      "s": Phrase("second", "秒"), "m": Phrase("minute", "分"), "h": Phrase("hour", "時間"),
      "d": Phrase("day of 24 hours", "日(24時間)"), "w": Phrase("week", "週"),
    ]
    let durations = Lexer.durationUnits.sorted { $0.value < $1.value }.map { unit, seconds in
      [code("1\(unit)"), names[unit].map { $0(language) } ?? "\(seconds)"]
    }
    let others = [
      [code("1h30m"), say("durations join", "長さはつなげて書ける")],
      [code("2025-04-10"), say("date", "日付")],
      [code("09:00"), say("time of day, 0:00 to 24:00", "時刻(0:00 から 24:00)")],
      [code("1_000"), say("number; `_` separates digits", "数(`_` で桁を区切れる)")],
      [code("10.0.0.0/8"), say("address or network", "アドレスまたはネットワーク")],
    ]
    return table([say("written", "書き方"), say("is", "意味")], sizes + durations + others)
  }

  private var lists: String {
    let rows = ListType.allCases.map { type in
      let how =
        switch type {
        case .domain:
          Phrase("`in`: that domain or one below it", "`in`: そのドメインか、その下のドメイン")
        case .email: Phrase("`in`: that address", "`in`: そのアドレス")
        case .user:
          Phrase("`in`: that person, by any name the roster has", "`in`: その人(名簿のどの名前でもよい)")
        case .ip: Phrase("`in`: that address or network", "`in`: そのアドレスか、そのネットワークの中")
        case .folder: Phrase("`in`: that folder or inside it", "`in`: そのフォルダーか、その中")
        case .text:
          Phrase(
            "`in`: equal, but for case and width; also `contains`, `starts`, `ends`",
            "`in`: 大文字小文字と全角半角を区別せずに等しい。`contains`、`starts`、`ends` も使える")
        case .word:
          Phrase(
            "`contains`, `starts`, `ends`: inside of the text",
            "`contains`、`starts`、`ends`: 文字列の中にある")
        case .glob:
          Phrase(
            "`in` or `like`: `*` any run, `?` one character", "`in` か `like`: `*` は任意の並び、`?` は一文字")
        case .date: Phrase("`time in`, `closed`: that day", "`time in`、`closed`: その日")
        }
      let name =
        language == .english ? EnglishNames.listType(type) : JapaneseNames.listType(type)
      return [code(type.rawValue), name, how(language)]
    }
    return table(
      [say("type", "型"), say("values", "値"), say("how it is compared", "比べ方")], rows)
  }

  private var people: String {
    let flags = UserFlag.allCases.map { flag in
      [
        code("user is \(flag.rawValue)"),
        language == .english ? EnglishNames.flag(flag) : JapaneseNames.flag(flag),
      ]
    }
    let phases = DeparturePhase.allCases.map(\.rawValue)
    let parts = Scope.parts(of: .user).map { part in
      let name =
        language == .english
        ? EnglishNames.part(part.part) ?? part.name : JapaneseNames.part(part.part) ?? part.name
      let words = part.part == .phase ? ": " + phases.map(code).joined(separator: ", ") : ""
      return [code("user.\(part.name)") + "?", name + words]
    }
    let columns = RuleCompiler.rosterColumns.map { column in
      let others =
        column.others.isEmpty ? "" : " (\(column.others.map(code).joined(separator: ", ")))"
      return code(column.name) + others
    }
    return table([say("written", "書き方"), say("is", "意味")], flags + parts) + "\n"
      + say(
        "Columns of the roster that `given user` takes: ", "`given user` で書ける名簿の列: ")
      + columns.joined(separator: ", ") + say(".", "。") + "\n"
  }

  /// What `exfil check` warns of.
  private var warnings: String {
    let rows = DiagnosticCode.allCases.filter { $0.severity == .warning }.map { code in
      [self.code(code.text), code.explanation.title(language)]
    }
    return table([say("warning", "警告"), say("about", "内容")], rows)
  }

  private var categories: String {
    guard language == .japanese else {
      return RuleCompiler.categories.map(code).joined(separator: ", ") + ".\n"
    }
    return table(
      ["分類", "意味"], RuleCompiler.categories.map { [code($0), JapaneseNames.category($0)] })
  }
}
