internal import Detection
internal import EventModel
internal import RuleProgram

/// How many events each condition of a step let through, as a table.
struct FunnelText {
  let language: ReportLanguage
  private static let countColumns = 13

  func lines(_ funnel: StepFunnel, _ notation: RuleNotation) -> [String] {
    let seen = QuantityText.count(funnel.seenCount)
    guard funnel.seenCount > 0 else {
      return [
        language(
          "\(funnel.kind.name): the logs have no such event",
          "\(funnel.kind.name): この種類の出来事はログにありません")
      ]
    }
    var lines = [
      language(
        "\(funnel.kind.name): \(QuantityText.count(funnel.seenCount, "event")), condition by condition:",
        "\(funnel.kind.name): 出来事 \(seen) 件、条件ごとの内訳:")
    ]
    guard !funnel.levels.isEmpty else { return lines }
    lines.append(
      row(
        [
          language("left", "残り"), language("pass alone", "単独で成立"),
          language("fail only", "唯一の不成立"), language("missing", "記録なし"),
        ], language("condition", "条件")))
    for level in funnel.levels {
      var condition = notation.text(of: level.conjunct.condition)
      if level.conjunct.asksHistory {
        condition += language("  (asked later, of the whole past)", "  (後で履歴全体に照らして判定)")
      }
      lines.append(
        row(
          [
            level.leftCount, level.passedCount, level.onlyObstacleCount, level.missingCount,
          ].map { QuantityText.count($0) }, VisibleText.of(condition)))
    }
    return lines
  }

  private func row(_ counts: [String], _ condition: String) -> String {
    counts.map { DisplayWidth.fit($0, to: Self.countColumns, alignRight: true) }.joined()
      + "  " + condition
  }
}
