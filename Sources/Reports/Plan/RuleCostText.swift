internal import Detection
internal import EventModel
internal import RuleProgram

/// What one rule reads, leaves early and keeps, in sentences.
struct RuleCostText {
  let language: ReportLanguage

  func lines(_ cost: RuleCost, _ planned: PlannedRun, _ notation: RuleNotation) -> [String] {
    var lines: [String] = []
    for selected in cost.selected {
      let kind = selected.kind
      if kind == .alert {
        lines.append(
          language(
            "alert: looks at findings of other rules; no line is read for it",
            "alert: ほかのルールの検出結果を見る。このために読む行はない"))
        continue
      }
      let fields = cost.rule.fields.fields
        .filter { Schema.declaration(of: $0, in: kind) != nil }.map(\.name)
      lines.append(
        language("\(kind.name): looks at ", "\(kind.name): 参照する項目 ")
          + fields.joined(separator: ", "))
      if cost.kindsReadForHistory.contains(kind) {
        lines.append(
          language(
            "  every line is read whole: any event may show that a value is not new",
            "  すべての行の全体を読む: どの出来事も、値が初めてでないことを示しうる"))
      } else if planned.looksAhead(at: kind) {
        lines += self.lines(of: selected.lookAhead, notation).map { "  " + $0 }
      } else {
        lines.append(
          language(
            "  every line is read whole: no source of \(kind.name) looks ahead",
            "  すべての行の全体を読む: \(kind.name) には先読みする形式がない"))
      }
      lines.append("  " + fact(selected.fact))
    }
    lines += kept(cost, notation)
    return lines
  }

  /// Which lines of a kind are read on after their early fields.
  func lines(of lookAhead: LookAhead, _ notation: RuleNotation) -> [String] {
    guard !lookAhead.admitsAll else {
      let late = lookAhead.lateFields.fields.map(\.name).joined(separator: ", ")
      guard !late.isEmpty else {
        return [
          language(
            "every line is read whole: early fields leave none out",
            "すべての行の全体を読む: 先に読む項目で除ける行がない")
        ]
      }
      return [
        language(
          "every line is read whole: what is asked of \(late) comes too late to leave one early",
          "すべての行の全体を読む: 条件にある \(late) は、途中で打ち切るには遅すぎる")
      ]
    }
    let condition = VisibleText.of(notation.text(of: lookAhead.condition))
    var lines = [
      language(
        "a line is left after its early fields unless `\(condition)`",
        "次が成り立たない行は、先に読む項目だけで打ち切る: `\(condition)`")
    ]
    if !lookAhead.open.isEmpty {
      lines.append(
        language("  nothing more is asked where ", "  それ以上を問わない行: ") + open(lookAhead))
    }
    if let first = lookAhead.firstLook {
      let size = first.leastBytesOut.map { "bytes_out >= \(QuantityNotation.size($0))" }
      let parts = [first.admitsDeparted ? "user is departed" : nil, size].compactMap(\.self)
      let condition = parts.isEmpty ? "never" : parts.joined(separator: " or ")
      lines.append(
        language(
          "  with a roster, before that: unless `\(condition)`",
          "  名簿があれば、その前に次だけを見る: `\(condition)`"))
    }
    return lines
  }

  /// The pairs of which every line is read whole; outcomes with the same methods are told together.
  private func open(_ lookAhead: LookAhead) -> String {
    var outcomes: [Word?] = []
    for pair in lookAhead.open where !outcomes.contains(pair.outcome) {
      outcomes.append(pair.outcome)
    }
    var groups: [(methods: [Word?], outcomes: [Word?])] = []
    for outcome in outcomes {
      let methods = lookAhead.open.filter { $0.outcome == outcome }.map(\.method)
      if let index = groups.firstIndex(where: { $0.methods == methods }) {
        groups[index].outcomes.append(outcome)
      } else {
        groups.append((methods, [outcome]))
      }
    }
    return groups.map { group in
      let method =
        group.methods.count == lookAhead.methodCount
        ? language("any method", "メソッドを問わず")
        : language("method ", "メソッド ") + names(group.methods)
      let outcome =
        group.outcomes.count == lookAhead.outcomeCount
        ? language("any outcome", "結果を問わず")
        : language("outcome ", "結果 ") + names(group.outcomes)
      return "\(outcome), \(method)"
    }.joined(separator: "; ")
  }

  private func names(_ words: [Word?]) -> String {
    words.map { $0?.text ?? language("missing", "記録なし") }
      .joined(separator: language(" or ", "・"))
  }

  private func fact(_ fact: FactCost) -> String {
    let fields = fact.fields.map(\.name).joined(separator: ", ")
    return language(
      "a fact: \(fact.fixedByteCount) B, and the subject, the texts and the raw line; values: \(fields)",
      "一件の保持: \(fact.fixedByteCount) B と、主体・文字列・生の行。値: \(fields)")
  }

  private func kept(_ cost: RuleCost, _ notation: RuleNotation) -> [String] {
    let memory = cost.memory
    let root = cost.rule.root.name
    var lines = [
      language(
        "partitioned by \(root); the reduction holds one \(root) at a time, "
          + "\(memory.perEvent) B an event beside its fact",
        "\(root) ごとに分けて評価し、一度に一つの \(root) だけを載せる。出来事ごとに \(memory.perEvent) B と保持分")
    ]
    if cost.isCombinable {
      lines.append(
        language(
          "melted: from \(RuleCost.leastMeltedCount) events of one group and period on, one record "
            + "with its totals and at most \(RuleCost.meltedLineCount) lines by hash",
          "集約: 同じ組と期間の出来事が \(RuleCost.leastMeltedCount) 件になると、合計と最大 "
            + "\(RuleCost.meltedLineCount) 行のハッシュだけの一つの記録になる"))
    }
    for index in memory.totalsOfValues {
      let total = VisibleText.of(notation.text(of: cost.rule.aggregates[index]))
      lines.append(
        language(
          "\(total) keeps every distinct value in the window",
          "\(total) は期間内の異なる値をすべて持つ"))
    }
    if let bytes = memory.sequence {
      lines.append(
        language(
          "chains of steps: \(bytes) B for each group", "段階の連なり: 組ごとに \(bytes) B"))
    }
    if let bytes = memory.perHabitDay {
      lines.append(
        language(
          "usual and peak: \(bytes) B for each group and active day",
          "usual と peak: 組ごと、活動日ごとに \(bytes) B"))
    }
    let further = cost.kindsReadForHistory.filter { kind in
      !cost.selected.contains { $0.kind == kind }
    }
    if !further.isEmpty {
      let kinds = further.map(\.name).joined(separator: ", ")
      lines.append(
        language(
          "is new to: every line of \(kinds) is read whole too, for it may hold the value",
          "is new to: \(kinds) の行も、値を含みうるためすべて全体を読む"))
    }
    if let value = memory.perSightedValue, let day = memory.perSightedDay {
      lines.append(
        language(
          "is new to: \(value) B for each value a \(root) was seen with, and \(day) B for each day",
          "is new to: \(root) に現れた値ごとに \(value) B、日ごとに \(day) B"))
    }
    return lines
  }
}
