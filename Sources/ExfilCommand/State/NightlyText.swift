internal import Detection
internal import Reports
internal import StateStore

/// What a scan with a state says of itself on standard error.
struct NightlyText {
  let language: ReportLanguage

  /// Returns the lines; empty if there is nothing to say.
  func text(of outcome: NightlyOutcome) -> String {
    var lines: [String] = []
    for withdrawn in outcome.withdrawn {
      let finding = withdrawn.finding
      let what =
        "\(finding.id) (\(finding.rule), \(VisibleText.of(Subject(kept: finding.subject).value)))"
      if let other = withdrawn.supersededBy {
        lines.append(
          say(
            "superseded: \(what) by \(other)", "置き換え: \(what) は \(other) になりました"))
      } else {
        lines.append(
          say(
            "withdrawn: \(what) no longer holds with the lines that came since",
            "取り下げ: \(what) は後から届いた行により成り立たなくなりました"))
      }
    }
    if !outcome.coldRules.isEmpty {
      let names = outcome.coldRules.joined(separator: ", ")
      lines.append(
        say(
          "cold start: these rules know nothing of what earlier runs read: \(names)",
          "コールドスタート: 次のルールは以前の実行で読んだ内容を知りません: \(names)"))
      lines.append(
        say(
          "  help: `exfil state rebuild DIR` and a scan of the whole archive judge them on everything",
          "  対処: `exfil state rebuild DIR` の後に保管ログ全体を scan すると全期間で評価します"))
    }
    if outcome.learnsAnew {
      lines.append(
        say(
          "cold start: what is new to somebody is learnt anew, because the rules look up other values now",
          "コールドスタート: ルールが調べる値が変わったため「初めて」の学習をやり直します"))
    }
    if !outcome.movedPeople.isEmpty {
      let shown = outcome.movedPeople.prefix(20).map { VisibleText.of($0) }
      let rest = outcome.movedPeople.count - shown.count
      let names = (shown + (rest > 0 ? ["+\(rest)"] : [])).joined(separator: ", ")
      lines.append(
        say(
          "the roster changed since the run before for: \(names); they were judged anew on what is kept of them",
          "前回から名簿が変わった人: \(names)。保存済みの事実で評価し直しました"))
      if !outcome.rulesOfPhases.isEmpty {
        let rules = outcome.rulesOfPhases.joined(separator: ", ")
        lines.append(
          say(
            "cold start for them: these rules ask how near a person is to leaving, and know of earlier days what the earlier dates have chosen: \(rules)",
            "この人たちについてコールドスタート: 次のルールは退職の時期を見るため、過去の分は以前の日付で選ばれた事実しか知りません: \(rules)"))
        lines.append(
          say(
            "  help: a scan of the archive without --state judges them on everything",
            "  対処: --state を付けない保管ログ全体の scan は全期間で評価します"))
      }
    }
    if outcome.areLeasesMoved {
      lines.append(
        say(
          "the leases have changed since the run before; events that were read then keep their users",
          "前回からリースが変わりました。以前に読んだ出来事の利用者はそのままです"))
    }
    for source in outcome.lateSources {
      lines.append(
        say(
          "missing_source: \(VisibleText.of(source)) has nothing in this run, though it should",
          "missing_source: \(VisibleText.of(source)) は今回あるはずの記録がありません"))
    }
    for drop in outcome.volumeDrops {
      let source = VisibleText.of(drop.source)
      let (events, usual) = (QuantityText.count(drop.events), QuantityText.count(drop.usual))
      lines.append(
        say(
          "volume_drop: \(source) has \(events) events of \(drop.date), where \(usual) are usual",
          "volume_drop: \(source) の \(drop.date) の記録は \(events) 件だけです(普段は \(usual) 件)"))
    }
    lines.append(
      say(
        "State: \(outcome.standingCount) findings stand, \(outcome.changes.count) of them new or changed",
        "状態: 検出 \(outcome.standingCount) 件が成立中、うち新規または変更 \(outcome.changes.count) 件"))
    return lines.map { $0 + "\n" }.joined()
  }

  private func say(_ english: String, _ japanese: String) -> String {
    language == .japanese ? japanese : english
  }
}
