internal import Detection
internal import EventModel
package import RuleProgram

/// What rules cost a run, for their authors.
package struct PlanText: Sendable {
  let language: ReportLanguage
  private let style: TerminalStyle
  private let width: Int

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - language: The language of headings and phrases.
  ///   - width: The columns of the terminal; clamped to 60…240.
  ///   - usesColours: Whether headings stand out.
  package init(language: ReportLanguage, width: Int = 120, usesColours: Bool = false) {
    self.language = language
    self.width = min(max(width, 60), 240)
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns a table of the rules, what each keeps and needs, and what they come to together.
  ///
  /// - Complexity: O(*n*) in the rules and their conditions.
  package func text(of planned: PlannedRun, _ program: RuleProgram) -> String {
    let notation = RuleNotation(program)
    var lines = table(planned)
    for cost in planned.cost.rules {
      lines += ["", style.bold(VisibleText.of(cost.rule.id))]
      lines += RuleCostText(language: language).lines(cost, planned, notation).map { "  " + $0 }
    }
    lines += ["", style.bold(language("Sources", "ログの形式"))]
    lines += planned.sources.flatMap(source).map { "  " + $0 }
    lines += ["", style.bold(language("All rules together", "全ルールを合わせると"))]
    lines += together(planned, notation).map { "  " + $0 }
    return lines.map { $0 + "\n" }.joined()
  }

  private func table(_ planned: PlannedRun) -> [String] {
    var rows = [
      [
        language("rule", "ルール"), language("per", "単位"), language("window", "期間"),
        language("kinds", "種類"), language("reads whole", "全体を読む"),
        language("kept", "保持"), language("bytes", "バイト"),
      ]
    ]
    for cost in planned.cost.rules {
      let listing = RuleListing(rule: cost.rule, alertTestCount: 0, silenceTestCount: 0)
      rows.append([
        VisibleText.of(cost.rule.id), perText(cost.rule), listing.window ?? "-",
        cost.selected.map(\.kind.name).joined(separator: ", "), readWhole(cost, planned),
        cost.isCombinable
          ? language("melted by period", "期間ごとに集約") : language("each event", "出来事ごと"),
        cost.selected.map { String($0.fact.fixedByteCount) }.joined(separator: ", "),
      ])
    }
    let widths = rows[0].indices.map { column in
      min(40, rows.map { DisplayWidth.of($0[column]) }.max() ?? 0)
    }
    return rows.enumerated().map { number, row in
      let cells = row.indices.map { column in
        column == row.count - 1 ? row[column] : DisplayWidth.fit(row[column], to: widths[column])
      }
      let line = DisplayWidth.cut(cells.joined(separator: "  "), to: width)
      return number == 0 ? style.bold(line) : line
    }
  }

  private func perText(_ rule: CompiledRule) -> String {
    let notation = RuleNotation(RuleProgram())
    return ([rule.root.name] + rule.groupBy.map { notation.name(of: $0) }).joined(separator: ", ")
  }

  private func readWhole(_ cost: RuleCost, _ planned: PlannedRun) -> String {
    let kinds = cost.selected.filter { $0.kind != .alert }
    if kinds.isEmpty { return "-" }
    let isAll = kinds.contains {
      !planned.looksAhead(at: $0.kind) || $0.lookAhead.admitsAll
        || cost.kindsReadForHistory.contains($0.kind)
    }
    return isAll ? language("all", "すべて") : language("some", "一部")
  }

  private func source(_ source: PlannedSource) -> [String] {
    let taken = source.taken.fields.map(\.name)
    let total = source.carried.fields.count
    var lines = [
      "\(VisibleText.of(source.format)) (\(source.kind.name)): "
        + language(
          "takes \(taken.count) of \(total) fields: ", "\(total) 項目のうち \(taken.count) 項目を取り出す: ")
        + taken.joined(separator: ", ")
    ]
    lines.append(
      source.looksAhead
        ? language(
          "  looks at early fields first" + (source.skims ? ", of ordinary lines by the word" : ""),
          "  先に読む項目だけを見てから続きを読む" + (source.skims ? "(普通の行は語単位で)" : ""))
        : language("  reads every line of this kind whole", "  この種類の行はすべて全体を読む"))
    for entry in source.unanswerable {
      let fields = entry.lacking.fields.map(\.name).joined(separator: ", ")
      let rule = VisibleText.of(entry.rule)
      lines.append(
        language(
          "  cannot answer \(rule): does not carry \(fields)",
          "  \(rule) は判定できない: \(fields) がない"))
    }
    return lines
  }

  private func together(_ planned: PlannedRun, _ notation: RuleNotation) -> [String] {
    let costText = RuleCostText(language: language)
    var lines = planned.cost.kinds.flatMap { kind -> [String] in
      guard planned.looksAhead(at: kind.kind) else { return [] }
      var lines = costText.lines(of: kind.lookAhead, notation)
      lines[0] = "\(kind.kind.name): \(lines[0])"
      if !kind.openers.isEmpty {
        lines.append(
          language("  these are read whole because of: ", "  そうした行の全体を読む原因: ")
            + kind.openers.map { VisibleText.of($0) }.joined(separator: ", "))
      }
      if !kind.historians.isEmpty {
        lines.append(
          language("  and every line, for what is new: ", "  何が初めてかを知るため、すべての行: ")
            + kind.historians.map { VisibleText.of($0) }.joined(separator: ", "))
      }
      return lines
    }
    let roots = planned.cost.roots.map(\.name).joined(separator: ", ")
    lines.append(
      language(
        "facts are kept once for each root: \(roots)", "根ごとに一度ずつ保持する。根: \(roots)"))
    lines.append(
      language(
        "what belongs to one subject may take half of --memory, 32 MB at least; above that the rule that "
          + "needs most there is not judged for it: named in the account, status 2",
        "一つの主体にかかわる分は --memory の半分(最低 32 MB)まで。超えると、そこで最も多く要るルールは判定せず、"
          + "収支に名前を挙げて終了コード 2 で終わる"))
    lines.append(
      language(
        "time, outcome and user of every line are always taken; no literal is searched for in lines",
        "時刻・結果・利用者はどの行からも必ず取り出す。行の中の文字列の検索による読み飛ばしはしない"))
    return lines
  }
}
