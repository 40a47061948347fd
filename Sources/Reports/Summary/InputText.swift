internal import Detection
internal import EventModel

/// The lines that tell people about one input.
struct InputText {
  let zone: CivilZone
  let language: ReportLanguage

  func lines(_ input: InputAccount) -> [String] {
    var lines = [firstLine(input)]
    for note in input.notes { lines.append("    " + condition(note.code, note.detail)) }
    let account = input.lines
    if !account.rejected.isEmpty {
      lines.append("    " + language("rejected: ", "不明: ") + counts(account.rejected))
      lines += account.firstRejects.map(reject)
    }
    if !account.ignored.isEmpty {
      var text = "    " + language("ignored: ", "対象外: ") + counts(account.ignored)
      if !account.otherPrograms.isEmpty { text += " (\(counts(account.otherPrograms)))" }
      lines.append(text)
    }
    if account.implausibleTimes > 0 {
      let count = QuantityText.count(account.implausibleTimes)
      lines.append(
        "    "
          + language(
            "implausible_time: \(count) events before 1990 or from 2100 on, kept out of windows",
            "implausible_time: 1990年より前か2100年以降の出来事 \(count) 件は期間計算から除外"))
    }
    lines += doubts(account)
    if account.timesBackwards > 0 {
      let count = QuantityText.count(account.timesBackwards)
      lines.append("    " + language("time goes backwards \(count) times", "時刻の逆行 \(count) 回"))
    }
    return lines
  }

  /// What clocks that are set forth and back leave open.
  private func doubts(_ account: LineAccount) -> [String] {
    var lines: [String] = []
    if account.ambiguousTimes > 0 {
      let count = QuantityText.count(account.ambiguousTimes)
      lines.append(
        "    "
          + language(
            "ambiguous_local: \(count) lines of an hour that the clocks showed twice, taken for the first",
            "ambiguous_local: 時計が二度示した時間帯の \(count) 行は、一度目とみなした"))
    }
    if account.skippedTimes > 0 {
      let count = QuantityText.count(account.skippedTimes)
      lines.append(
        "    "
          + language(
            "skipped_local: \(count) lines of an hour that the clocks left out, taken as if they had not been changed",
            "skipped_local: 時計が飛ばした時間帯の \(count) 行は、時計を変えなかったものとみなした"))
    }
    return lines
  }

  private func firstLine(_ input: InputAccount) -> String {
    let account = input.lines
    let format = input.format.isEmpty ? "-" : VisibleText.of(input.format)
    var text = "\(VisibleText.of(input.name))  [\(format)]  \(input.status)  "
    text += language(
      "lines \(QuantityText.count(account.lines)) = events \(QuantityText.count(account.eventLines))"
        + " + ignored \(QuantityText.count(account.ignoredCount))"
        + " + rejected \(QuantityText.count(account.rejectedCount))",
      "行 \(QuantityText.count(account.lines)) = 出来事 \(QuantityText.count(account.eventLines))"
        + " + 対象外 \(QuantityText.count(account.ignoredCount))"
        + " + 不明 \(QuantityText.count(account.rejectedCount))")
    if let first = account.firstEvent, let last = account.lastEvent {
      text += "  \(first.minutes(in: zone))–\(last.minutes(in: zone))"
    }
    var known = [VisibleText.of(input.encoding)]
    if !input.zone.isEmpty {
      known.append(
        language("zone \(VisibleText.of(input.zone))", "時間帯 \(VisibleText.of(input.zone))"))
    }
    return text + "  (\(known.joined(separator: ", ")))"
  }

  private func condition(_ code: String, _ detail: String) -> String {
    var text = VisibleText.of(code)
    if !detail.isEmpty { text += " (\(VisibleText.of(detail)))" }
    if let advice = ConditionAdvice.of(code, language) {
      text += ": \(advice.meaning) → \(advice.remedy)"
    }
    return text
  }

  private func reject(_ reject: LineAccount.Reject) -> String {
    let sample = DisplayWidth.cut(VisibleText.of(reject.sample), to: 72)
    return "      "
      + language(
        "line \(reject.line), offset \(reject.offset), \(VisibleText.of(reject.reason)): \(sample)",
        "\(reject.line) 行目、位置 \(reject.offset)、\(VisibleText.of(reject.reason)): \(sample)")
  }

  /// The largest count first.
  private func counts(_ counts: [String: Int]) -> String {
    let sorted = counts.sorted {
      $0.value == $1.value
        ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value > $1.value
    }
    let shown = sorted.prefix(10).map {
      "\(VisibleText.of($0.key)) \(QuantityText.count($0.value))"
    }
    let more = sorted.count - shown.count
    return shown.joined(separator: ", ")
      + (more > 0 ? language(", \(more) more kinds", "、他 \(more) 種") : "")
  }
}
